"""One language's share of a bulletin: every text that stands in its column, typeset."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.compose.dates import local_date
from communique.compose.shorten import shorten
from communique.model import Words, direction
from communique.text import render, typeset

if TYPE_CHECKING:
    from communique.model import Bulletin, Edition, Newsroom, Theme
    from communique.text import Block

# Characters of the running head: what fits the line of one language alone, a line that columns
# share, the gutter of each of these and the bulletin's number in the last.
LINE_ALONE, LINE_SHARED, GUTTER, NUMBER = 78, 112, 4, 16


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled line below the text, such as a correction."""

    label: str
    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A language of the bulletin, ready for the template."""

    tag: str
    direction: str
    words: Words
    publisher: str
    kind: str
    date: str
    dateline: str
    title: str
    running_title: str
    standing: str | None  # of the translation
    blocks: tuple[Block, ...]
    address: str
    endnotes: tuple[Line, ...]  # corrections, related bulletins and the source


def compose_column(
    bulletin: Bulletin, newsroom: Newsroom, theme: Theme, edition: Edition, tag: str
) -> Column:
    """Set all texts of `bulletin` that `tag` speaks, one of the edition's languages."""
    words = theme.words[tag]
    date = local_date(bulletin.date, words.date, tag)
    standing = bulletin.translation.get(tag)
    title = typeset(bulletin.title[tag], tag)
    return Column(
        tag=tag,
        direction=direction(tag),
        words=words,
        publisher=typeset(newsroom.name[tag], tag),
        kind=words.kinds[bulletin.kind],
        date=date,
        dateline=words.dateline.format(place=bulletin.place[tag], date=date),
        title=title,
        running_title=shorten(title, _room_in_head(edition, tag)),
        standing=words.standings[standing] if standing else None,
        blocks=render(bulletin.body[tag], tag, prefix=f"{tag}-").blocks,
        address=typeset(newsroom.press.address[tag], tag),
        endnotes=tuple(_endnotes(bulletin, words, tag)),
    )


def _room_in_head(edition: Edition, tag: str) -> int:
    """Return how many characters of the title fit the running head."""
    if edition.layout != "parallel":
        return LINE_ALONE
    room = LINE_SHARED // len(edition.languages) - GUTTER
    return room - NUMBER if tag == edition.languages[-1] else room


def _endnotes(bulletin: Bulletin, words: Words, tag: str) -> list[Line]:
    lines = []
    for correction in bulletin.corrections:
        label = words.correction.format(date=local_date(correction.date, words.date, tag))
        lines.append(Line(words.label.format(label=label), typeset(correction.note[tag], tag)))
    if bulletin.related:
        lines.append(Line(words.label.format(label=words.related), ", ".join(bulletin.related)))
    if source := bulletin.source:
        label = words.label.format(label=words.source)
        lines.append(Line(label, typeset(source.title, tag), source.url))
        if source.note and tag in source.note:
            lines.append(Line(words.label.format(label=words.note), typeset(source.note[tag], tag)))
    return lines
