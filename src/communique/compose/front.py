"""A volume → its cover and contents, and the page numbers that are laid over its bulletins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.compose.brand import stylesheets_of
from communique.compose.dates import local_date
from communique.compose.environment import fill
from communique.compose.state import states_of
from communique.model import FOLIO_ADDRESS, Page, Stylesheet, Words, direction
from communique.text import in_figures_of, typeset

if TYPE_CHECKING:
    import datetime as dt

    from communique.model import Asset, Item, Newsroom, Theme, Volume

FRONT, OVERLAYS = "digest.html.j2", "folios.html.j2"
STYLESHEETS = ("type.css", "page.css", "layouts.css", "masthead.css", "cover.css", "digest.css")
COMMAS = " ,،，、"  # between the digest's name and its month
LONGEST_ENDING = 24  # characters, a third of a column
MARKS = ("withdrawn", "corrected")  # the states that the contents must tell


@dataclass(frozen=True, slots=True)
class Side:
    """What the cover and the contents say in one language, before any bulletin is named."""

    tag: str
    direction: str
    words: Words
    publisher: str
    month: str
    title: str  # Press bulletins, July 2018
    heading: tuple[str, str]  # what stands before the month, and after it
    numbers: str
    count: str


@dataclass(frozen=True, slots=True)
class Line:
    """One bulletin in the contents of one language."""

    kind: str
    date: str
    title: str
    ending: str  # the end of the title, which its leader must follow on the same line
    marks: tuple[str, ...]
    summary: str | None
    folio: int | None  # None: it is not printed again
    address: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One bulletin in the contents: a line for each language, which says where it is found."""

    record: str
    withdrawn: bool
    lines: tuple[Line, ...]


def compose_front(volume: Volume, newsroom: Newsroom, theme: Theme, emblem: Asset) -> Page:
    """Lay the cover and the contents of `volume`, which must not be empty, into `digest.html.j2`.

    Each line links to `FOLIO_ADDRESS` and its folio, for binding to resolve. Raises
    RenderFaults where the template cannot be filled.
    """
    context = {
        "newsroom": newsroom,
        "volume": volume,
        "records": volume.records,
        "sides": [_side(volume, newsroom, theme, tag) for tag in newsroom.languages],
        "entries": [_entry(item, newsroom, theme) for item in volume.items],
        "topics": sorted({topic for item in volume.items for topic in item.bulletin.topics}),
        "last_change": max(_last_change(item) for item in volume.items),
        "emblem": emblem.name,
    }
    html = fill(theme.templates, FRONT, context)
    return Page(html, stylesheets_of(newsroom, theme, STYLESHEETS), (emblem, *theme.fonts))


def compose_folios(volume: Volume, newsroom: Newsroom, theme: Theme) -> Page:
    """Lay one overlay for each page of the volume's body, of that page's size, into `folios.html.j2`."""
    sizes = {sheet: f"sheet-{index}" for index, sheet in enumerate(dict.fromkeys(volume.sheets))}
    context = {
        "sides": [_side(volume, newsroom, theme, tag) for tag in newsroom.languages],
        "pages": [sizes[sheet] for sheet in volume.sheets],
    }
    html = fill(theme.templates, OVERLAYS, context)
    rules = (
        f"@page {name} {{ size: {sheet.width:g}pt {sheet.height:g}pt }}\n" for sheet, name in sizes.items()
    )
    sheets = Stylesheet("styles/sheets.css", "".join(rules))
    return Page(html, (*stylesheets_of(newsroom, theme, STYLESHEETS), sheets), theme.fonts)


def _side(volume: Volume, newsroom: Newsroom, theme: Theme, tag: str) -> Side:
    words = theme.words[tag]
    month = local_date(volume.period.first, words.month, tag)
    before, _, after = words.digest.partition("{month}")
    first, last = volume.records
    return Side(
        tag=tag,
        direction=direction(tag),
        words=words,
        publisher=typeset(newsroom.name[tag], tag),
        month=month,
        title=words.digest.format(month=month),
        heading=(before.strip(COMMAS), after.strip(COMMAS)),
        numbers=first if first == last else words.numbers.format(first=first, last=last),
        count=words.bulletins.format(count=in_figures_of(tag, str(len(volume.items)))),
    )


def _entry(item: Item, newsroom: Newsroom, theme: Theme) -> Entry:
    states = [state.texts for state in states_of(item.bulletin, newsroom, theme) if state.name in MARKS]
    return Entry(
        record=item.record,
        withdrawn=item.bulletin.withdrawn is not None,
        lines=tuple(
            _line(item, theme.words[tag], tag, item.folio_in(nth), tuple(texts[tag] for texts in states))
            for nth, tag in enumerate(newsroom.languages)
        ),
    )


def _line(item: Item, words: Words, tag: str, folio: int | None, marks: tuple[str, ...]) -> Line:
    summary = item.bulletin.summary
    title, ending = _part_ending(typeset(item.bulletin.title[tag], tag))
    return Line(
        kind=words.kinds[item.bulletin.kind],
        date=local_date(item.bulletin.date, words.date, tag),
        title=title,
        ending=ending,
        marks=marks,
        summary=typeset(summary[tag], tag) if summary else None,
        folio=folio,
        address=f"{FOLIO_ADDRESS}{folio}",
    )


def _part_ending(title: str) -> tuple[str, str]:
    """Part the last word from `title`; where that is long or the script has no spaces, its last sign."""
    start, space, word = title.rpartition(" ")
    if space and len(word) <= LONGEST_ENDING:
        return start + space, word
    return title[:-1], title[-1:]


def _last_change(item: Item) -> dt.date:
    """Return when the bulletin last changed by its own account: no clock is asked."""
    bulletin = item.bulletin
    withdrawn = [bulletin.withdrawn.date] if bulletin.withdrawn else []
    return max([bulletin.date, *withdrawn, *(correction.date for correction in bulletin.corrections)])
