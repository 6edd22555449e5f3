"""SHA-256 of files, read again only where the system says that something was written to them.

As git's index does: a file of the same size, times and inode is taken for the same. A time of change
cannot be set by hand, so whatever replaces a file is seen. What was written just before it was looked at
is not trusted: a second write could bear the same times.
"""

from __future__ import annotations

import hashlib
import json
import time
from typing import TYPE_CHECKING

from communique.build.output import write_whole

if TYPE_CHECKING:
    import os
    from collections.abc import Collection
    from pathlib import Path

NAME = ".communique/fingerprints.json"
FORMAT = 1
RACY = 2_000_000_000  # nanoseconds: the coarsest clock of a file system in use, FAT's

Sight = tuple[int, int, int, int]  # size, times of writing and of change in nanoseconds, inode


class Fingerprints:
    """What was seen of the files of one newsroom. It may be lost at any time: then they are read again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: dict[str, tuple[Sight, str]] = _read(folder / NAME)
        self._noted = dict(self._seen)

    def of(self, name: str) -> str | None:
        """Return the SHA-256 of the file `name`, relative to the newsroom; None where it cannot be read."""
        path = self.folder / name
        try:
            sight = _sight(path.stat())
            known = self._seen.get(name)
            if known is None or known[0] != sight:
                known = sight, _digest(path)
        except OSError:
            return None
        if sight[2] + RACY < time.time_ns():
            self._noted[name] = known
        return known[1]

    def save(self, wanted: Collection[str]) -> None:
        """Write what was seen of the files `wanted`, in this run or before. Raises OutputFaults."""
        noted = {name: known for name, known in self._noted.items() if name in wanted}
        if noted != self._seen:
            files = {name: [*sight, digest] for name, (sight, digest) in sorted(noted.items())}
            text = json.dumps({"format": FORMAT, "files": files}, ensure_ascii=False)
            write_whole(self.folder / NAME, text.encode())


def _sight(stat: os.stat_result) -> Sight:
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(path: Path) -> dict[str, tuple[Sight, str]]:
    """Return what an earlier run saw; nothing where that is missing, damaged or of another format."""
    try:
        document = json.loads(path.read_bytes())
        if document["format"] != FORMAT:
            return {}
        return {
            name: ((size, written, changed, inode), str(digest))
            for name, (size, written, changed, inode, digest) in document["files"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
