"""Renderings in warm processes on this machine, as many at once as it has processors."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from multiprocessing import connection, forkserver
from typing import TYPE_CHECKING, Self

from communique.build.executors.warm import WarmWorker
from communique.build.executors.worker import lost
from communique.build.interrupts import interrupts_held

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.context import ForkServerContext, SpawnContext

    from communique.build.executors.job import Finished, Task

# What takes half a second to import is imported once, and inherited by every worker.
PRELOADED = ["__main__", "communique.render", "communique.preflight", "communique.build.executors.warm"]
# Bytes by which a worker may outgrow itself before another takes its place, which costs two pages' time.
# One that sets statements does not grow; a document of a hundred pages leaves it 70 MiB larger.
GROWTH = 128 * 2**20
IN_HAND = 2  # tasks of a worker: one that is rendered, and the next


class Pool:
    """Does tasks in processes of its own, which are begun as they are needed and then kept.

    One that ends in the middle of a task is replaced. The task is tried once more when no other is
    being done, since it may have been another that took the memory, and then reported.
    """

    def __init__(self, jobs: int | None = None, growth: int = GROWTH) -> None:
        self._jobs = jobs or processors()
        self._growth = growth
        self._workers: list[WarmWorker] = []
        self._waiting: deque[Task] = deque()  # taken from the build, and in no worker's hand
        self._suspects: list[Task] = []  # in whose middle a process ended
        self._context: ForkServerContext | SpawnContext | None = None

    def __enter__(self) -> Self:
        self.prepare()
        return self

    def __exit__(self, _kind: object, problem: BaseException | None, _trace: object) -> None:
        if problem:
            self._drop(self._workers)
        self._end(self._workers)

    def prepare(self) -> ForkServerContext | SpawnContext:
        """Begin the process that workers are begun by, which has WeasyPrint to load, unless it is there."""
        self._context = self._context or _context()
        return self._context

    def perform(self, tasks: Iterable[Task]) -> Iterator[Finished]:
        """Do `tasks`, and give what comes of each as it comes; those that are repeated come last."""
        source = iter(tasks)
        try:
            while (fed := self._feed(source)) or any(worker.in_hand for worker in self._workers):
                yield from self._collect(wait=not fed)
            while self._suspects:
                yield self._again(self._suspects.pop())
        finally:  # nobody waits for the results any longer
            self._waiting.clear()
            self._suspects.clear()
            self._drop([worker for worker in self._workers if worker.in_hand])

    def _feed(self, source: Iterator[Task]) -> bool:
        """Give one task more to a worker that has room for it; say whether there was any of both."""
        by_load = sorted(self._workers, key=lambda worker: len(worker.in_hand))
        able = [one for one in by_load if len(one.in_hand) < IN_HAND and not self._is_spent(one)]
        is_new_wanted = len(self._workers) < self._jobs and not (able and not able[0].in_hand)
        if not able and not is_new_wanted:
            return False
        task = self._waiting.popleft() if self._waiting else next(source, None)
        if task is None:
            return False
        worker = self._begin() if is_new_wanted else able[0]
        if not worker.takes(task):
            self._waiting.appendleft(task)
            return False
        return True

    def _collect(self, *, wait: bool) -> Iterator[Finished]:
        """Give what the workers have done; `wait` for something, if they have done nothing yet."""
        ready = connection.wait([worker.pipe for worker in self._workers], None if wait else 0)
        for worker in [worker for worker in self._workers if worker.pipe in ready]:
            if finished := worker.receive():
                if self._is_spent(worker) and not worker.in_hand:
                    self._end([worker])
                yield finished
            else:
                self._bury(worker)

    def _again(self, task: Task) -> Finished:
        """Return what comes of `task`, in whose middle a process ended, when nothing else is in memory."""
        self._end(self._workers)
        worker = self._begin()
        worker.takes(task)
        if finished := worker.receive():
            return finished
        (status,) = self._end([worker])
        return lost(task.name, _how(status))

    def _begin(self) -> WarmWorker:
        worker = WarmWorker(self.prepare())
        self._workers.append(worker)
        return worker

    def _bury(self, worker: WarmWorker) -> None:
        """Keep the task that `worker` ended in for later, and give the next, if any, to another."""
        self._suspects.extend([worker.in_hand.popleft()] if worker.in_hand else [])
        self._waiting.extend(worker.in_hand)
        self._end([worker])

    def _drop(self, workers: list[WarmWorker]) -> None:
        """Let `workers` end at once, whatever they do."""
        for worker in workers:
            worker.kill()
        self._end(workers)

    def _end(self, workers: list[WarmWorker]) -> list[int]:
        """Let `workers` end, and return their exit statuses."""
        statuses = [worker.end() for worker in workers]
        self._workers = [worker for worker in self._workers if worker not in workers]
        return statuses

    def _is_spent(self, worker: WarmWorker) -> bool:
        return worker.growth > self._growth


def processors() -> int:
    """Return how many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS keeps no such list
        return os.cpu_count() or 1


def _context() -> ForkServerContext | SpawnContext:
    """Begin what workers are begun by. On Linux that is a process that has WeasyPrint loaded already.

    It listens at a socket in the folder for temporary files; where it cannot, as under a name of more
    than a hundred letters (unix(7)), each worker loads WeasyPrint itself.
    """
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    try:
        with interrupts_held():
            forkserver.ensure_running()
    except OSError:
        return multiprocessing.get_context("spawn")
    return context


def _how(status: int) -> str:
    """Return how a process ended whose exit status is `status`, negative for a signal."""
    if status == -signal.SIGKILL:
        return "killed by signal 9, as systems do that run out of memory"
    if status < 0:
        return f"killed by signal {-status}, {signal.strsignal(-status)}"
    return f"exit status {status}"
