"""Which digest: the days and the topic that its bulletins are of, and the name that tells it from others."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.model import Period

if TYPE_CHECKING:
    from collections.abc import Iterable

    from communique.load import Card

FOLDER = "out/digests/"
# What a topic's name in a file must not have: what some system keeps for itself, and what cannot be seen.
UNFIT = re.compile(r'[\s/\\<>:"|?*\x00-\x1f\x7f]+')
LONGEST = 120  # bytes of a topic in a file's name, which may have 255 in all
SHORTENED = 25  # characters of a topic that is longer than that


@dataclass(frozen=True, slots=True)
class Scope:
    """The bulletins of these days and this topic, written as `slug` writes it. None does not restrict."""

    period: Period | None = None
    topic: str | None = None

    @property
    def name(self) -> str:
        """Its own among all digests, such as `2018-07`, `2018`, `topic-japan` or `2018_topic-japan`."""
        topic = f"topic-{self.topic}" if self.topic else ""
        return "_".join(filter(None, (period_name(self.period) if self.period else "", topic)))

    @property
    def output(self) -> str:
        """Where its digest goes, relative to the newsroom."""
        return f"{FOLDER}{self.name}.pdf"

    def takes(self, card: Card) -> bool:
        """Say whether the bulletin of `card` is of these days and this topic."""
        return self.covers(card.date) and (self.topic is None or self.topic in map(slug, card.topics))

    def covers(self, day: dt.date) -> bool:
        """Say whether `day` is one of these."""
        return self.period is None or self.period.first <= day <= self.period.last

    def meets(self, period: Period) -> bool:
        """Say whether `period` has one of these days."""
        return self.period is None or (self.period.first <= period.last and period.first <= self.period.last)


def slug(topic: str) -> str:
    """Return `topic` as a file's name has it: topics that differ by case and spaces alone are one."""
    plain = UNFIT.sub("-", unicodedata.normalize("NFC", topic.casefold()))
    if len(plain.encode()) <= LONGEST:
        return plain
    return f"{plain[:SHORTENED]}-{hashlib.sha256(plain.encode()).hexdigest()[:8]}"


def spelling(topic: str | None, cards: Iterable[Card]) -> str | None:
    """Return the topic that `slug` writes as `topic`, as the bulletin of the first of `cards` writes it."""
    topics = (own for card in cards for own in card.topics)
    return next((own for own in topics if slug(own) == topic), None)


def period_name(period: Period) -> str:
    """Return the name of `period`: of a year, of a month, or its first and its last day."""
    if period.is_year:
        return f"{period.first:%Y}"
    return f"{period.first:%Y-%m}" if period.is_month else f"{period.first}_{period.last}"


def read_period(name: str) -> Period | None:
    """Return the year, month or span that is called `name`, or None where there is none."""
    days = name.split("_")
    try:
        if len(days) > 1:
            first, last = map(dt.date.fromisoformat, days)
            return Period(first, last) if first <= last else None
        of = Period.of_month if "-" in name else Period.of_year
        return of(dt.date.fromisoformat(f"{name}-01-01"[:10]))
    except ValueError:
        return None


def scope_of_output(output: str) -> Scope | None:
    """Return the scope whose digest goes to `output`, or None for what is no digest's place."""
    name = output.removeprefix(FOLDER).removesuffix(".pdf")
    period, _, topic = name.partition("topic-")
    scope = Scope(read_period(period.removesuffix("_")) if period else None, topic or None)
    return scope if scope.name and scope.output == output and not UNFIT.search(topic) else None
