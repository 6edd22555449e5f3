"""A warm process: what its pool holds of it, and what it does.

Tasks go down a pipe, what came of them comes up in the same order. The process ends when its
pipe is closed, also where nobody is left to close it.
"""

from __future__ import annotations

import gc
import shutil
import signal
import socket
import tempfile
from collections import deque
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from typing import TYPE_CHECKING, Any

from communique.build.executors.shelf import Shelf
from communique.build.executors.worker import perform
from communique.build.interrupts import interrupts_held

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

    from communique.build.executors.job import Finished, Task

BUFFER = 2**18  # bytes that a pipe takes before anybody reads: most PDFs, and the HTML of any bulletin
CLEARED = 8  # tasks after which a worker looks for what refers to itself alone: 6,000 objects a page
PATIENCE = 5.0  # seconds for a process to end whose pipe is closed


class WarmWorker:
    """One process, and which tasks it has in hand."""

    def __init__(self, context: ForkServerContext | SpawnContext) -> None:
        self.in_hand: deque[Task] = deque()  # the first is being rendered
        self.growth = 0  # bytes of memory that it holds more than when it held least
        self._least = 0
        self._shelf = Shelf()
        # The fonts that WeasyPrint lays there, 90 MB with Chinese, go even when the process is killed.
        self._folder = tempfile.mkdtemp(prefix="communique-")
        self.pipe, theirs, self._ahead = _pipe()
        self._process = context.Process(target=serve, args=(theirs, self._folder), daemon=True)
        with interrupts_held():
            self._process.start()
        theirs.close()

    def takes(self, task: Task) -> bool:
        """Send `task`, unless the worker is busy and the pipe cannot hold it: then say no.

        Who waits for a busy worker to read what is too long for the pipe, while it waits for its
        own result to be read, waits for ever.
        """
        fresh = {sha256: data for sha256, data in task.contents.items() if sha256 not in self._shelf}
        letter = ForkingPickler.dumps(replace(task, contents=fresh))
        if self.in_hand and len(letter) > self._ahead:
            return False
        self._shelf.take(_sizes(task))
        self.in_hand.append(task)
        with suppress(ConnectionError):  # the process ended: that is heard when its result is due
            self.pipe.send_bytes(letter)
        return True

    def receive(self) -> Finished | None:
        """Return what came of the first task in hand, once it is there; None where the process ended."""
        finished: Finished | None = _received(self.pipe)
        if finished is None:
            return None
        self.in_hand.popleft()
        self._least = min(self._least or finished.memory, finished.memory)
        self.growth = finished.memory - self._least
        return finished

    def kill(self) -> None:
        """Let the process end at once; `end` waits for that."""
        self._process.kill()

    def end(self) -> int:
        """Let the process end when it has nothing more to do, and return its exit status."""
        self.pipe.close()
        self._process.join(PATIENCE)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join()
        shutil.rmtree(self._folder, ignore_errors=True)
        return self._process.exitcode or 0


def serve(pipe: Connection, folder: str) -> None:
    """Do the tasks that come out of `pipe`, until it is closed; files that live as long lie in `folder`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, partial(_leave, folder))
    tempfile.tempdir = folder
    shelf, held = Shelf(), dict[str, bytes]()
    gc.freeze()
    for number in count(1):
        task: Task | None = _received(pipe)
        if task is None:  # the command is done, or gone
            break
        held.update(task.contents)
        task = replace(task, contents={one.sha256: held[one.sha256] for one in task.job.references})
        finished = perform(task)
        with suppress(ConnectionError):  # the command is gone: that is heard next
            pipe.send(finished)
        for sha256 in shelf.take(_sizes(task)):
            del held[sha256]
        _clear_away(number)
    gc.unfreeze()  # some libraries take what is left at the end for a leak, and say so
    shutil.rmtree(folder, ignore_errors=True)


def _leave(folder: str, number: int, _frame: object) -> None:
    """End by the signal `number`, which a service's processes get all at once, and leave no file behind."""
    shutil.rmtree(folder, ignore_errors=True)
    signal.signal(number, signal.SIG_DFL)
    signal.raise_signal(number)


def _received(pipe: Connection) -> Any:
    """Return what comes out of `pipe`; None where its other end is closed, be it in the middle of a word."""
    try:
        return pipe.recv()
    except (EOFError, OSError):
        return None


def _clear_away(number: int) -> None:
    """Clear away, after the task `number`, what refers to itself alone, before it has gathered.

    What is loaded and warm stays, and is not looked through again: that takes a third of a page's time.
    """
    if number == 1 or number % CLEARED == 0:
        gc.collect()
    if number == 1:
        gc.freeze()


def _sizes(task: Task) -> dict[str, int]:
    """Return the sizes of what `task` uses, in an order that is the same on both sides."""
    return {one.sha256: len(task.contents[one.sha256]) for one in task.job.references}


def _pipe() -> tuple[Connection, Connection, int]:
    """Return the two ends of a pipe, and how many bytes it surely takes before anybody reads.

    Linux counts its own expense among what a buffer holds (socket(7)), and doubles the size for that.
    """
    ends = socket.socketpair()
    for end in ends:
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER)
    surely = ends[0].getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) // 4
    ours, theirs = (Connection(end.detach()) for end in ends)
    return ours, theirs, surely
