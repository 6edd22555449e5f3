"""What each part of the ledger stands on: its file, its secret, and whether a sender is at work."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from communique.ledger import tokens
from communique.model.subscriber import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from communique.ledger.store import Store
    from communique.ledger.values import State

ADD = """INSERT INTO recipient (address, written, token) VALUES (?, ?, ?)
    ON CONFLICT (address) DO UPDATE SET written = excluded.written WHERE written <> excluded.written"""


class Kept:
    """A ledger's file, for its queries."""

    def __init__(self, store: Store, secret: bytes, is_sender_alive: Callable[[], bool]) -> None:
        self._store = store
        self.secret = secret
        self._is_sender_alive = is_sender_alive
        # Of some issues: canonical addresses by Message-ID. Who adds to an issue forgets what is here of it.
        self._remembered: dict[int, dict[str, str]] = {}

    def _add_recipients(self, addresses: Iterable[str]) -> None:
        """Know each of `addresses` from now on, as it is written."""
        self._store.run_for_each(ADD, map(self._recipient_row, addresses))

    def _recipient_row(self, address: str) -> tuple[str, str, str]:
        return canonical(address), address, tokens.token(self.secret, address)

    def _recipient(self, address: str) -> int | None:
        """Return the number of `address`, where it is known."""
        row = self._store.row("SELECT id FROM recipient WHERE address = ?", (canonical(address),))
        return row[0] if row else None

    def _new_recipient(self, address: str) -> int:
        """Return the number of `address`, which is known from now on; one that is keeps how it is written."""
        if (known := self._recipient(address)) is not None:
            return known
        self._add_recipients([address])
        return cast("int", self._recipient(address))


def shown(state: str, *, alive: bool) -> State:
    """Return what a delivery's kept state means: one under way is not in doubt while its sender lives."""
    if state == "sending":
        return "intended" if alive else "doubt"
    return cast("State", state)
