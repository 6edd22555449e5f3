"""What a letter says in one of its languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.compose.dates import local_date, local_moment, zone_offset
from communique.compose.volume.period import told
from communique.model import Words, direction
from communique.text import columns, in_figures_of, lead, typeset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from communique.model import Bulletin, Item, Newsroom, Occasion, Theme, Volume


@dataclass(frozen=True, slots=True)
class Notice:
    """What must be known before reading on, such as an embargo, and why."""

    told: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One bulletin in the list of a digest."""

    record: str
    about: str  # what kind it is, and its date
    title: str
    state: str = ""  # that it is withdrawn


@dataclass(frozen=True, slots=True)
class Way:
    """Where the whole is read: in files or at an address."""

    label: str  # with the space behind it
    files: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One language of a letter, ready for the templates."""

    tag: str
    words: Words
    publisher: str
    notices: tuple[Notice, ...]
    record: str  # Remarks, ABC/2018/001
    dateline: str
    title: str
    remarks: tuple[str, ...] = ()  # on the text: how its translation stands, that it was corrected
    lead: str = ""
    entries: tuple[Entry, ...] = ()
    ways: tuple[Way, ...] = ()

    @property
    def direction(self) -> str:
        """Whether it is read from the left or from the right."""
        return direction(self.tag)


def bulletin_section(
    bulletin: Bulletin,
    newsroom: Newsroom,
    theme: Theme,
    tag: str,
    *,
    occasion: Occasion,
    attached: tuple[str, ...],
) -> Section:
    """Return what `tag` says of `bulletin`; of one that is withdrawn nothing but that, and why."""
    words = theme.words[tag]
    date = local_date(bulletin.date, words.date, tag)
    is_withdrawn = occasion == "withdrawal"
    return Section(
        tag=tag,
        words=words,
        publisher=typeset(newsroom.name[tag], tag),
        notices=tuple(_notices(bulletin, newsroom, words, tag, occasion)),
        record=f"{words.kinds[bulletin.kind]} · {bulletin.record(newsroom.series)}",
        dateline=words.dateline.format(place=bulletin.place[tag], date=date),
        title=typeset(bulletin.title[tag], tag),
        remarks=() if is_withdrawn else tuple(_remarks(bulletin, words, tag, occasion)),
        lead="" if is_withdrawn else _lead(bulletin, tag),
        ways=() if is_withdrawn else _ways(bulletin.link or newsroom.website, words, attached),
    )


def digest_section(
    volume: Volume, newsroom: Newsroom, theme: Theme, tag: str, attached: tuple[str, ...]
) -> Section:
    """Return what `tag` says of `volume`: its title and what it holds."""
    words = theme.words[tag]
    title = words.digest.format(period=told(volume.period, words, tag))
    return Section(
        tag=tag,
        words=words,
        publisher=typeset(newsroom.name[tag], tag),
        notices=(),
        record=words.bulletins.format(count=in_figures_of(tag, str(len(volume.items)))),
        dateline="",
        title=f"{title} · {volume.topic}" if volume.topic else title,
        entries=tuple(_entry(item, words, tag) for item in volume.items),
        ways=_ways(newsroom.website, words, attached),
    )


def embargo_told(bulletin: Bulletin, newsroom: Newsroom, words: Words, tag: str) -> str:
    """Return until when `bulletin` is under embargo, with the zone; nothing if it is under none."""
    embargo = bulletin.embargo
    if embargo is None:
        return ""
    moment = local_moment(embargo, words.moment, tag, newsroom.timezone)
    return words.embargoed.format(moment=moment, zone=zone_offset(embargo, newsroom.timezone))


def _notices(
    bulletin: Bulletin, newsroom: Newsroom, words: Words, tag: str, occasion: Occasion
) -> Iterator[Notice]:
    if occasion == "withdrawal" and (withdrawn := bulletin.withdrawn):
        date = local_date(withdrawn.date, words.date, tag)
        yield Notice(words.withdrawn.format(date=date), typeset(withdrawn.reason[tag], tag))
        return
    if occasion == "embargoed" and (until := embargo_told(bulletin, newsroom, words, tag)):
        yield Notice(until)
    if occasion != "release":
        for correction in reversed(bulletin.corrections):  # the newest first
            date = local_date(correction.date, words.date, tag)
            yield Notice(words.correction.format(date=date), typeset(correction.note[tag], tag))
    elif bulletin.embargo is None:
        yield Notice(words.immediate)


def _remarks(bulletin: Bulletin, words: Words, tag: str, occasion: Occasion) -> Iterator[str]:
    if standing := bulletin.translation.get(tag):
        yield words.standings[standing]
    if bulletin.check_against_delivery:
        yield words.check_against_delivery
    if bulletin.corrections and occasion == "release":
        date = local_date(bulletin.corrections[-1].date, words.date, tag)
        yield words.corrected.format(date=date, version=in_figures_of(tag, str(bulletin.version)))


def _lead(bulletin: Bulletin, tag: str) -> str:
    return typeset(bulletin.summary[tag], tag) if bulletin.summary else lead(bulletin.body[tag], tag)


def _ways(link: str, words: Words, attached: tuple[str, ...]) -> tuple[Way, ...]:
    def label(word: str) -> str:
        written = words.label.format(label=word)
        return written if columns(written[-1]) > 1 else f"{written} "  # a wide mark has its own room

    if not attached:
        return (Way(label(words.mail.full_text), url=link),)
    return Way(label(words.mail.attached), files=attached), Way(label(words.mail.online), url=link)


def _entry(item: Item, words: Words, tag: str) -> Entry:
    bulletin = item.bulletin
    withdrawn = bulletin.withdrawn
    return Entry(
        record=item.record,
        about=f"{words.kinds[bulletin.kind]} · {local_date(bulletin.date, words.date, tag)}",
        title=typeset(bulletin.title[tag], tag),
        state=words.withdrawn.format(date=local_date(withdrawn.date, words.date, tag)) if withdrawn else "",
    )
