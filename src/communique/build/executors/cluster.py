"""Renderings on other machines: a Dask scheduler shares them out among workers that have this package.

The scheduler is told each stylesheet, font and picture once, under its SHA-256. A worker that needs
one gets it from the scheduler or from another worker, so that no disk is shared; what a worker loses
in dying, Dask hands out again. Dask lets whoever reaches its port run anything: see docs/cluster.md.
"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from functools import partial
from itertools import islice
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Self

from communique.build.executors.job import Finished, Task
from communique.build.executors.meeting import connected, load_dask, place_of, refuse_unfit, told, within
from communique.build.executors.worker import UNSPENT, lost, perform
from communique.errors import Fault, RenderFaults

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from distributed import Client, Future

    from communique.build.executors.job import Job

PATIENCE = 15.0  # seconds that a scheduler has to answer, a first worker to come, a lost one to be replaced
AT_ONCE = 2  # jobs for each worker: one that it does, one in its hands
KEPT = 2**28  # bytes of contents that the cluster is asked to keep, in case the next page needs them again
FAREWELL = 2.0  # seconds that the cluster has to hear that it is left
TICK = 1.0  # seconds between two looks at how many workers there are

_one_at_a_time = threading.Lock()  # neither Pango nor PDFium can be used from two threads of a worker


class Cluster:
    """Renders on the workers of the Dask scheduler at `address`, such as `dask://HOST:PORT`.

    Entering it raises UsageError where no scheduler or worker answers within `patience` seconds, or
    where one has other tools than are installed here.
    """

    def __init__(self, address: str, patience: float = PATIENCE) -> None:
        self._place = place_of(address)
        self._patience = patience
        self._session: _Session | None = None

    def __enter__(self) -> Self:
        client = connected(load_dask(), self._place, self._patience)
        try:
            refuse_unfit(client, self._place, self._patience)
        except BaseException:
            client.close()
            raise
        self._session = _Session(client, self._place, self._patience)
        return self

    def __exit__(self, *_problem: object) -> None:
        """Leave the cluster, which then drops what it was asked for."""
        if self._session:
            self._session.close()
            self._session = None

    def prepare(self) -> None:
        """Begin nothing: a scheduler is asked for only where there is something to do."""

    def perform(self, tasks: Iterable[Task]) -> Iterator[Finished]:
        """Do `tasks`, a few for each worker at once, and give what comes of each as it comes.

        One whose workers died is tried again when all others are done, alone: a neighbour may have
        killed them. Raises RenderFaults where the cluster itself is lost.
        """
        if self._session is None:
            raise RuntimeError("the cluster was not entered")
        suspects: list[Task] = []
        yield from self._session.share_out(tasks, suspects)
        for task in suspects:
            yield from self._session.share_out([task], None)


class _Session:
    """One visit to a cluster: what is under way there, and which contents it has been told."""

    def __init__(self, client: Client, place: str, patience: float) -> None:
        self._client = client
        self._place = place
        self._patience = patience
        self._contents: dict[str, tuple[Future, int]] = {}  # by SHA-256, with its size; the last used is last
        self._workers = 1
        self._last_look = -TICK
        self._last_seen = 0.0  # in a count of workers, by time.monotonic()

    def close(self) -> None:
        """Leave, so that the cluster forgets all that it was asked for."""
        with suppress(TimeoutError):  # it does not answer: then it finds out by itself
            self._client.close(timeout=FAREWELL)

    def share_out(self, tasks: Iterable[Task], suspects: list[Task] | None) -> Iterator[Finished]:
        """Do `tasks`; one whose workers died goes to `suspects`, or without these is given as lost."""
        self._last_seen = time.monotonic()
        remaining = iter(tasks)
        under_way: dict[str, tuple[Task, Future]] = {}
        done: SimpleQueue[str] = SimpleQueue()
        while True:
            for task in islice(remaining, max(0, self._room() - len(under_way))):
                future = self._submit(task)
                under_way[future.key] = task, future
                future.add_done_callback(lambda one: done.put(one.key))
            if not under_way:
                return
            task, future = under_way.pop(self._next(done))
            finished = self._result(task, future, final=suspects is None)
            if finished:
                yield finished
            elif suspects is not None:
                suspects.append(task)

    def _submit(self, task: Task) -> Future:
        if self._client.status != "running":
            raise self._broken("does not answer any more")
        contents = [self._content(one.sha256, task.contents) for one in task.job.references]
        self._forget_old()
        return self._client.submit(render_here, task.name, task.job, *contents, pure=False)

    def _content(self, sha256: str, contents: Mapping[str, bytes]) -> Future:
        """Return what stands for a content on the cluster, telling it there only if it is unknown."""
        future, size = self._contents.pop(sha256, (None, len(contents[sha256])))
        if future is None or future.status not in {"pending", "finished"}:
            future = self._client.submit(keep, contents[sha256], key=f"communique-{sha256}")
        self._contents[sha256] = future, size
        return future

    def _forget_old(self) -> None:
        """Let go of what was not used for longest. Jobs under way keep what they need."""
        total = sum(size for _, size in self._contents.values())
        while total > KEPT:
            _, size = self._contents.pop(next(iter(self._contents)))
            total -= size

    def _room(self) -> int:
        """Return how many jobs may be under way. Workers come and go: they are counted now and then."""
        now = time.monotonic()
        if now - self._last_look >= TICK:
            self._last_look = now
            self._workers = self._count()
        if self._workers:
            self._last_seen = now
        return AT_ONCE * max(1, self._workers)

    def _count(self) -> int:
        """Return how many workers take jobs; where nobody answers, none.

        Dask lets one whose memory is nearly full take none, and it may never take any again.
        """
        if self._client.status == "running":
            with suppress(OSError):  # TimeoutError is one
                ask = partial(self._client.sync, self._client.scheduler.ncores_running, workers=None)
                return len(within(self._patience, ask))
        return 0

    def _next(self, done: SimpleQueue[str]) -> str:
        """Return the key of the next job that is done. Raises RenderFaults where none can be any more."""
        while True:
            try:
                return done.get(timeout=TICK)
            except Empty:
                self._room()
                if time.monotonic() - self._last_seen > self._patience:
                    raise self._broken("has no worker any more that takes jobs") from None

    def _result(self, task: Task, future: Future, *, final: bool) -> Finished | None:
        """Return what came of `task`; None where it may fare better alone, unless that was tried."""
        try:
            finished: Finished = future.result()
        except Exception as problem:  # one of Dask's, or of a worker that cannot even begin
            if self._client.status != "running":
                raise self._broken("does not answer any more") from problem
            return _failure(task.name, problem) if final else None
        return finished

    def _broken(self, how: str) -> RenderFaults:
        hint = "what was built before is whole; mend the cluster and build again"
        return RenderFaults([Fault("E006", f"the cluster at {self._place} {how}", hint=hint)])


def render_here(name: str, job: Job, *contents: bytes) -> Finished:
    """Do `job` in this worker. `contents` are what its references mean, in their order."""
    known = {reference.sha256: data for reference, data in zip(job.references, contents, strict=True)}
    try:
        with _one_at_a_time:
            return perform(Task(name, job, known))
    except Exception as problem:  # Dask waits for ever for an error that it cannot send
        return _failed(name, problem)


def keep(content: bytes) -> bytes:
    """Return `content`, which this worker then has for each job that needs it."""
    return content


def _failure(name: str, problem: Exception) -> Finished:
    """Return what came of the task `name`, which no worker did because of `problem`."""
    dask = load_dask()
    if isinstance(problem, dask.KilledWorker):
        return lost(name, "every time that a worker was given it")
    if isinstance(problem, dask.FutureCancelledError):
        return lost(name, "somebody else made the cluster drop it")
    return _failed(name, problem)


def _failed(name: str, problem: Exception) -> Finished:
    hint = "see what the worker's log says, and begin it anew"
    fault = Fault("E007", f"a worker failed: {told(problem)}", hint=hint)
    return Finished(name, None, RenderFaults([fault]), UNSPENT, 0)
