"""Documents and a selection in, a plan out: which are bound, in what order, and on which pages. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable


class Sheet(NamedTuple):
    """The size of one page, in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Entry:
    """One document that may go into a volume."""

    key: str  # its own in the volume: prefix of its names and identifiers there
    title: str  # its line in the outline, and what its part is called
    date: dt.date
    number: int  # orders those of one day
    parts: tuple[tuple[Sheet, ...], ...]  # the pages of each of its PDFs: one, or one for each language
    topics: tuple[str, ...] = ()
    embargo: dt.datetime | None = None  # aware of its zone; from this moment on it may be read
    is_withdrawn: bool = False

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """All of its pages in order."""
        return tuple(sheet for part in self.parts for sheet in part)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which documents a volume is of. What is not said does not restrict; what is said, all of it does."""

    since: dt.date | None = None  # this day included
    until: dt.date | None = None  # this day included
    topics: frozenset[str] = frozenset()  # any of these
    keys: frozenset[str] | None = None  # an explicit list
    reprints_withdrawn: bool = False

    def takes(self, entry: Entry) -> bool:
        """Say whether `entry` belongs to the volume, whether or not it may be printed there."""
        return (
            (self.since is None or entry.date >= self.since)
            and (self.until is None or entry.date <= self.until)
            and (not self.topics or not self.topics.isdisjoint(entry.topics))
            and (self.keys is None or entry.key in self.keys)
        )

    def prints(self, entry: Entry) -> bool:
        """Say whether `entry` is given pages, once nothing holds it back."""
        return self.reprints_withdrawn or not entry.is_withdrawn


@dataclass(frozen=True, slots=True)
class Place:
    """One document in its place in a volume."""

    entry: Entry
    folio: int  # the volume's own number of its first page; the body counts from 1

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """All of its pages in order."""
        return self.entry.sheets

    def folio_in(self, nth: int) -> int:
        """Return where the `nth` of its PDFs begins (0 is the first); of one PDF, all begin together."""
        before = self.entry.parts[:nth] if len(self.entry.parts) > 1 else ()
        return self.folio + sum(map(len, before))


@dataclass(frozen=True, slots=True)
class Plan:
    """What a volume holds between its front and its end matter, and what it does not."""

    places: tuple[Place, ...]
    unprinted: tuple[Entry, ...]  # withdrawn: to be listed
    held: tuple[Entry, ...]  # under embargo: not to be mentioned in print

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The body's pages in order: the page of folio n is the item n - 1."""
        return tuple(sheet for place in self.places for sheet in place.sheets)


def plan(entries: Iterable[Entry], selection: Selection, now: dt.datetime) -> Plan:
    """Return the volume of what `selection` takes of `entries`, as it may be published at `now` (aware).

    It goes by date, number and key, whatever the order of `entries`. A withdrawn one takes no
    page, unless that is asked for. Raises ValueError where two of them have one key.
    """
    taken = sorted(filter(selection.takes, entries), key=_order)
    if len({entry.key for entry in taken}) < len(taken):
        raise ValueError("two entries have the same key; expected each key once")
    free = [entry for entry in taken if not _is_held(entry, now)]
    printed = [entry for entry in free if selection.prints(entry)]
    folios = accumulate((len(entry.sheets) for entry in printed), initial=1)
    return Plan(
        places=tuple(Place(entry, folio) for entry, folio in zip(printed, folios, strict=False)),
        unprinted=tuple(entry for entry in free if not selection.prints(entry)),
        held=tuple(entry for entry in taken if _is_held(entry, now)),
    )


def _order(entry: Entry) -> tuple[dt.date, int, str]:
    return entry.date, entry.number, entry.key


def _is_held(entry: Entry, now: dt.datetime) -> bool:
    return entry.embargo is not None and entry.embargo > now
