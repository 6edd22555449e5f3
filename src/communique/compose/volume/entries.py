"""A volume's bulletins as its lists name them, each in every language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.compose.dates import local_date
from communique.model import FOLIO_ADDRESS
from communique.text import in_figures_of, typeset

if TYPE_CHECKING:
    from collections.abc import Mapping

    from communique.model import Bulletin, Correction, Item, Newsroom, Theme, Volume, Words


@dataclass(frozen=True, slots=True)
class Change:
    """A correction or the withdrawal of a bulletin, and what it says of itself."""

    told: str  # Corrected on 2 August 2018 (version 2)
    text: str  # the note, or the reason


@dataclass(frozen=True, slots=True)
class Line:
    """One bulletin in one language."""

    kind: str
    date: str
    title: str
    summary: str | None
    corrections: tuple[Change, ...]
    withdrawal: Change | None
    folio: int | None  # None: it is not printed again, and there is nothing to link to
    address: str  # to link to


@dataclass(frozen=True, slots=True)
class Entry:
    """One bulletin."""

    bulletin: Bulletin
    record: str
    lines: Mapping[str, Line]  # by language


def entries_of(volume: Volume, newsroom: Newsroom, theme: Theme) -> list[Entry]:
    """Return all that `volume` lists, in its order."""
    return [_entry(item, newsroom, theme) for item in volume.items]


def _entry(item: Item, newsroom: Newsroom, theme: Theme) -> Entry:
    lines = {
        tag: _line(item.bulletin, theme.words[tag], tag, item.folio_in(nth))
        for nth, tag in enumerate(newsroom.languages)
    }
    return Entry(item.bulletin, item.record, lines)


def _line(bulletin: Bulletin, words: Words, tag: str, folio: int | None) -> Line:
    withdrawn = bulletin.withdrawn
    return Line(
        kind=words.kinds[bulletin.kind],
        date=local_date(bulletin.date, words.date, tag),
        title=typeset(bulletin.title[tag], tag),
        summary=typeset(bulletin.summary[tag], tag) if bulletin.summary else None,
        corrections=tuple(
            _correction(correction, version, words, tag)
            for version, correction in enumerate(bulletin.corrections, start=2)
        ),
        withdrawal=Change(
            words.withdrawn.format(date=local_date(withdrawn.date, words.date, tag)),
            typeset(withdrawn.reason[tag], tag),
        )
        if withdrawn
        else None,
        folio=folio,
        address="" if folio is None else f"{FOLIO_ADDRESS}{folio}",
    )


def _correction(correction: Correction, version: int, words: Words, tag: str) -> Change:
    date = local_date(correction.date, words.date, tag)
    told = words.corrected.format(date=date, version=in_figures_of(tag, str(version)))
    return Change(told, typeset(correction.note[tag], tag))
