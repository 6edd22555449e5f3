"""Many mails over a few connections: paced, tried again where deferred, each noted in the journal."""

from __future__ import annotations

import queue
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communique.deliver.mail.opening import UnreachableError
from communique.deliver.mail.turns import Turn, Turns
from communique.deliver.mail.worker import Done, Event, Gone, Ready, Worker
from communique.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from communique.deliver.mail.envelope import Envelope, Fate, Journal, Outcome
    from communique.deliver.mail.pace import Pace
    from communique.deliver.mail.server import Server

TICK = 0.1  # seconds between two looks at whether to stop
PARTING = 1.0  # seconds that connections are given to end politely


@dataclass(slots=True)
class Tally:
    """How many mails came out how; one that was tried several times counts once, by its last fate."""

    accepted: int = 0
    deferred: int = 0
    refused: int = 0
    doubt: int = 0
    elapsed: float = 0.0  # seconds
    fault: Fault | None = None  # why the run ended before all was tried

    def count(self, fate: Fate) -> None:
        """Count one mail more."""
        setattr(self, fate, getattr(self, fate) + 1)


def post(
    envelopes: Iterable[Envelope],
    server: Server,
    journal: Journal,
    *,
    pace: Pace,
    waits: Sequence[float],
    stop: threading.Event,
    watcher: Callable[[Envelope, Outcome], None],
    clock: Callable[[], float] = time.monotonic,
) -> Tally:
    """Hand `envelopes` to `server`, and note in `journal` what becomes of each; return how many came out how.

    At most `server.smtp.connections` are used at once. What is deferred is tried again after each of
    `waits`, in seconds, as long as the run lasts; `watcher` hears of every try, so of such a mail more
    than once, always in the caller's thread, from which `envelopes` are taken too. Once `stop` is set,
    the mails under way are ended and no other is begun. Where the server cannot be reached any more,
    the run ends and the tally has the fault (M018); what was not begun is not noted.

    Raises what the journal, the watcher or a mail's content raises, after the mails under way have ended.
    """
    began = clock()
    run = _Run(server, journal, Turns(envelopes, pace, waits), stop, watcher, clock)
    try:
        run.work()
    finally:
        run.end()
    run.tally.deferred += run.turns.deferred()
    run.tally.elapsed = clock() - began
    return run.tally


@dataclass(slots=True)
class _Run:
    server: Server
    journal: Journal
    turns: Turns
    stop: threading.Event
    watcher: Callable[[Envelope, Outcome], None]
    clock: Callable[[], float]
    tally: Tally = field(default_factory=Tally)
    _events: queue.SimpleQueue[Event] = field(default_factory=queue.SimpleQueue)
    _workers: set[Worker] = field(default_factory=set)
    _idle: list[Worker] = field(default_factory=list)
    _starting: set[Worker] = field(default_factory=set)  # those of them that have no connection yet
    _under_way: int = 0  # mails
    _most: int = 0  # workers; fewer once the server had no connection for one more
    _ending: threading.Event = field(default_factory=threading.Event)
    _error: BaseException | None = None

    def __post_init__(self) -> None:
        self._most = self.server.smtp.connections

    def work(self) -> None:
        """Give out mails while there are any, and take in what becomes of them."""
        while True:
            if self._is_ending():
                self._ending.set()  # nobody waits any more for a connection
            wait = None if self._ending.is_set() else self.turns.wait(self.clock())
            if wait is None and not self._under_way:
                break
            if wait is not None and wait <= 0:
                self._hand_out()
            self._listen(TICK if wait is None or not self._idle else min(max(wait, 0), TICK))
        if self._error:
            raise self._error

    def end(self) -> None:
        """Let the workers end; those who connect or wait for a hanging server are not waited for."""
        self._ending.set()
        for worker in self._workers:
            worker.give(None)
        until = time.monotonic() + PARTING
        for worker in self._workers:
            worker.join(max(until - time.monotonic(), 0))

    def _is_ending(self) -> bool:
        return self.stop.is_set() or self.tally.fault is not None or self._error is not None

    def _hand_out(self) -> None:
        """Give each idle worker a mail; begin one more worker where mails still wait for one."""
        while self._idle:
            if (turn := self.turns.next(self.clock())) is None:
                return
            self._under_way += 1
            self._idle.pop().give(turn)
        if self.turns.wait(self.clock()) != 0:
            return
        if not self._starting and len(self._workers) < self._most:
            worker = Worker(self.server, self.journal, self._events.put, self._ending)
            self._starting.add(worker)
            self._workers.add(worker)
            worker.start()

    def _listen(self, patience: float) -> None:
        """Take in all that workers have told, and wait for the first of it."""
        try:
            event = self._events.get(timeout=patience)
            while True:
                self._take_in(event)
                event = self._events.get_nowait()
        except queue.Empty:
            return

    def _take_in(self, event: Event) -> None:
        if isinstance(event, Done):
            self._under_way -= 1
            try:
                self._judge(event)
            except Exception as error:  # the watcher's: the mails under way are ended first
                self._error = self._error or error
        elif isinstance(event, Ready):
            self._starting.discard(event.worker)
            self._idle.append(event.worker)
        else:
            self._part(event)

    def _judge(self, done: Done) -> None:
        """Count a mail, or let it wait for its next try."""
        turn, outcome = done.turn, done.outcome
        waits = outcome.fate == "deferred" and self._goes_on(turn, is_lost=done.is_lost)
        if not waits:
            self.tally.count(outcome.fate)
        self.watcher(turn.envelope, outcome)

    def _goes_on(self, turn: Turn, *, is_lost: bool) -> bool:
        """Let a deferred mail be tried again: at once where only its first connection was at fault."""
        if is_lost and not turn.losses:
            turn.losses += 1
            self.turns.again(turn)
            return True
        return self.turns.later(turn, self.clock())

    def _part(self, gone: Gone) -> None:
        """Go on with fewer workers, and without any not at all."""
        self._workers.discard(gone.worker)
        self._starting.discard(gone.worker)
        self._most = len(self._workers)
        if gone.turn:
            self._under_way -= 1
        if not isinstance(gone.reason, UnreachableError):
            self._error = self._error or gone.reason
        elif gone.turn:
            self.turns.again(gone.turn)
        if not self._workers and isinstance(gone.reason, UnreachableError) and not self._is_ending():
            self.tally.fault = _unreachable(gone.reason.fault)


def _unreachable(fault: Fault) -> Fault:
    if fault.code == "M018":
        return fault
    return Fault("M018", f"the mails that are left cannot be sent: {fault.message}", hint=fault.hint)
