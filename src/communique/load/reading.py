"""A path → the bytes of a regular file inside the newsroom.

However large a file is, no more is read than is bearable; and no symbolic link leads out
of the newsroom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

MIB = 1024 * 1024
Reason = Literal["absent", "outside", "large", "unreadable"]


class ReadingError(Exception):
    """A file that is not read; `reason` says why in one word, the message in a few."""

    def __init__(self, reason: Reason, message: str) -> None:
        self.reason = reason
        super().__init__(message)


def read_bytes(path: Path, root: Path, largest: int) -> bytes:
    """Return the bytes of the regular file `path` below `root`, `largest` of them at the most.

    Raises ReadingError, and nothing else, where it cannot.
    """
    try:
        if not path.resolve(strict=True).is_relative_to(root.resolve()):
            raise ReadingError("outside", "leads out of the newsroom")
        if not path.is_file():  # a pipe would never end
            raise ReadingError("unreadable", "is not a file")
        with path.open("rb") as stream:
            data = stream.read(largest + 1)
    except FileNotFoundError:
        raise ReadingError("absent", "is missing") from None
    except (OSError, RuntimeError) as problem:  # RuntimeError: a loop of links, before Python 3.13
        said = getattr(problem, "strerror", None) or "its links lead in a circle"
        raise ReadingError("unreadable", f"cannot be read: {said.lower()}") from None
    if len(data) > largest:
        raise ReadingError("large", f"is larger than {largest / MIB:g} MiB")
    return data
