"""Where renderings are done, as the build sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    from communique.build.executors.job import Finished, Task


class Executor(Protocol):
    """Does renderings. A context: left on an exception, it drops at once what is being done."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...

    def prepare(self) -> object:
        """Begin what takes long to begin, while others still read. It may be in vain, and nobody waits."""
        ...

    def perform(self, tasks: Iterable[Task]) -> Iterator[Finished]:
        """Do `tasks`, and give what comes of each as it comes, in any order.

        A task is taken only when there is room for it, so that the next is composed while others
        render. What is wrong with one is in its `Finished`.
        """
        ...
