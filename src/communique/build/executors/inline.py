"""Renderings in this process, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from communique.build.executors.worker import perform

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from communique.build.executors.job import Finished, Task


class Inline:
    """Does each task when it is asked for what comes of it."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        """Leave nothing behind: there is nothing."""

    def prepare(self) -> None:
        """Begin nothing: who reads the archive would wait for it."""

    def perform(self, tasks: Iterable[Task]) -> Iterator[Finished]:
        """Do `tasks` in their order."""
        return map(perform, tasks)
