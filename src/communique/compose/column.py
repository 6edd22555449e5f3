"""One language's share of a bulletin: every text that stands in its column, typeset."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.compose.dates import local_date
from communique.compose.shorten import shorten
from communique.model import Words, direction
from communique.text import render, typeset

if TYPE_CHECKING:
    from communique.model import Bulletin, Newsroom, Theme
    from communique.text import Block

# Characters that fit a column of the running head: alone, and beside the bulletin's number.
RUNNING_TITLE, RUNNING_TITLE_BESIDE_NUMBER = 52, 36


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


def compose_column(bulletin: Bulletin, newsroom: Newsroom, theme: Theme, tag: str) -> Column:
    """Set all texts of `bulletin` that `tag` speaks."""
    words = theme.words[tag]
    date = local_date(bulletin.date, words.date, tag)
    standing = bulletin.translation.get(tag)
    beside_number = tag == newsroom.languages[-1]
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
        running_title=shorten(title, RUNNING_TITLE_BESIDE_NUMBER if beside_number else RUNNING_TITLE),
        standing=words.standings[standing] if standing else None,
        blocks=render(bulletin.body[tag], tag, prefix=f"{tag}-").blocks,
        address=typeset(newsroom.press.address[tag], tag),
        endnotes=tuple(_endnotes(bulletin, words, tag)),
    )


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
