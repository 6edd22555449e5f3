"""Tokens and Message-IDs, and whom they belong to."""

from __future__ import annotations

from communique.ledger import tokens
from communique.ledger.kept import Kept
from communique.model.subscriber import ascii_domain, canonical

REMEMBERED = 8  # issues whose marks are kept at hand, for reports that come in thousands
RECIPIENTS = "SELECT r.address FROM delivery d JOIN recipient r ON r.id = d.recipient WHERE d.issue = ?"


class Identities(Kept):
    """Who is meant by what only this newsroom can have written."""

    def token(self, address: str) -> str:
        """Return what stands for `address` where it unsubscribes: always the same, and not to be guessed."""
        return tokens.token(self.secret, address)

    def address_of(self, token: str) -> str | None:
        """Return the canonical address that `token` stands for, among those ever to get mail."""
        row = self._store.row("SELECT address FROM recipient WHERE token = ?", (token,))
        return row[0] if row else None

    def message_id(self, number: str, version: int, address: str, domain: str) -> str:
        """Return the Message-ID of an issue for `address`, always the same (RFC 5322, 3.6.4)."""
        mark = tokens.message_mark(self.secret, number, version, canonical(address))
        return f"<{mark}.{tokens.slug(number)}.{version}@{ascii_domain(domain)}>"

    def parse_message_id(self, text: str) -> tuple[str, int, str] | None:
        """Return number, version and canonical address of a genuine Message-ID whose mail was intended."""
        found = tokens.MESSAGE_ID.fullmatch(text.strip().lower())
        if not found:
            return None
        mark, name, version = found[1], found[2], int(found[3])
        for issue, number in self._store.rows("SELECT id, number FROM issue WHERE version = ?", (version,)):
            if tokens.slug(number) == name and (address := self._marks_of(issue, number, version).get(mark)):
                return number, version, address
        return None

    def _marks_of(self, issue: int, number: str, version: int) -> dict[str, str]:
        if issue not in self._remembered:
            while len(self._remembered) >= REMEMBERED:
                self._remembered.pop(next(iter(self._remembered)))
            self._remembered[issue] = {
                tokens.message_mark(self.secret, number, version, address): address
                for (address,) in self._store.rows(RECIPIENTS, (issue,))
            }
        return self._remembered[issue]
