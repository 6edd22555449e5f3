"""Many mails over a few connections: paced, tried again where deferred, each noted in the journal."""

from __future__ import annotations

import heapq
import itertools
import queue
import random
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communique.deliver.mail.connection import BrokenError, Connection
from communique.deliver.mail.envelope import Outcome
from communique.deliver.mail.server import UnreachableError
from communique.errors import CommuniqueError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from communique.deliver.mail.envelope import Envelope, Journal
    from communique.deliver.mail.pace import Pace
    from communique.deliver.mail.server import Server
    from communique.errors import Fault

TICK = 0.1  # seconds between two looks at whether to stop
RECONNECTING = (1.0, 2.0, 4.0, 8.0, 15.0)  # seconds before each new try; after the last the run ends
BREAKS = 3  # times that a mail is tried again at once, since its connection broke
AHEAD = 1000  # mails that are looked at for one whose domain may get it now
JITTER = 0.1  # of a wait, so that deferred mails do not all come back at once


@dataclass(slots=True)
class Tally:
    """How many mails came out how."""

    accepted: int = 0
    deferred: int = 0
    refused: int = 0
    doubt: int = 0
    elapsed: float = 0.0  # seconds
    fault: Fault | None = None  # why the run ended before all was tried


@dataclass(slots=True)
class _Try:
    """A mail, and what it went through in this run."""

    envelope: Envelope
    deferrals: int = 0
    breaks: int = 0

    @property
    def domain(self) -> str:
        return self.envelope.recipient.rpartition("@")[2].lower()


@dataclass(slots=True)
class _Result:
    """What came of a try: an outcome, or why there is none."""

    tried: _Try
    outcome: Outcome | None = None
    broken: str = ""
    unreachable: UnreachableError | None = None
    error: BaseException | None = None


def post(
    envelopes: Iterable[Envelope],
    server: Server,
    journal: Journal,
    *,
    pace: Pace,
    waits: Sequence[float],
    stop: threading.Event,
    watcher: Callable[[Envelope, Outcome], None],
) -> Tally:
    """Hand `envelopes` to `server`, and note in `journal` what became of each; return how many came out how.

    What is deferred is tried again after each of `waits` seconds. Once `stop` is set, the mails under
    way are ended and no other is begun. Where the server cannot be reached any more, the run ends and
    the tally has the fault; what was not begun is not noted. Raises what the journal raises.
    """
    began = time.monotonic()
    run = _Run(envelopes, server, journal, pace, waits, stop, watcher)
    try:
        run.work()
    finally:
        run.end()
    run.tally.elapsed = time.monotonic() - began
    return run.tally


@dataclass(slots=True)
class _Run:
    envelopes: Iterable[Envelope]
    server: Server
    journal: Journal
    pace: Pace
    waits: Sequence[float]
    stop: threading.Event
    watcher: Callable[[Envelope, Outcome], None]
    tally: Tally = field(default_factory=Tally)
    _fresh: Iterator[_Try] = field(init=False)
    _ahead: deque[_Try] = field(default_factory=deque)  # taken already, and held back by their domains
    _later: list[tuple[float, int, _Try]] = field(default_factory=list)  # by when they are due
    _order: Iterator[int] = field(default_factory=itertools.count)
    _given: queue.SimpleQueue[_Try | None] = field(default_factory=queue.SimpleQueue)
    _done: queue.SimpleQueue[_Result] = field(default_factory=queue.SimpleQueue)
    _threads: list[threading.Thread] = field(default_factory=list)
    _busy: int = 0
    _error: BaseException | None = None  # after which nothing more can be noted
    _failures: int = 0  # in a row, of connecting
    _not_before: float = 0.0  # when to connect again

    def __post_init__(self) -> None:
        self._fresh = (_Try(envelope) for envelope in self.envelopes)

    def work(self) -> None:
        """Give out mails while there are any, and take in what became of them."""
        while True:
            self._take(block=False)
            if self.stop.is_set() or self.tally.fault or self._error:
                break
            if self._busy >= self.server.smtp.connections:
                self._take(block=True)
                continue
            wait = max(self.pace.wait(), self._not_before - time.monotonic())
            tried = self._next() if wait <= 0 else None
            if tried:
                self._give(tried)
            elif not (self._busy or self._ahead or self._later) and wait <= 0:
                break
            else:
                self._rest(wait)
        while self._busy:
            self._take(block=True)
        if self._error:
            raise self._error
        self.tally.deferred += len(self._later)

    def end(self) -> None:
        """Let the threads end."""
        for _ in self._threads:
            self._given.put(None)

    def _next(self) -> _Try | None:
        """Return the mail whose turn it is, or None where none may go out now."""
        if self._later and self._later[0][0] <= time.monotonic():
            return heapq.heappop(self._later)[2]
        for _ in range(len(self._ahead)):
            tried = self._ahead.popleft()
            if self.pace.wait_for(tried.domain) <= 0:
                return tried
            self._ahead.append(tried)
        while len(self._ahead) < AHEAD:
            fresh = next(self._fresh, None)
            if fresh is None or self.pace.wait_for(fresh.domain) <= 0:
                return fresh
            self._ahead.append(fresh)
        return None

    def _rest(self, wait: float) -> None:
        """Wait until something may have changed: a result, the pace, or the wish to stop."""
        due = self._later[0][0] - time.monotonic() if self._later else TICK
        pause = max(min(TICK, wait if wait > 0 else TICK, max(due, 0.001)), 0.0005)
        if self._busy:
            self._take(block=True, patience=pause)
        else:
            self.stop.wait(pause)

    def _give(self, tried: _Try) -> None:
        self.pace.count(tried.domain)
        self._busy += 1
        if len(self._threads) < min(self._busy, self.server.smtp.connections):
            thread = threading.Thread(target=self._serve, name="communique mail", daemon=True)
            self._threads.append(thread)
            thread.start()
        self._given.put(tried)

    def _take(self, *, block: bool, patience: float | None = None) -> None:
        """Take in what has become of mails, at least of one where it is waited for."""
        try:
            result = self._done.get(block=block, timeout=patience)
        except queue.Empty:
            return
        self._busy -= 1
        self._judge(result)

    def _judge(self, result: _Result) -> None:
        if result.error:
            self._error = result.error
            return
        if result.unreachable:
            self._ahead.appendleft(result.tried)
            self._count_failure(result.unreachable)
            return
        self._failures = 0
        tried, outcome = result.tried, result.outcome
        if outcome is None:
            outcome = Outcome("deferred", result.broken)
            tried.breaks += 1
            if tried.breaks <= BREAKS:
                self._note(tried, outcome)
                self._ahead.appendleft(tried)
                return
        self._note(tried, outcome)
        if outcome.fate == "deferred" and tried.deferrals < len(self.waits):
            wait = self.waits[tried.deferrals] * random.uniform(1, 1 + JITTER)  # noqa: S311 - no secret
            tried.deferrals += 1
            heapq.heappush(self._later, (time.monotonic() + wait, next(self._order), tried))
        else:
            setattr(self.tally, outcome.fate, getattr(self.tally, outcome.fate) + 1)

    def _note(self, tried: _Try, outcome: Outcome) -> None:
        self.journal.settle(tried.envelope, outcome)
        self.watcher(tried.envelope, outcome)

    def _count_failure(self, problem: UnreachableError) -> None:
        """Wait longer and longer for the server; give up at once where waiting does not help."""
        if problem.for_good or self._failures >= len(RECONNECTING):
            self.tally.fault = problem.fault
            return
        self._not_before = time.monotonic() + RECONNECTING[self._failures]
        self._failures += 1

    def _serve(self) -> None:
        """Deliver what is given, over one connection, until nothing more comes."""
        connection = Connection(self.server)
        while (tried := self._given.get()) is not None:
            self._done.put(_delivered(connection, tried, self.journal))
        connection.close()


def _delivered(connection: Connection, tried: _Try, journal: Journal) -> _Result:
    try:
        return _Result(tried, connection.deliver(tried.envelope, journal))
    except UnreachableError as problem:
        return _Result(tried, unreachable=problem)
    except BrokenError as problem:
        return _Result(tried, broken=str(problem))
    except CommuniqueError as error:
        return _Result(tried, error=error)
    except Exception as error:
        connection.drop()
        return _Result(tried, error=error)
