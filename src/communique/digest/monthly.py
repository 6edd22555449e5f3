"""Bulletins and their page counts in, a volume out: who is in, in what order, on which page. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from communique.model import Item, Period, Volume

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from communique.model import Bulletin, Newsroom, Sheet


@dataclass(frozen=True, slots=True)
class Member:
    """A bulletin that may go into a volume, and the pages of its PDFs: of one, or of one a language."""

    id: str
    bulletin: Bulletin
    parts: tuple[tuple[Sheet, ...], ...]


def plan(month: dt.date, members: Iterable[Member], newsroom: Newsroom, now: dt.datetime) -> Volume:
    """Return the volume of `month` (any day of it) as it may be published at `now` (aware).

    Members of other months are left out. One whose embargo is later than `now` is left out;
    a withdrawn one stays, because its number was given away.
    """
    period = Period.of_month(month)
    dated = sorted((m for m in members if period.first <= m.bulletin.date <= period.last), key=_order)
    free = [member for member in dated if not _under_embargo(member.bulletin, now)]
    folios = accumulate((sum(map(len, member.parts)) for member in free), initial=1)
    return Volume(
        period=period,
        topic=None,
        items=tuple(_place(member, folio, newsroom) for member, folio in zip(free, folios, strict=False)),
    )


def _order(member: Member) -> tuple[dt.date, int]:
    return member.bulletin.date, member.bulletin.number


def _under_embargo(bulletin: Bulletin, now: dt.datetime) -> bool:
    return bulletin.embargo is not None and bulletin.embargo > now


def _place(member: Member, folio: int, newsroom: Newsroom) -> Item:
    return Item(
        id=member.id,
        bulletin=member.bulletin,
        record=member.bulletin.record(newsroom.series),
        folio=folio,
        parts=member.parts,
    )
