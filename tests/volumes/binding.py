"""A month of bulletins → a volume by communique.digest, and what it was made of: for the checker."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import accumulate

from communique.build.house import House
from communique.compose import compose_back, compose_folio, compose_front
from communique.digest import (
    Binding,
    Entry,
    Guest,
    Matter,
    Plan,
    Selection,
    bind,
    measure,
    plan,
)
from communique.load.bulletin import load_bulletin
from communique.model import Item, Period, Sheet, Volume
from communique.render import render
from volumes import matter
from volumes.made import Made, Source, read
from volumes.months import Bulletin

NOW = dt.datetime(2024, 6, 1, tzinfo=dt.UTC)
ALL = Selection(reprints_withdrawn=True)


def bind_month(month: Sequence[Bulletin]) -> tuple[Binding, Made]:
    """Bind all of `month`, between plain contents and a plain index."""
    guests = guests_of(month)
    planned = plan_month(month, guests)
    around = matter_of(planned)
    return bind(planned, guests, around), made_of(planned, month, around)


def made_of(planned: Plan, month: Iterable[Bulletin], around: Matter) -> Made:
    """Return what a volume is made of, for the checker."""
    bulletins = {one.key: one for one in month}
    placed = [bulletins[place.entry.key] for place in planned.places]
    sources = tuple(Source(one.key, one.title, one.pdfs) for one in placed)
    return Made(around.front, sources, around.back, matter.LINKS)


def guests_of(month: Iterable[Bulletin]) -> dict[str, list[Guest]]:
    """Return the PDFs of each bulletin by its key."""
    return {
        one.key: [Guest(path, pdf) for path, pdf in zip(one.paths, one.pdfs, strict=True)] for one in month
    }


def plan_month(month: Iterable[Bulletin], guests: dict[str, list[Guest]]) -> Plan:
    """Plan a volume of all of `month`, the withdrawn ones too."""
    return plan([entry_of(one, guests[one.key]) for one in month], ALL, NOW)


def entry_of(one: Bulletin, guests: Sequence[Guest]) -> Entry:
    """Return a bulletin as it may go into a volume."""
    return Entry(
        one.key,
        one.title,
        one.date,
        one.number,
        tuple(map(measure, guests)),
        topics=one.topics,
        is_withdrawn=one.is_withdrawn,
    )


def matter_of(planned: Plan) -> Matter:
    """Print what stands around the body: each part of a bulletin has a line, each topic one for each."""
    lines = []
    for place in planned.places:
        before = accumulate(map(len, place.entry.parts[:-1]), initial=place.folio)
        lines += [(place.entry.title, folio) for folio in before]
    topics = sorted((topic, place.folio) for place in planned.places for topic in place.entry.topics)
    return Matter(
        front=matter.front(lines),
        back=matter.back(topics, len(planned.sheets)),
        folio=matter.folio(dict.fromkeys(planned.sheets)),
    )


def own_matter_of(planned: Plan, month: Iterable[Bulletin], house: House) -> Matter:
    """Print what communique prints around the body, as `house` would have it."""
    given = volume_of(planned, month, house), house.newsroom, house.theme
    return Matter(
        front=render(compose_front(*given, house.emblem)),
        back=render(compose_back(*given, house.emblem)),
        folio=render(compose_folio(*given)),
    )


def volume_of(planned: Plan, month: Iterable[Bulletin], house: House) -> Volume:
    """Return what `planned` prints of `month`, for the templates."""
    files = {one.key: one.paths[0].with_name(f"{one.key}.yaml") for one in month}
    items = []
    for place in planned.places:
        entry = load_bulletin(files[place.entry.key]).entry
        assert entry
        parts = tuple(tuple(Sheet(*sheet) for sheet in part) for part in place.entry.parts)
        record = entry.bulletin.record(house.newsroom.series)
        items.append(Item(entry.id, entry.bulletin, record, place.folio, parts))
    return Volume(Period.of_month(items[0].bulletin.date), None, tuple(items))


def pages_in(month: Iterable[Bulletin]) -> int:
    """Return how many pages all PDFs of `month` have."""
    return sum(len(read(pdf).pages) for one in month for pdf in one.pdfs)
