"""What a period is called: in words of each language, and in figures on the cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.compose.dates import local_date
from communique.model import Period

if TYPE_CHECKING:
    from communique.model import Words


def told(period: Period, words: Words, tag: str) -> str:
    """Return `period` as the language `tag` says it: a year, a month, a day, or from one to another."""
    if period.is_year:
        return local_date(period.first, words.year, tag)
    if period.is_month:
        return local_date(period.first, words.month, tag)
    ends = [local_date(day, _pattern(period, words), tag) for day in (period.first, period.last)]
    return ends[0] if ends[0] == ends[1] else words.span.format(first=ends[0], last=ends[1])


def as_interval(period: Period) -> str:
    """Return `period` in figures that every language reads: 2018-07, 2018-07-01 – 2018-09-15 (ISO 8601)."""
    if period.is_year:
        return f"{period.first.year}"
    if period.is_month:
        return f"{period.first:%Y-%m}"
    return " – ".join(dict.fromkeys(day.isoformat() for day in (period.first, period.last)))


def numerals(period: Period) -> tuple[str, str]:
    """Return the months and the years of `period` in figures; no months where they are not of one year."""
    first, last = period.first, period.last
    if first.year != last.year:
        return "", f"{first.year}–{last.year}"
    months = "" if period.is_year else "–".join(dict.fromkeys((f"{first.month:02}", f"{last.month:02}")))
    return months, f"{first.year}"


def _pattern(period: Period, words: Words) -> str:
    """Return the pattern that is exact enough for both ends of `period`."""
    for unit, pattern in ((Period.of_year, words.year), (Period.of_month, words.month)):
        if unit(period.first).first == period.first and unit(period.last).last == period.last:
            return pattern
    return words.date
