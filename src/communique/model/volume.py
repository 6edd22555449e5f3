"""A digest as it is printed: what it lists, in what order, and on which page each bulletin begins."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt

    from communique.model.bulletin import Bulletin

# How front and end matter link to a page before there is one: this and its folio. The host can
# belong to nobody (RFC 2606); binding turns each such link into one to the page itself.
FOLIO_ADDRESS = "https://digest.invalid/"


class Sheet(NamedTuple):
    """The size of one page, in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a volume covers, the first and the last among them."""

    first: dt.date
    last: dt.date

    @classmethod
    def of_month(cls, day: dt.date) -> Period:
        """Return the month that `day` lies in."""
        return cls(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))

    @classmethod
    def of_year(cls, day: dt.date) -> Period:
        """Return the calendar year that `day` lies in."""
        return cls(day.replace(month=1, day=1), day.replace(month=12, day=31))

    @property
    def is_month(self) -> bool:
        """Whether it is one whole month."""
        return self == Period.of_month(self.first)

    @property
    def is_year(self) -> bool:
        """Whether it is one whole year."""
        return self == Period.of_year(self.first)


@dataclass(frozen=True, slots=True)
class Item:
    """One bulletin in its place in a volume."""

    id: str
    bulletin: Bulletin
    record: str  # ABC/2018/001
    # The volume's own number of its first page; the body counts from 1. None: withdrawn, and
    # listed without being printed again. It has no `parts` then.
    folio: int | None
    parts: tuple[tuple[Sheet, ...], ...] = ()  # of each of its PDFs: one, or one for each language

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """All of its pages in order."""
        return tuple(sheet for part in self.parts for sheet in part)

    def folio_in(self, nth: int) -> int | None:
        """Return the folio where the `nth` of the newsroom's languages (0 is the first) is found."""
        before = self.parts[:nth] if len(self.parts) > 1 else ()
        return None if self.folio is None else self.folio + sum(map(len, before))


@dataclass(frozen=True, slots=True)
class Volume:
    """What a digest lists and holds, between its front matter and its end matter.

    `items` are in the order of their pages, with those that have none in their place by date.
    """

    period: Period
    topic: str | None  # what all are about, where the volume is of one topic
    items: tuple[Item, ...]

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The body's pages in order: the page of folio n is the item n - 1."""
        return tuple(sheet for item in self.items for sheet in item.sheets)

    @property
    def records(self) -> tuple[str, str]:
        """The lowest and the highest number, as they are cited. `items` must not be empty."""
        by_number = sorted(self.items, key=lambda item: (item.bulletin.date.year, item.bulletin.number))
        return by_number[0].record, by_number[-1].record
