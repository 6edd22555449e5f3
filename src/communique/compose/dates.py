"""Dates in each language's own form, by the patterns that the words name."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from communique.text import in_figures_of, locale_of, typeset


def local_date(date: dt.date, pattern: str, tag: str) -> str:
    """Return `date` by a pattern of Unicode Technical Standard 35, in the language `tag`."""
    told = format_date(date, pattern, locale=locale_of(tag))
    return typeset(in_figures_of(tag, told), tag)


def local_moment(moment: dt.datetime, pattern: str, tag: str, timezone: str) -> str:
    """Return `moment` as clocks in `timezone` show it."""
    told = format_datetime(moment, pattern, tzinfo=ZoneInfo(timezone), locale=locale_of(tag))
    return typeset(in_figures_of(tag, told), tag)


def zone_offset(moment: dt.datetime, timezone: str) -> str:
    """Return how far `timezone` is from UTC at `moment`, as every language writes it: UTC−5."""
    offset = moment.astimezone(ZoneInfo(timezone)).utcoffset() or dt.timedelta()
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "−"
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "") if minutes else "UTC"
