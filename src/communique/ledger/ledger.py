"""The ledger as a whole."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from communique.ledger.decisions import ENDED, RECOVER
from communique.ledger.deliveries import Deliveries
from communique.ledger.identities import Identities
from communique.ledger.issues import Issues
from communique.ledger.prints import Prints
from communique.ledger.store import Store, refusal
from communique.ledger.suppressions import Suppressions
from communique.ledger.writing import Journal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from communique.ledger.marks import Marks


def utc_now() -> dt.datetime:
    """Return the clock's time."""
    return dt.datetime.now(dt.UTC)


class Ledger(Issues, Deliveries, Suppressions, Identities, Prints):
    """What was sent to whom, and who must get nothing. Not for several threads; its journal is.

    All methods raise DeliveryFaults where the disk or the file does not allow what is asked for.
    Without marks it can only be read.
    """

    def __init__(
        self, store: Store, secret: bytes, is_sender_alive: Callable[[], bool], marks: Marks | None = None
    ) -> None:
        super().__init__(store, secret, is_sender_alive)
        self._outside = marks

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Bring all into the one file, and let go of it."""
        try:
            if self._outside:
                self._store.run("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self._store.close()
            if self._outside:
                self._outside.close()

    def at_once(self) -> AbstractContextManager[None]:
        """Make one transaction of all that is written meanwhile; where an error ends it, nothing is."""
        return self._store.at_once()

    def recover(self) -> int:
        """Take what was under way when its sender ended for doubt; return how many deliveries that were.

        Raises DeliveryFaults where a sender is at work.
        """
        with self._senders().taken(), self._store.at_once():
            return self._store.run(RECOVER, (ENDED,))

    @contextmanager
    def journal(self, clock: Callable[[], dt.datetime] = utc_now) -> Iterator[Journal]:
        """Give a sender what it notes its work in; all is on the disk at the end.

        Raises DeliveryFaults where another sender is at work.
        """
        marks = self._senders()
        with marks.taken():
            marks.sync()
            store = Store(self._store.path, any_thread=True)
            store.committed = marks.write
            journal = Journal(store, clock)
            try:
                yield journal
            finally:
                journal.close()
                marks.sync()

    def _senders(self) -> Marks:
        """Return the marks, which senders hold. Raises DeliveryFaults where the ledger is only read."""
        if self._outside is None:
            raise refusal(
                "K006", "the ledger was opened to be read only", self._store.path, "use communique send"
            )
        return self._outside
