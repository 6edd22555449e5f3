"""What a sender does, noted in group commits: one thread writes, and who sends waits as little as must be.

A mail's last byte waits for the commit of its mark; answers wait for nobody, and go with the next one. After
an error of the disk no mark is given any more, so that no mail ends without its own.
"""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from communique.errors import CommuniqueError, DeliveryFaults
from communique.ledger.store import refusal
from communique.ledger.values import Fate, parts_of, stamp

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from communique.ledger.store import Store

GROUPING = 0.005  # seconds that answers wait for others while no mark is waited for
BEGIN = """UPDATE delivery SET state = 'sending', tries = tries + 1, at = ?, due = NULL
    WHERE issue = ? AND recipient = ? AND state IN ('intended', 'deferred')"""
# A try may end before its mark: nobody answered, or the recipient was refused. An answer may come late.
SETTLE = """UPDATE delivery SET tries = tries + (state IN ('intended', 'deferred')),
    state = ?, answer = ?, due = ?, at = ?
    WHERE issue = ? AND recipient = ? AND state IN ('intended', 'deferred', 'sending', 'doubt')"""


class Keyed(Protocol):
    """What the ledger asks of an envelope."""

    @property
    def key(self) -> int:
        """The delivery's, as `intend` gave it."""
        ...


class Answered(Protocol):
    """What the ledger asks of an outcome."""

    @property
    def fate(self) -> Fate:
        """What the try ended in."""
        ...

    @property
    def answer(self) -> str:
        """The server's words."""
        ...


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mail that is about to end, and who waits for that to be on the disk."""

    key: int
    done: Future[None]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What became of a mail."""

    key: int
    fate: Fate
    text: str
    due: int | None


class Journal:
    """Notes what is under way and what became of it. `begin` and `settle` serve any thread."""

    def __init__(self, store: Store, clock: Callable[[], dt.datetime]) -> None:
        """Own `store`, which serves any thread, until the end."""
        self._store = store
        self._clock = clock
        self._notes: queue.SimpleQueue[_Mark | _Answer | None] = queue.SimpleQueue()
        self._failure: Exception | None = None
        self._unsaved: list[_Answer] = []
        self._strays = 0
        self._thread = threading.Thread(target=self._write, name="ledger", daemon=True)
        self._thread.start()

    def begin(self, envelope: Keyed) -> Future[None]:
        """Note that `envelope` is under way; done when that outlasts a power cut.

        The future raises DeliveryFaults where it could not be noted, or where the mail must not
        be sent: it has been already, or that is in doubt.
        """
        done: Future[None] = Future()
        done.set_running_or_notify_cancel()
        self._note(_Mark(envelope.key, done))
        return done

    def settle(self, envelope: Keyed, outcome: Answered, due: dt.datetime | None = None) -> None:
        """Note what became of `envelope`, and when a deferred one may be tried again."""
        kept = None if due is None else stamp(due)
        self._note(_Answer(envelope.key, outcome.fate, outcome.answer, kept))

    def close(self) -> None:
        """Wait until all is on the disk. Raises DeliveryFaults where an answer could not be kept."""
        self._notes.put(None)
        self._thread.join()
        try:
            self._save_late()
        finally:
            self._store.close()
        if self._strays:
            message = f"{self._strays} answers came for mails that had one already"
            raise refusal("K010", message, self._store.path, "look them up in the server's own log")

    def _note(self, note: _Mark | _Answer) -> None:
        if not self._thread.is_alive():
            raise RuntimeError("the journal is closed")
        self._notes.put(note)

    def _write(self) -> None:
        while (notes := self._gather())[-1] is not None:
            self._commit(note for note in notes if note)
        self._commit(note for note in notes if note)

    def _gather(self) -> list[_Mark | _Answer | None]:
        """Wait for a note and take all that are there; None comes last of all."""
        notes = [self._notes.get()]
        deadline = time.monotonic() + GROUPING
        with contextlib.suppress(queue.Empty):
            while isinstance(notes[-1], _Answer):
                notes.append(self._notes.get(timeout=max(0.0, deadline - time.monotonic())))
        with contextlib.suppress(queue.Empty):
            while notes[-1] is not None:
                notes.append(self._notes.get_nowait())
        return notes

    def _commit(self, notes: Iterable[_Mark | _Answer]) -> None:
        """Write `notes` in one transaction, then tell those who wait."""
        group = list(notes)
        refused: set[int] = set()
        if group and self._failure is None:
            try:
                refused = self._write_group(group)
            except Exception as problem:  # whoever waits must hear of any
                self._failure = problem
        if self._failure:
            self._unsaved += [note for note in group if isinstance(note, _Answer)]
        for place, note in enumerate(group):
            if isinstance(note, _Mark):
                self._tell(note, is_refused=place in refused)

    def _write_group(self, group: list[_Mark | _Answer]) -> set[int]:
        """Return the places in `group` of the marks that must not be."""
        at = stamp(self._clock())
        strays = 0
        refused = set()
        with self._store.at_once():
            for place, note in enumerate(group):
                if isinstance(note, _Answer):
                    strays += self._write_answer(note, at) == 0
                elif self._store.run(BEGIN, (at, *parts_of(note.key))) == 0:
                    refused.add(place)
        self._strays += strays
        return refused

    def _write_answer(self, note: _Answer, at: int) -> int:
        return self._store.run(SETTLE, (note.fate, note.text, note.due, at, *parts_of(note.key)))

    def _tell(self, mark: _Mark, *, is_refused: bool) -> None:
        if self._failure:
            mark.done.set_exception(self._failure)
        elif is_refused:
            message = "a mail was to be sent that was sent before, or that nobody intended"
            problem = refusal("K010", message, self._store.path, "look it up with communique ledger")
            mark.done.set_exception(problem)
        else:
            mark.done.set_result(None)

    def _save_late(self) -> None:
        """Try once more to keep the answers that came when the disk failed: it may be well again."""
        if not self._unsaved:
            return
        try:
            self._write_group(list(self._unsaved))
        except CommuniqueError as problem:
            message = f"{len(self._unsaved)} answers of the server are lost, and their mails now in doubt"
            lost = refusal(
                "K006", message, self._store.path, "make room on the disk, then settle them by hand"
            )
            raise DeliveryFaults([*problem.faults, *lost.faults]) from problem
