"""What a person decides where the ledger alone cannot, each with its event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from communique.ledger.kept import Kept, shown
from communique.ledger.store import refusal
from communique.ledger.values import Event, moment_of, parts_of, stamp

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

ENDED = "the sender ended before the server answered"
BY_HAND = "settled by hand"
OFFICER = "the officer"
RECOVER = """UPDATE delivery INDEXED BY delivery_open SET state = 'doubt', answer = ?
    WHERE state IN ('intended', 'sending', 'deferred', 'doubt') AND state = 'sending'"""
DECIDE = """UPDATE delivery SET state = ?, answer = ?, at = ?, due = NULL
    WHERE issue = ? AND recipient = ?"""
EVENTS = """SELECT e.at, e.kind, coalesce(i.number, ''), coalesce(i.version, 0), coalesce(r.written, ''),
    e.detail FROM event e LEFT JOIN issue i ON i.id = e.issue
    LEFT JOIN recipient r ON r.id = e.recipient ORDER BY e.id"""


class Decisions(Kept):
    """Doubts, and how they end."""

    def settle(
        self, key: int, fate: Literal["accepted", "refused"], now: dt.datetime, by: str = OFFICER
    ) -> None:
        """Take a delivery in doubt for accepted or refused, as `by` found out. Raises DeliveryFaults."""
        with self._store.at_once():
            before = self._demand(key, "doubt")
            self._store.run(DECIDE, (fate, BY_HAND, stamp(now), *parts_of(key)))
            self._note("settled", now, f"{fate}, by {by}; {before}", key)

    def resend(self, key: int, now: dt.datetime, by: str = OFFICER) -> None:
        """Let the next sending serve a delivery that is in doubt or refused. Raises DeliveryFaults."""
        with self._store.at_once():
            before = self._demand(key, "doubt", "refused")
            self._store.run(DECIDE, ("intended", "", stamp(now), *parts_of(key)))
            self._note("resent", now, f"by {by}; {before}", key)

    def events(self) -> Iterator[Event]:
        """Give all that was decided, the first first."""
        for at, *rest in self._store.rows(EVENTS):
            yield Event(moment_of(at), *rest)

    def _demand(self, key: int, *states: str) -> str:
        """Return how a delivery stood. Raises DeliveryFaults unless it is in one of `states`."""
        query = "SELECT state, answer FROM delivery WHERE issue = ? AND recipient = ?"
        kept, answer = self._store.row(query, parts_of(key)) or ("unknown", "")
        state = shown(kept, alive=self._is_sender_alive())
        if state not in states:
            message = f"the delivery is {state}; expected one that is {' or '.join(states)}"
            hint = "see what is in doubt with communique ledger"
            raise refusal("K010", message, self._store.path, hint)
        return f"was {state}: {answer or ENDED}"

    def _note(
        self, kind: str, now: dt.datetime, detail: str, key: int | None = None, recipient: int | None = None
    ) -> None:
        """Keep an event about a delivery, a recipient, or the whole ledger."""
        issue, of_delivery = parts_of(key) if key is not None else (None, recipient)
        self._store.run(
            "INSERT INTO event (at, kind, issue, recipient, detail) VALUES (?, ?, ?, ?, ?)",
            (stamp(now), kind, issue, of_delivery, detail),
        )
