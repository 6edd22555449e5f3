"""A month bound into one: which bulletins, in what order, and on which pages each begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt

    from communique.model.bulletin import Bulletin

# How the front matter links to a page before there is one: this and its folio. The host can
# belong to nobody (RFC 2606); binding turns each such link into one to the page itself.
FOLIO_ADDRESS = "https://digest.invalid/"


class Sheet(NamedTuple):
    """The size of one page, in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Item:
    """One bulletin in its place in a volume."""

    id: str
    bulletin: Bulletin
    record: str  # ABC/2018/001
    heading: str  # its line in the outline
    folio: int  # the volume's own number of its first page; the body counts from 1
    parts: tuple[tuple[Sheet, ...], ...]  # of each of its PDFs: one, or one for each language

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """All of its pages in order."""
        return tuple(sheet for part in self.parts for sheet in part)

    def folio_in(self, nth: int) -> int:
        """Return the folio where the `nth` of the newsroom's languages (0 is the first) is found."""
        before = self.parts[:nth] if len(self.parts) > 1 else ()
        return self.folio + sum(map(len, before))


@dataclass(frozen=True, slots=True)
class Volume:
    """What a digest holds, between its front matter and its last page.

    `items` is empty where the month has nothing that may be published yet; then there is
    nothing to bind. `held` names the bulletins that wait for their embargo to be lifted.
    """

    month: dt.date  # its first day
    items: tuple[Item, ...]
    held: tuple[str, ...] = ()

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The body's pages in order: the page of folio n is the item n - 1."""
        return tuple(sheet for item in self.items for sheet in item.sheets)

    @property
    def records(self) -> tuple[str, str]:
        """The lowest and the highest number, as they are cited. `items` must not be empty."""
        by_number = sorted(self.items, key=lambda item: item.bulletin.number)
        return by_number[0].record, by_number[-1].record
