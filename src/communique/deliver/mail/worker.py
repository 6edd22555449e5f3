"""One thread with one connection: makes its mails in their turns, and keeps the connection usable."""

from __future__ import annotations

import queue
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.deliver.mail.attempt import Attempt
from communique.deliver.mail.opening import UnreachableError

if TYPE_CHECKING:
    from collections.abc import Callable

    from communique.deliver.mail.connection import Connection, LostError
    from communique.deliver.mail.envelope import Journal, Outcome
    from communique.deliver.mail.server import Server
    from communique.deliver.mail.turns import Turn


@dataclass(frozen=True, slots=True)
class Ready:
    """A worker has a connection and no mail."""

    worker: Worker


@dataclass(frozen=True, slots=True)
class Done:
    """A try has ended. `is_lost`: so did its connection."""

    turn: Turn
    outcome: Outcome
    is_lost: bool


@dataclass(frozen=True, slots=True)
class Gone:
    """A worker has ended: the server cannot be reached any more, or an error of our own.

    `turn` is the mail that it was given, which was not accepted.
    """

    worker: Worker
    reason: UnreachableError | BaseException
    turn: Turn | None


Event = Ready | Done | Gone


class Worker(threading.Thread):
    """Delivers what is given to it, and tells `report` what becomes of it."""

    def __init__(
        self, server: Server, journal: Journal, report: Callable[[Event], None], ending: threading.Event
    ) -> None:
        super().__init__(name="communique mail", daemon=True)  # a second Ctrl-C waits for nobody
        self._server, self._journal, self._report, self._ending = server, journal, report, ending
        self._given: queue.SimpleQueue[Turn | None] = queue.SimpleQueue()
        self._connection: Connection | None = None
        self._turn: Turn | None = None
        self._losses = 0  # connections lost in a row

    def give(self, turn: Turn | None) -> None:
        """Let the worker deliver `turn`, or end."""
        self._given.put(turn)

    def run(self) -> None:
        """Deliver until nothing more comes."""
        try:
            self._connected()
            self._report(Ready(self))
            while turn := self._wait():
                self._deliver(turn)
                self._report(Ready(self))
        except BaseException as problem:  # whoever waits must hear of any
            self._report(Gone(self, problem, self._turn))
        if self._connection:
            self._connection.hang_up()

    def _wait(self) -> Turn | None:
        """Return the next mail; a connection not needed for long is ended before the server does so."""
        try:
            return self._given.get(timeout=self._server.limits.idle)
        except queue.Empty:
            if self._connection:
                self._connection.hang_up()
            return self._given.get()

    def _deliver(self, turn: Turn) -> None:
        self._turn = turn
        attempt = Attempt(self._connected(), turn.envelope, self._journal)
        outcome = attempt.make()
        self._turn = None
        self._report(Done(turn, outcome, attempt.lost is not None))
        if attempt.lost:
            self._count_loss(attempt.lost)
            self._connected()
        else:
            self._losses = 0

    def _connected(self) -> Connection:
        """Return a connection, after growing pauses where the last ones failed. Raises UnreachableError."""
        while self._connection is None or self._connection.is_closed:
            if self._losses:
                self._ending.wait(self._server.limits.pauses[self._losses - 1])
            if self._ending.is_set():
                raise UnreachableError("M018", "the run has ended")
            try:
                self._connection = self._server.connect()
            except UnreachableError as problem:
                self._losses += 1
                if not problem.is_passing or self._is_hopeless():
                    raise
        return self._connection

    def _count_loss(self, lost: LostError) -> None:
        self._losses += 1
        if self._is_hopeless():
            smtp = self._server.smtp
            message = f"{smtp.host}:{smtp.port} broke {self._losses} connections in a row: {lost}"
            raise UnreachableError("M018", message, "ask those who run the server, and send again later")

    def _is_hopeless(self) -> bool:
        return self._losses > len(self._server.limits.pauses)
