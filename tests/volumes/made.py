"""What a volume was made of, each file read once; and which of its pages came from where."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from volumes.document import Document
from volumes.sight import Sight, see


@dataclass(frozen=True)
class Source:
    """A bulletin that is in the volume."""

    key: str
    title: str
    pdfs: tuple[bytes, ...]


@dataclass(frozen=True)
class Made:
    """What a volume was made of."""

    front: bytes
    sources: tuple[Source, ...]
    back: bytes | None
    links: str  # where the front and the back link to, before the folio


@dataclass(frozen=True)
class Stretch:
    """Pages of the volume that came from one file."""

    name: str
    first: int  # page of the volume
    own: Document
    folio: int | None  # of its first page; None outside the body


@cache
def read(pdf: bytes) -> Document:
    """Read a file, once for all volumes that it is in."""
    return Document(pdf)


@cache
def look_at(pdf: bytes) -> Sight:
    """Open a file to look at, once for all volumes that it is in."""
    return see(pdf)


def stretches_of(made: Made) -> Iterator[Stretch]:
    """Yield the stretches of a volume in order."""
    yield Stretch("front", 0, read(made.front), None)
    leading = first = len(read(made.front).pages)
    for source in made.sources:
        for pdf in source.pdfs:
            yield Stretch(source.key, first, read(pdf), first - leading + 1)
            first += len(read(pdf).pages)
    if made.back:
        yield Stretch("back", first, read(made.back), None)
