"""Composed front matter, end matter and stamps of digests, as HTML."""

import datetime as dt

import pytest

from communique.build.house import open_house
from communique.compose import compose_back, compose_folio, compose_front
from communique.load import load_archive
from communique.model import Item, Period, Sheet, Volume
from newsroom_copies import MADE_UP, ROOT

PAGES = (Sheet(595.28, 841.89), Sheet(612, 792))
SHOWN = [
    (ROOT, "2018-07"),
    (MADE_UP / "arvenia", "2024-05"),  # a dozen: one corrected, one withdrawn
    (MADE_UP / "northern-isles", "2024-01"),
    (MADE_UP / "river-trust", "2024-03"),  # one language
    (MADE_UP / "port-safina", "2024-09"),  # seven
]


@pytest.fixture(params=SHOWN, ids=lambda shown: f"{shown[0].name}-{shown[1]}")
def month(request):
    """Give a house and the volume of one of its months, each bulletin of two pages and two sizes."""
    folder, name = request.param
    house = open_house(folder)
    period = Period.of_month(dt.date.fromisoformat(f"{name}-01"))
    entries = load_archive(folder, house.newsroom).entries
    within = [entry for entry in entries if period.first <= entry.bulletin.date <= period.last]
    items, folio = [], 1
    for entry in sorted(within, key=lambda one: (one.bulletin.date, one.bulletin.number)):
        bulletin = entry.bulletin
        parts = () if bulletin.withdrawn else (PAGES,)
        record = bulletin.record(house.newsroom.series)
        items.append(Item(entry.id, bulletin, record, folio if parts else None, parts))
        folio += len(parts) * len(PAGES)
    label = "sample" if folder == ROOT else folder.name
    return label, house, Volume(period, None, tuple(items))


def test_front_matter_is_composed_as_it_was_when_it_was_looked_at(month, golden):
    """… no part of a cover or of the contents changes unseen."""
    label, house, volume = month

    golden(f"digest-{label}.html", compose_front(volume, house.newsroom, house.theme, house.emblem).html)


def test_end_matter_is_composed_as_it_was_when_it_was_looked_at(month, golden):
    """… no part of an index, a list or the colophon changes unseen."""
    label, house, volume = month

    golden(f"endmatter-{label}.html", compose_back(volume, house.newsroom, house.theme, house.emblem).html)


def test_the_stamp_is_composed_as_it_was_when_it_was_looked_at(month, golden):
    """… each size of sheet of the month has its own."""
    label, house, volume = month

    golden(f"folio-{label}.html", compose_folio(volume, house.newsroom, house.theme).html)
