"""Who must get nothing, and what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from communique.ledger.decisions import OFFICER, Decisions
from communique.ledger.values import Reason, Returned, Suppression, moment_of, stamp

if TYPE_CHECKING:
    import datetime as dt

# A weaker reason never takes the place of a stronger one: a bounce must not undo a subscriber's own wish.
STRENGTH: dict[Reason, int] = {"bounced": 0, "asked": 1, "unsubscribed": 2}
SUPPRESSED = """SELECT r.address, r.written, s.reason, s.at, s.source
    FROM suppression s JOIN recipient r ON r.id = s.recipient"""
# What a server took and another sent back was not got: the ledger says what became of it in the end.
CAME_BACK = """UPDATE delivery SET state = 'refused', answer = ?, at = ?
    WHERE recipient = ? AND issue = ? AND state IN ('accepted', 'doubt', 'sending')"""
# From the newest issue that came back to the older ones, each with whether it came back.
LINE = """SELECT EXISTS (SELECT 1 FROM returned b
        WHERE b.recipient = d.recipient AND b.issue = d.issue AND b.kind = 'soft')
    FROM issue i CROSS JOIN delivery d ON d.issue = i.id AND d.recipient = ?1
    WHERE i.id <= (SELECT max(issue) FROM returned WHERE recipient = ?1)
        AND (d.state IN ('accepted', 'doubt', 'sending')
            OR EXISTS (SELECT 1 FROM returned b WHERE b.recipient = d.recipient AND b.issue = d.issue))
    ORDER BY i.id DESC"""


class Suppressions(Decisions):
    """Suppressions, and the reports and wishes that lead to them."""

    def suppress(self, address: str, reason: Reason, now: dt.datetime, source: str) -> bool:
        """Let `address` get nothing from now on; False where that is so for as strong a reason."""
        with self._store.at_once():
            known = self.suppression(address)
            if known and STRENGTH[known.reason] >= STRENGTH[reason]:
                return False
            recipient = self._new_recipient(address)
            values = (recipient, reason, stamp(now), source)
            self._store.run("INSERT OR REPLACE INTO suppression VALUES (?, ?, ?, ?)", values)
            self._note("suppressed", now, f"{reason}: {source}", recipient=recipient)
        return True

    def lift(self, address: str, now: dt.datetime, by: str = OFFICER) -> bool:
        """Let `address` get mail again; False where nothing kept it from that."""
        with self._store.at_once():
            if (known := self.suppression(address)) is None:
                return False
            recipient = self._new_recipient(address)
            self._store.run("DELETE FROM suppression WHERE recipient = ?", (recipient,))
            self._note("lifted", now, f"by {by}; was {known.reason}: {known.source}", recipient=recipient)
        return True

    def suppression(self, address: str) -> Suppression | None:
        """Return why `address` gets nothing, where that is so."""
        row = self._store.row(f"{SUPPRESSED} WHERE s.recipient = ?", (self._recipient(address),))
        return _suppression(row) if row else None

    def suppressions(self) -> dict[str, Suppression]:
        """Return who gets nothing, by canonical address."""
        return {row[0]: _suppression(row) for row in self._store.rows(f"{SUPPRESSED} ORDER BY r.address")}

    def note_return(
        self,
        digest: str,
        kind: Returned,
        address: str,
        now: dt.datetime,
        *,
        number: str | None = None,
        version: int | None = None,
        answer: str = "",
    ) -> bool:
        """Note what came back from `address`, about the issue that it names; False where `digest` was before.

        A delivery that came back counts as refused from then on, with the report's words.
        To note a report and what follows from it as one, do both within `at_once`.
        """
        query = "SELECT id FROM issue WHERE number = ? AND version = ?"
        issue = self._store.row(query, (number, version)) or (None,)
        with self._store.at_once():
            recipient = self._new_recipient(address)
            added = self._store.run(
                "INSERT OR IGNORE INTO returned (digest, recipient, issue, kind, answer, at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (digest, recipient, *issue, kind, answer, stamp(now)),
            )
            if added and kind != "unsubscribed":
                self._store.run(CAME_BACK, (f"came back: {answer}", stamp(now), recipient, *issue))
        return added == 1

    def soft_returns(self, address: str) -> int:
        """Return how many issues in a row came back softly from `address`, up to the newest that did.

        One that was accepted and never came back ends the row. A later one does not yet: its own report
        may still be on its way, days after the newsroom's server took the mail.
        """
        count = 0
        for (came_back,) in self._store.rows(LINE, (self._recipient(address),)):
            if not came_back:
                break
            count += 1
        return count


def _suppression(row: Any) -> Suppression:
    _, written, reason, at, source = row
    return Suppression(written, reason, moment_of(at), source)
