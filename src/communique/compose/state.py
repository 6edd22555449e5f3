"""What a reader must know before reading on: embargo, correction, withdrawal, delivery."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communique.compose.dates import local_date, local_moment, zone_offset
from communique.text import in_figures_of, typeset

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from communique.model import Bulletin, Newsroom, Theme, Words


@dataclass(frozen=True, slots=True)
class State:
    """One state in every language of the newsroom, by tag."""

    name: str  # the stylesheets' hook
    texts: Mapping[str, str]
    details: Mapping[str, str] = field(default_factory=dict)  # such as the reason of a withdrawal


def states_of(bulletin: Bulletin, newsroom: Newsroom, theme: Theme) -> tuple[State, ...]:
    """Return the states of `bulletin`, the gravest first; an unrestricted one says so."""

    def said(text: Callable[[Words, str], str]) -> dict[str, str]:
        return {tag: text(theme.words[tag], tag) for tag in newsroom.languages}

    states = []
    if withdrawn := bulletin.withdrawn:
        texts = said(
            lambda words, tag: words.withdrawn.format(date=local_date(withdrawn.date, words.date, tag))
        )
        reasons = said(lambda _, tag: typeset(withdrawn.reason[tag], tag))
        states.append(State("withdrawn", texts, reasons))
    if embargo := bulletin.embargo:
        texts = said(
            lambda words, tag: words.embargoed.format(
                moment=local_moment(embargo, words.moment, tag, newsroom.timezone),
                zone=zone_offset(embargo, newsroom.timezone),
            )
        )
        states.append(State("embargoed", texts))
    if bulletin.corrections:
        last = bulletin.corrections[-1].date
        texts = said(
            lambda words, tag: words.corrected.format(
                date=local_date(last, words.date, tag), version=in_figures_of(tag, str(bulletin.version))
            )
        )
        states.append(State("corrected", texts))
    if bulletin.check_against_delivery:
        states.append(State("delivery", said(lambda words, _: words.check_against_delivery)))
    if not bulletin.withdrawn and not bulletin.embargo:
        states.append(State("immediate", said(lambda words, _: words.immediate)))
    return tuple(states)
