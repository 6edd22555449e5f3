"""A connection to the ledger's file: whole transactions; SQLite's errors become faults here alone."""

from __future__ import annotations

import contextlib
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from communique.errors import DeliveryFaults, Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

NAME = ".communique/ledger.sqlite"
PATIENCE = 30.0  # seconds for another's transaction to end
UNREACHABLE = {
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_AUTH,
}
BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
PRIMARY = 0xFF  # the bits of an extended result code that tell its kind


def refusal(code: str, message: str, path: Path, hint: str) -> DeliveryFaults:
    """Return the error that ends what was to be done with the ledger at `path`."""
    return DeliveryFaults([Fault(code, message, path, hint=hint)])


def unreachable(path: Path, problem: Exception) -> DeliveryFaults:
    """Return the error for a file or folder that the system does not let us use."""
    message = f"the ledger cannot be read or written: {problem}"
    return refusal("K006", message, path, "make room on the disk, or ask for the right to write there")


def failure_of(path: Path, problem: sqlite3.Error) -> DeliveryFaults:
    """Return what `problem` means for who uses the ledger."""
    code = getattr(problem, "sqlite_errorcode", 0) & PRIMARY
    if code in UNREACHABLE:
        return unreachable(path, problem)
    if code in BUSY:
        return refusal("K007", f"the ledger is in use: {problem}", path, "wait until the other has ended")
    hint = "lay the newest backup in its place, then run communique ledger --adopt"
    return refusal("K003", f"the ledger is damaged: {problem}", path, hint)


class Store:
    """The ledger's file, opened once. Not for several threads at the same time."""

    def __init__(self, path: Path, *, read_only: bool = False, any_thread: bool = False) -> None:
        """Open the file at `path`, which must exist. Raises DeliveryFaults."""
        self.path = path
        self.committed: Callable[[int], None] = lambda _counter: None  # told after each transaction
        address = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}"
        with self._spoken():
            self._connection = sqlite3.connect(
                address, PATIENCE, uri=True, isolation_level=None, check_same_thread=not any_thread
            )
        try:
            for pragma in ("foreign_keys = ON", "synchronous = FULL", "trusted_schema = OFF"):
                self.run(f"PRAGMA {pragma}")
        except DeliveryFaults:
            self.close()
            raise

    def run(self, statement: str, values: Iterable[Any] = ()) -> int:
        """Carry out `statement`; return how many rows it changed."""
        with self._spoken():
            return self._connection.execute(statement, tuple(values)).rowcount

    def run_for_each(self, statement: str, rows: Iterable[Iterable[Any]]) -> None:
        """Carry out `statement` with the values of each of `rows`."""
        with self._spoken():
            self._connection.executemany(statement, (tuple(row) for row in rows))

    def rows(self, query: str, values: Iterable[Any] = ()) -> Iterator[Any]:
        """Give the rows of `query`, one after another."""
        with self._spoken():
            yield from self._connection.execute(query, tuple(values))

    def row(self, query: str, values: Iterable[Any] = ()) -> Any:
        """Return the first row of `query`, or None."""
        with self._spoken():
            return self._connection.execute(query, tuple(values)).fetchone()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Make one transaction of all that is written meanwhile: on the disk at its end, or never done."""
        if self._connection.in_transaction:
            yield
            return
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            (counter,) = self.row("UPDATE meta SET counter = counter + 1 RETURNING counter")
            self.run("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):  # SQLite itself ends some that fail
                self._connection.execute("ROLLBACK")
            raise
        self.committed(counter)

    def copy_to(self, path: Path) -> None:
        """Copy the whole ledger, as it stands in this moment, into the file at `path`."""
        with self._spoken(), contextlib.closing(sqlite3.connect(path)) as copy:
            self._connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a -wal beside it

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def _spoken(self) -> Iterator[None]:
        """Turn SQLite's errors into DeliveryFaults; what only this code can have done wrong stays."""
        try:
            yield
        except sqlite3.ProgrammingError:
            raise
        except sqlite3.Error as problem:
            raise failure_of(self.path, problem) from problem
