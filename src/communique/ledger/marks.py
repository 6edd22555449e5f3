"""How far the ledger has come, noted outside of it: an older copy laid in its place is recognised by that.

One mark lies beside the ledger, the other in the user's own state folder, which a restored newsroom leaves
as it was. A mark may lag behind, since the ledger does not wait for it; it is never ahead of its ledger.
The mark beside the ledger is also what a sender locks, so that others can see it at work.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import re
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from communique.ledger.store import refusal, unreachable

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = ".communique/ledger.mark"
LINE = re.compile(rb"([0-9a-f]{32}) ([0-9]{20})\n")
PATIENCE, PAUSE = 1.0, 0.01  # seconds: someone who only looks whether a sender is at work is soon done
WITHOUT_LOCKS = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS}  # of some network shares


@dataclass(frozen=True, slots=True)
class Mark:
    """A ledger, and how many transactions it has seen."""

    ledger: str
    counter: int


def read_mark(path: Path) -> Mark | None:
    """Return the mark at `path`; None where there is none, or a power cut left no whole one."""
    try:
        found = LINE.match(path.read_bytes())
    except OSError:
        return None
    return Mark(found[1].decode("ascii"), int(found[2])) if found else None


def state_path(ledger: str) -> Path | None:
    """Return where the user's own mark of `ledger` lies (XDG Base Directory Specification)."""
    said = Path(os.environ.get("XDG_STATE_HOME", ""))
    try:
        state = said if said.is_absolute() else Path.home() / ".local/state"
    except RuntimeError:  # a user without a home
        return None
    return state / "communique" / ledger


class Marks:
    """Both marks of one ledger, held open."""

    def __init__(self, folder: Path, ledger: str) -> None:
        """Open the marks of the newsroom in `folder`. Raises DeliveryFaults where its own cannot be."""
        self._ledger = ledger
        self._path = folder / NAME
        self._taken = False
        try:
            self._own = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o660)
        except OSError as problem:
            raise unreachable(self._path, problem) from problem
        self._users = _open_best(state_path(ledger))

    def furthest(self) -> int:
        """Return the highest counter that any mark of this ledger tells; 0 where there is none."""
        path = state_path(self._ledger)
        marks = (read_mark(self._path), read_mark(path) if path else None)
        return max((mark.counter for mark in marks if mark and mark.ledger == self._ledger), default=0)

    def write(self, counter: int) -> None:
        """Note that the ledger has come to `counter`; a full disk only lets the marks lag behind."""
        line = f"{self._ledger} {counter:020d}\n".encode("ascii")
        for file in self._files():
            with contextlib.suppress(OSError):
                os.pwrite(file, line, 0)

    def sync(self) -> None:
        """Wait until both marks are on the disk."""
        for file in self._files():
            with contextlib.suppress(OSError):
                os.fsync(file)

    def is_taken(self) -> bool:
        """Say whether a sender is at work."""
        if self._taken:
            return True
        if _lock(self._own, fcntl.LOCK_SH):
            fcntl.flock(self._own, fcntl.LOCK_UN)
            return False
        return True

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Be the one sender meanwhile. Raises DeliveryFaults where another is at work."""
        deadline = time.monotonic() + PATIENCE
        while self._taken or not _lock(self._own, fcntl.LOCK_EX):
            if time.monotonic() >= deadline:
                message = "another sender is at work in this newsroom"
                raise refusal("K007", message, self._path, "wait until it has ended, or end it")
            time.sleep(PAUSE)
        self._taken = True
        try:
            yield
        finally:
            self._taken = False
            fcntl.flock(self._own, fcntl.LOCK_UN)

    def close(self) -> None:
        """Let go of both."""
        for file in self._files():
            os.close(file)

    def _files(self) -> list[int]:
        return [self._own] if self._users is None else [self._own, self._users]


def is_sender_alive(folder: Path) -> bool:
    """Say whether a sender is at work in the newsroom in `folder`, and touch nothing."""
    try:
        file = os.open(folder / NAME, os.O_RDONLY)
    except OSError:
        return False
    try:
        return not _lock(file, fcntl.LOCK_SH)
    finally:
        os.close(file)


def _open_best(path: Path | None) -> int | None:
    """Open the user's own mark where that can be done."""
    if path is None:
        return None
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        return None


def _lock(file: int, kind: int) -> bool:
    """Try to lock `file`; where the file system knows no locks, everybody succeeds."""
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as problem:
        if problem.errno not in WITHOUT_LOCKS:
            raise
    return True
