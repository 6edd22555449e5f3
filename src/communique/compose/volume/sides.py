"""What a volume says in each language before any of its bulletins is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.compose.environment import printed_address
from communique.compose.shorten import shorten
from communique.compose.volume.period import as_interval, told
from communique.model import Words, direction
from communique.text import in_figures_of, typeset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from communique.model import Newsroom, Theme, Volume

COMMAS = " ,،，、"  # between the digest's name and its period
ABREAST = 3  # languages that find room beside one another
LINE = 118  # characters of the foot, which the website begins
ROOM = 72  # of them for what names the volume, at most


@dataclass(frozen=True, slots=True)
class Side:
    """A language of the volume, ready for the template."""

    tag: str
    direction: str
    words: Words
    publisher: str
    address: str
    period: str
    topic: str | None  # Topic: ferries
    title: str  # Press bulletins, July 2018
    heading: tuple[str, str]  # what stands before the period, and after it
    numbers: str
    count: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of what the foot says before the page's number, in the language `tag`."""

    tag: str
    text: str

    @property
    def direction(self) -> str:
        """Whether it is read from the left or from the right."""
        return direction(self.tag)


def sides_of(volume: Volume, newsroom: Newsroom, theme: Theme) -> list[Side]:
    """Return a side for each of the newsroom's languages. `volume` must not be empty."""
    return [_side(volume, newsroom, theme.words[tag], tag) for tag in newsroom.languages]


def groups_of(sides: Sequence[Side]) -> list[Sequence[Side]]:
    """Return the languages that stand beside one another: all, or each alone where they are too many."""
    return [sides] if len(sides) <= ABREAST else [[side] for side in sides]


def marks_of(volume: Volume, newsroom: Newsroom, theme: Theme) -> tuple[Mark, ...]:
    """Return what names the volume in the foot of its pages: its topic and its period, as room allows."""
    first = newsroom.languages[0]
    topic = [Mark(first, volume.topic)] if volume.topic else []
    periods = {told(volume.period, theme.words[tag], tag): tag for tag in reversed(newsroom.languages)}
    in_words = [*topic, *(Mark(tag, text) for text, tag in reversed(periods.items()))]
    room = min(ROOM, LINE - len(printed_address(newsroom.website)))
    if _length(in_words) <= room:
        return tuple(in_words)
    interval = Mark(first, as_interval(volume.period))
    left = max(1, room - _length([interval]) - len(" · "))
    return (*(Mark(first, shorten(mark.text, left)) for mark in topic), interval)


def _length(marks: Sequence[Mark]) -> int:
    return sum(len(mark.text) + len(" · ") for mark in marks)


def _side(volume: Volume, newsroom: Newsroom, words: Words, tag: str) -> Side:
    period = told(volume.period, words, tag)
    before, _, after = words.digest.partition("{period}")
    first, last = volume.records
    title = words.digest.format(period=period)
    return Side(
        tag=tag,
        direction=direction(tag),
        words=words,
        publisher=typeset(newsroom.name[tag], tag),
        address=typeset(newsroom.press.address[tag], tag),
        period=period,
        topic=f"{words.label.format(label=words.topic)} {volume.topic}" if volume.topic else None,
        title=f"{title} · {volume.topic}" if volume.topic else title,
        heading=(before.strip(COMMAS), after.strip(COMMAS)),
        numbers=first if first == last else words.numbers.format(first=first, last=last),
        count=words.bulletins.format(count=in_figures_of(tag, str(len(volume.items)))),
    )
