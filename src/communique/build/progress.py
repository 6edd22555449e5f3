"""How far a build is, as values for whoever watches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Outcome = Literal["built", "kept", "failed"]


@dataclass(frozen=True, slots=True)
class Step:
    """One output is done with, or the next part of its work begins: so far `number` of `total` are done."""

    name: str  # a bulletin's ID or a digest's name; where its work begins, also what that is
    outcome: Outcome | None  # None: under way
    number: int
    total: int


Watcher = Callable[[Step], None]


def unwatched(_step: Step) -> None:
    """Watch nothing."""


@dataclass(slots=True)
class Course:
    """Counts the steps of one run and tells its watcher of each."""

    total: int
    watcher: Watcher = unwatched
    done: int = 0

    def begin(self, name: str) -> None:
        """Tell that the work called `name`, which is one step, begins; what follows comes after it."""
        self.watcher(Step(name, None, self.done, self.total))
        self.done += 1

    def finish(self, name: str, outcome: Outcome, done: int) -> None:
        """Tell that the output called `name` came out so, and that with it `done` steps are done."""
        self.done = done
        self.watcher(Step(name, outcome, done, self.total))
