"""An issue for each recipient: intended, looked up, listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from communique.ledger.issues import OPEN
from communique.ledger.kept import Kept, shown
from communique.ledger.values import Delivery, Intent, Standing, State, key_of, moment_if, moment_of, stamp
from communique.model.subscriber import canonical

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

STANDING = """SELECT r.address, d.recipient, d.state, d.tries, d.due, d.answer, d.at
    FROM delivery d JOIN recipient r ON r.id = d.recipient WHERE d.issue = ?"""
# Who must get nothing is noted as such. What was tried already keeps its state, its tries and its answer.
INTEND = """INSERT INTO delivery (issue, recipient, state, list, languages, at)
    SELECT ?, r.id, iif(s.recipient IS NULL, 'intended', 'suppressed'), ?, ?, ?
    FROM recipient r LEFT JOIN suppression s ON s.recipient = r.id WHERE r.address = ?
    ON CONFLICT (issue, recipient) DO UPDATE SET list = excluded.list, languages = excluded.languages,
        state = iif('suppressed' IN (excluded.state, delivery.state), excluded.state, delivery.state)
    WHERE delivery.state IN ('intended', 'deferred', 'suppressed')"""
TO_SEND = f"""SELECT address, recipient FROM ({STANDING}) WHERE state IN ('intended', 'deferred')"""  # noqa: S608 - a constant of ours
# CROSS JOIN keeps the order: from issues to their deliveries, each of which is found by its key.
ALL = "issue i CROSS JOIN delivery d ON d.issue = i.id CROSS JOIN recipient r ON r.id = d.recipient"
STILL_OPEN = """delivery d INDEXED BY delivery_open
    JOIN issue i ON i.id = d.issue JOIN recipient r ON r.id = d.recipient"""
COLUMNS = """i.id, d.recipient, i.number, i.version, r.written, d.state, d.list, d.languages,
    d.tries, d.at, d.due, d.answer"""
ORDER = "i.number, i.version, d.recipient"


class Deliveries(Kept):
    """Questions about deliveries, one or many."""

    def intend(self, issue_id: int, intents: Iterable[Intent], now: dt.datetime) -> dict[str, int]:
        """Note who is to get an issue, before anything is sent; return the keys of whom to send it.

        They are by canonical address: those who are new, and those still intended or deferred. Who
        must get nothing is noted as suppressed, and left out, as is who was served, refused or in doubt.
        """
        wanted = {canonical(intent.address): intent for intent in intents}
        at = stamp(now)
        self._remembered.pop(issue_id, None)
        with self._store.at_once():
            self._add_recipients(intent.address for intent in wanted.values())
            rows = (
                (issue_id, intent.list_name, " ".join(intent.languages), at, address)
                for address, intent in wanted.items()
            )
            self._store.run_for_each(INTEND, rows)
            to_send = dict(self._store.rows(TO_SEND, (issue_id,)))
        return {address: key_of(issue_id, to_send[address]) for address in wanted if address in to_send}

    def standing(self, issue_id: int) -> dict[str, Standing]:
        """Return how each delivery of an issue stands, by canonical address."""
        alive = self._is_sender_alive()
        return {
            address: Standing(
                key_of(issue_id, recipient),
                shown(state, alive=alive),
                tries,
                moment_if(due),
                answer,
                moment_of(at),
            )
            for address, recipient, state, tries, due, answer, at in self._store.rows(STANDING, (issue_id,))
        }

    def deliveries(
        self,
        number: str | None = None,
        version: int | None = None,
        recipient: str | None = None,
        state: State | None = None,
    ) -> Iterator[Delivery]:
        """Give the deliveries that all of these fit, by number, version, and when a recipient became known.

        They come one after another from the disk, however many there are.
        """
        alive = self._is_sender_alive()
        query, values = _query(number, version, recipient, _kept(state, alive=alive))
        for row in self._store.rows(query, values):
            yield _delivery(row, alive=alive)

    def did_get(self, number: str, recipient: str) -> list[Delivery]:
        """Return whether and how `recipient` got each version of a bulletin or digest."""
        return list(self.deliveries(number=number, recipient=recipient))


def _kept(state: State | None, *, alive: bool) -> tuple[str, ...]:
    """Return the kept states that are shown as `state`; none where all are wanted."""
    if state is None:
        return ()
    return (state, "sending") if shown("sending", alive=alive) == state else (state,)


def _query(
    number: str | None, version: int | None, recipient: str | None, states: tuple[str, ...]
) -> tuple[str, list[str | int]]:
    """Return the query for deliveries, and its values."""
    wanted: list[tuple[str, str | int | None]] = [
        ("i.number = ?", number),
        ("i.version = ?", version),
        # in a query of its own, so that a delivery is looked up by its key and not by its address
        ("d.recipient = (SELECT id FROM recipient WHERE address = ?)", recipient and canonical(recipient)),
    ]
    conditions = ["TRUE", *(condition for condition, value in wanted if value is not None)]
    values = [value for _, value in wanted if value is not None]
    if states:
        conditions.append(f"d.state IN ({', '.join('?' * len(states))})")
    few = bool(states) and not {"accepted", "refused", "suppressed"} & set(states) and recipient is None
    source = STILL_OPEN if few else ALL
    where = " AND ".join([*conditions, OPEN] if few else conditions)
    query = f"SELECT {COLUMNS} FROM {source} WHERE {where} ORDER BY {ORDER}"  # noqa: S608 - constants of ours
    return query, [*values, *states]


def _delivery(row: Any, *, alive: bool) -> Delivery:
    issue, recipient, number, version, written, state, list_name, languages, tries, at, due, answer = row
    return Delivery(
        key_of(issue, recipient),
        number,
        version,
        written,
        shown(state, alive=alive),
        list_name,
        tuple(languages.split()),
        tries,
        moment_of(at),
        moment_if(due),
        answer,
        sender_is_alive=alive and state == "sending",
    )
