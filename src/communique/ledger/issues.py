"""What was mailed: issues, and how far each has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from communique.ledger.kept import Kept, shown
from communique.ledger.values import Intent, Issue, Question, State, moment_if, moment_of, stamp

if TYPE_CHECKING:
    import datetime as dt

ISSUES = "SELECT id, number, version, meaning, first_at FROM issue"
# The condition stands as in the index: else SQLite cannot know that the index has all that is asked for.
OPEN = "d.state IN ('intended', 'sending', 'deferred', 'doubt')"
QUESTIONS = f"""SELECT i.number, i.version, d.state, count(*), min(d.due)
    FROM delivery d INDEXED BY delivery_open JOIN issue i ON i.id = d.issue
    WHERE {OPEN} GROUP BY i.number, i.version, d.state"""  # noqa: S608 - a constant of ours
SERVED = """SELECT r.address, r.written, d.list, d.languages
    FROM issue i JOIN delivery d ON d.issue = i.id JOIN recipient r ON r.id = d.recipient
    WHERE i.number = ? AND i.version < ? AND d.state IN ('accepted', 'doubt', 'sending')
    ORDER BY i.version"""


class Issues(Kept):
    """Questions about issues as wholes."""

    def find_issue(self, number: str, version: int) -> Issue | None:
        """Return an issue, where anybody was ever to get it."""
        row = self._store.row(f"{ISSUES} WHERE number = ? AND version = ?", (number, version))
        return _issue(row) if row else None

    def issues_of(self, number: str) -> list[Issue]:
        """Return the issues of a bulletin or digest, by version."""
        return [
            _issue(row) for row in self._store.rows(f"{ISSUES} WHERE number = ? ORDER BY version", (number,))
        ]

    def issues(self) -> list[Issue]:
        """Return all issues, the first that was mailed first."""
        return [_issue(row) for row in self._store.rows(f"{ISSUES} ORDER BY id")]

    def note_issue(self, number: str, version: int, meaning: str, now: dt.datetime) -> Issue:
        """Return an issue; it is noted where it is new. One that is known keeps its first `meaning`."""
        with self._store.at_once():
            if known := self.find_issue(number, version):
                return known
            row = self._store.row(
                "INSERT INTO issue (number, version, meaning, first_at) VALUES (?, ?, ?, ?)"
                " RETURNING id, number, version, meaning, first_at",
                (number, version, meaning, stamp(now)),
            )
        return _issue(row)

    def counts(self, issue_id: int) -> dict[State, int]:
        """Return how many deliveries of an issue are in each state; states without any are absent."""
        query = "SELECT state, count(*) FROM delivery WHERE issue = ? GROUP BY state"
        alive = self._is_sender_alive()
        counted: dict[State, int] = {}
        for kept, count in self._store.rows(query, (issue_id,)):
            state = shown(kept, alive=alive)
            counted[state] = counted.get(state, 0) + count
        return counted

    def open_questions(self) -> list[Question]:
        """Return what is not over of all issues: intended, deferred or in doubt; quick whatever is over."""
        alive = self._is_sender_alive()
        found: dict[tuple[str, int, State], tuple[int, int | None]] = {}
        for number, version, kept, count, due in self._store.rows(QUESTIONS):
            place = (number, version, shown(kept, alive=alive))
            before, first = found.get(place, (0, None))
            found[place] = (before + count, due if first is None else first)
        return [Question(*place, count, moment_if(due)) for place, (count, due) in sorted(found.items())]

    def served_before(self, number: str, below_version: int) -> dict[str, Intent]:
        """Return who got an earlier version, or may have, by canonical address, as it was sent last."""
        rows = self._store.rows(SERVED, (number, below_version))
        return {
            address: Intent(written, list_name, tuple(languages.split()))
            for address, written, list_name, languages in rows
        }


def _issue(row: Any) -> Issue:
    identity, number, version, meaning, first_at = row
    return Issue(identity, number, version, meaning, moment_of(first_at))
