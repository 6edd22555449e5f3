"""What was printed: when, where, how often, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from communique.ledger.kept import Kept
from communique.ledger.store import refusal
from communique.ledger.values import Print, PrintState, moment_if, moment_of, stamp

if TYPE_CHECKING:
    import datetime as dt

ROWS = """SELECT id, number, version, meaning, printer, uri, job, user, copies, pages, sheets, how, state, at,
    ended, told FROM print"""
BEGIN = """INSERT INTO print
    (number, version, meaning, printer, uri, user, copies, pages, sheets, how, state, at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'begun', ?) RETURNING id"""
NOTE = """UPDATE print SET state = ?, job = coalesce(?, job), told = ?, ended = ?
    WHERE id = ? AND state IN ('begun', 'handed')"""
OVER: frozenset[PrintState] = frozenset({"printed", "failed", "cancelled"})


class Prints(Kept):
    """Prints, each noted before the printer gets it. They are no issues: who was mailed what stays apart."""

    def begin_print(
        self,
        *,
        number: str,
        version: int | None,
        meaning: str,
        printer: str,
        uri: str,
        user: str,
        copies: int,
        pages: int,
        sheets: int,
        how: str,
        now: dt.datetime,
    ) -> int:
        """Note what is about to be handed over, and return its key. `sheets` are of all copies."""
        values = (number, version, meaning, printer, uri, user, copies, pages, sheets, how, stamp(now))
        with self._store.at_once():
            key: int = self._store.row(BEGIN, values)[0]
        return key

    def note_print(
        self, key: int, state: PrintState, now: dt.datetime, *, job: int | None = None, told: str = ""
    ) -> None:
        """Note how a print stands. Raises DeliveryFaults for one that is over."""
        ended = stamp(now) if state in OVER else None
        with self._store.at_once():
            if not self._store.run(NOTE, (state, job, told, ended, key)):
                message = f"print {key} is over already"
                raise refusal("K010", message, self._store.path, "see `communique ledger --printed`")

    def prints(self, number: str | None = None, *, unfinished: bool = False) -> list[Print]:
        """Return what was printed of `number`, or of all, the newest last; `unfinished`: what is not over."""
        values: list[str] = []
        wheres: list[str] = []
        if number is not None:
            wheres.append("number = ?")
            values.append(number)
        if unfinished:
            wheres.append("state IN ('begun', 'handed')")
        where = f" WHERE {' AND '.join(wheres)}" if wheres else ""
        return [_print(row) for row in self._store.rows(f"{ROWS}{where} ORDER BY id", values)]


def _print(row: Any) -> Print:
    values = list(row)
    values[-3:-1] = moment_of(values[-3]), moment_if(values[-2])
    return Print(*values)
