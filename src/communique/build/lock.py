"""One at a time in one newsroom, however each ends: the system lets go of a lock with its process."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import fcntl
import json
import os
import socket
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from communique.build.output import fault_of
from communique.errors import CommuniqueError, Fault, OutputFaults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import IO

NAME = ".communique/build.lock"
PATIENCE = 60.0  # seconds for another build to end
PAUSE = 0.1  # seconds between two tries
LONGEST = 60  # characters that are told of what stands in the file
UNKNOWN = "another build"  # one that has only just begun
WITHOUT_LOCKS = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS}  # of some network shares


@contextmanager
def sole_builder(folder: Path, tell: Callable[[str], None], patience: float = PATIENCE) -> Iterator[None]:
    """Keep other builds out of the newsroom in `folder` meanwhile.

    Where one is at work, `tell` is told which, and it is waited for. A build that was killed holds
    nothing back. Raises OutputFaults where the other is not done after `patience` seconds, or
    where the lock cannot be written.
    """
    path = folder / NAME

    def refusal(holder: str) -> CommuniqueError:
        hint = "wait until it has ended, or end it; what it made so far is whole"
        message = f"{holder or UNKNOWN} is at work in this newsroom"
        return OutputFaults([Fault("O006", message, path, hint=hint)])

    def waiting(holder: str) -> None:
        tell(f"{holder or UNKNOWN} is at work in this newsroom: waiting for it")

    with sole(path, refusal, waiting, patience):
        yield


@contextmanager
def sole(
    path: Path,
    refusal: Callable[[str], CommuniqueError],
    waiting: Callable[[str], None] = lambda _holder: None,
    patience: float = 0.0,
) -> Iterator[None]:
    """Keep others who lock `path` out meanwhile; `refusal` makes the error to raise while one stays in.

    It and `waiting` are told who that is, or nothing where it has only just come in. Raises
    OutputFaults where the lock cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="utf-8")
    except OSError as problem:
        raise OutputFaults([fault_of(path, problem)]) from problem
    with file:
        try:
            _take(file, path, refusal, waiting, time.monotonic() + patience)
        except OSError as problem:
            raise OutputFaults([fault_of(path, problem)]) from problem
        _sign(file)
        try:
            yield
        finally:
            with contextlib.suppress(OSError):  # a full disk: the lock goes with the file all the same
                file.truncate(0)


def is_locked(path: Path) -> bool:
    """Say whether somebody holds the lock at `path` now."""
    try:
        with path.open("r+", encoding="utf-8") as file:
            return not _try(file)
    except OSError:
        return False


def _take(
    file: IO[str],
    path: Path,
    refusal: Callable[[str], CommuniqueError],
    waiting: Callable[[str], None],
    deadline: float,
) -> None:
    """Lock `file`. Raises what `refusal` makes at the `deadline`."""
    told = None
    while not _try(file):
        holder = _holder(path)
        if time.monotonic() >= deadline:
            raise refusal(holder)
        if holder != told:
            waiting(holder)
            told = holder
        time.sleep(PAUSE)


def _try(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as problem:
        if problem.errno not in WITHOUT_LOCKS:
            raise
    return True


def _sign(file: IO[str]) -> None:
    """Write who holds the lock, for those who wait."""
    since = dt.datetime.now(dt.UTC).astimezone().isoformat(timespec="seconds")
    with contextlib.suppress(OSError):  # a full disk: the outputs tell of it
        file.truncate(0)
        json.dump({"process": os.getpid(), "host": socket.gethostname(), "since": since}, file)
        file.flush()


def _holder(path: Path) -> str:
    """Return who holds the lock; nothing where that cannot be read."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return (
            f"process {int(said['process'])} on {str(said['host'])[:60]!r}, since {str(said['since'])[:40]},"
        )
    except (OSError, ValueError, KeyError, TypeError):
        return ""
