"""What a reader must know before reading on: embargo, correction, withdrawal, delivery."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communique.compose.dates import local_date, local_moment, zone_offset
from communique.text import in_figures_of, typeset

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from communique.model import Bulletin, Newsroom, Theme, Words

    Said = Callable[[Words, str], str]  # in the words of a language, by its tag
    Saying = Callable[[Said], Mapping[str, str]]  # in every language


@dataclass(frozen=True, slots=True)
class State:
    """One state in every language of the newsroom, by tag."""

    name: str  # the stylesheets' hook
    texts: Mapping[str, str]
    details: Mapping[str, str] = field(default_factory=dict)  # such as the reason of a withdrawal


def states_of(bulletin: Bulletin, newsroom: Newsroom, theme: Theme) -> tuple[State, ...]:
    """Return the states of `bulletin`, the gravest first; an unrestricted one says so."""

    def said(text: Said) -> dict[str, str]:
        return {tag: text(theme.words[tag], tag) for tag in newsroom.languages}

    states = (
        _withdrawn(bulletin, said),
        _embargoed(bulletin, said, newsroom.timezone),
        _corrected(bulletin, said),
        State("delivery", said(_delivery)) if bulletin.check_against_delivery else None,
        State("immediate", said(_immediate)) if not (bulletin.withdrawn or bulletin.embargo) else None,
    )
    return tuple(state for state in states if state)


def _withdrawn(bulletin: Bulletin, said: Saying) -> State | None:
    withdrawn = bulletin.withdrawn
    if withdrawn is None:
        return None
    texts = said(lambda words, tag: words.withdrawn.format(date=local_date(withdrawn.date, words.date, tag)))
    return State("withdrawn", texts, said(lambda _, tag: typeset(withdrawn.reason[tag], tag)))


def _embargoed(bulletin: Bulletin, said: Saying, timezone: str) -> State | None:
    embargo = bulletin.embargo
    if embargo is None:
        return None
    zone = zone_offset(embargo, timezone)

    def text(words: Words, tag: str) -> str:
        return words.embargoed.format(moment=local_moment(embargo, words.moment, tag, timezone), zone=zone)

    return State("embargoed", said(text))


def _corrected(bulletin: Bulletin, said: Saying) -> State | None:
    if not bulletin.corrections:
        return None
    last, version = bulletin.corrections[-1].date, str(bulletin.version)

    def text(words: Words, tag: str) -> str:
        return words.corrected.format(
            date=local_date(last, words.date, tag), version=in_figures_of(tag, version)
        )

    return State("corrected", said(text))


def _delivery(words: Words, _tag: str) -> str:
    return words.check_against_delivery


def _immediate(words: Words, _tag: str) -> str:
    return words.immediate
