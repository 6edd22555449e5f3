"""How far a build is, as values for whoever watches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Outcome = Literal["built", "kept", "failed"]


@dataclass(frozen=True, slots=True)
class Step:
    """One output is done with: the `number`th of `total`."""

    name: str  # a bulletin's ID or a digest's month
    outcome: Outcome
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

    def step(self, name: str, outcome: Outcome) -> None:
        """Tell that the output called `name` came out so."""
        self.done += 1
        self.watcher(Step(name, outcome, self.done, self.total))
