"""What a build must know of a bulletin whose file it need not read again."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - pydantic reads a card's annotations where a build keeps it
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - pydantic reads a card's annotations where a build keeps it
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from communique.load.bulletin import Entry


@dataclass(frozen=True, slots=True)
class Card:
    """A bulletin's place in the archive, as it is for as long as the file has the same bytes."""

    path: Path
    sha256: str  # of the file
    meaning: str  # SHA-256 of the bulletin: comments and the order of keys are of no account
    date: dt.date
    number: int
    topics: tuple[str, ...] = ()
    embargo: dt.datetime | None = None  # its end, aware of its zone
    is_withdrawn: bool = False
    pictures: tuple[str, ...] = ()  # as the bulletin names them

    @property
    def id(self) -> str:
        """The name of the file without its ending."""
        return self.path.stem

    @property
    def folder(self) -> Path:
        """The folder that holds the file, and its pictures beside it."""
        return self.path.parent

    @property
    def claim(self) -> tuple[int, int]:
        """The year and the number, which no other bulletin of the newsroom may have."""
        return self.date.year, self.number


def card_of(entry: Entry) -> Card:
    """Return the card of `entry`."""
    bulletin = entry.bulletin
    return Card(
        path=entry.path,
        sha256=fingerprint(entry.source),
        meaning=fingerprint(json.dumps(bulletin.model_dump(mode="json"), sort_keys=True).encode()),
        date=bulletin.date,
        number=bulletin.number,
        topics=bulletin.topics,
        embargo=bulletin.embargo,
        is_withdrawn=bulletin.withdrawn is not None,
        pictures=tuple(photo.file for photo in bulletin.photos),
    )


def fingerprint(data: bytes) -> str:
    """Return the SHA-256 of `data` in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
