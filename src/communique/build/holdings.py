"""What stands in each digest, so far as the archive's files tell."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.build.scope import Scope, read_period
from communique.model import Period

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from communique.load import Archive, Card

FOLDER = re.compile(r"(?:^|/)bulletins/(\d{4})/(\d{2})/")


@dataclass(frozen=True, slots=True)
class Suspect:
    """A faulty file, and as much as is known of the digests that it belongs to."""

    path: Path
    card: Card | None  # None: nobody can read its date and its topics
    month: Period | None  # that of its folder, where it stands in one

    def belongs_to(self, scope: Scope) -> bool:
        """Say whether a digest of `scope` must have it."""
        if self.card:
            return scope.takes(self.card)
        return scope.topic is None and self.month is not None and scope.meets(self.month)

    def may_belong_to(self, scope: Scope) -> bool:
        """Say whether a digest of `scope` may lack it, so far as anybody knows."""
        if self.card:
            return scope.takes(self.card)
        return self.month is None or scope.meets(self.month)


@dataclass(frozen=True, slots=True)
class Shelf:
    """An archive in order: what can be printed, by date and number, and what has faults."""

    cards: tuple[Card, ...]
    suspects: tuple[Suspect, ...]


@dataclass(frozen=True, slots=True)
class Holding:
    """The bulletins of one digest, and the faulty files that it has or may have."""

    scope: Scope
    cards: tuple[Card, ...]
    faulty: tuple[Path, ...]
    is_empty: bool  # nothing is known to belong to it

    def held(self, now: dt.datetime) -> list[str]:
        """Return the IDs of what an embargo holds back at `now`, which must be aware of its zone."""
        return [card.id for card in self.cards if is_embargoed(card, now)]

    def free(self, now: dt.datetime) -> list[Card]:
        """Return what may be published at `now`."""
        return [card for card in self.cards if not is_embargoed(card, now)]


def is_embargoed(card: Card, now: dt.datetime) -> bool:
    """Say whether an embargo holds the bulletin back at `now`, which must be aware of its zone."""
    return card.embargo is not None and card.embargo > now


def sound_cards(archive: Archive) -> list[Card]:
    """Return the cards of `archive` whose files no fault of it names."""
    faulty = {fault.path for fault in archive.faults}
    return [card for card in archive.cards if card.path not in faulty]


def shelve(archive: Archive) -> Shelf:
    """Put `archive` in order for digests.

    A faulty file whose date cannot be read belongs to the month whose folder it stands in; one
    in no such folder may belong to any, so that no digest silently lacks it.
    """
    read = {card.path: card for card in archive.cards}
    faulty = dict.fromkeys(fault.path for fault in archive.faults if fault.path)
    suspects = tuple(Suspect(path, read.get(path), _month_of_folder(path)) for path in faulty)
    return Shelf(tuple(sound_cards(archive)), suspects)


def hold(scope: Scope, shelf: Shelf) -> Holding:
    """Return what the digest of `scope` is to hold."""
    within = shelf.cards
    if scope.period:
        first = bisect_left(within, scope.period.first, key=_date)
        within = within[first : bisect_right(within, scope.period.last, key=_date)]
    cards = tuple(card for card in within if scope.takes(card))
    return Holding(
        scope,
        cards,
        tuple(suspect.path for suspect in shelf.suspects if suspect.may_belong_to(scope)),
        is_empty=not cards and not any(suspect.belongs_to(scope) for suspect in shelf.suspects),
    )


def months_of(shelf: Shelf) -> list[Scope]:
    """Return the months that have bulletins, faulty ones among them, oldest first."""
    months = {Period.of_month(card.date) for card in shelf.cards}
    months |= {month for suspect in shelf.suspects if (month := _month_of(suspect))}
    return [Scope(month) for month in sorted(months, key=lambda month: month.first)]


def _month_of(suspect: Suspect) -> Period | None:
    return Period.of_month(suspect.card.date) if suspect.card else suspect.month


def _month_of_folder(path: Path) -> Period | None:
    match = FOLDER.search(path.as_posix())
    return read_period(f"{match[1]}-{match[2]}") if match else None


def _date(card: Card) -> dt.date:
    return card.date
