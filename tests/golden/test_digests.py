"""Composed front matter and page numbers of digests, as HTML."""

import datetime as dt

import pytest

from communique.build.house import open_house
from communique.compose import compose_folios, compose_front
from communique.digest.monthly import Member, plan
from communique.load import load_archive
from communique.model import Sheet
from newsroom_copies import MADE_UP, ROOT

NOW = dt.datetime(2024, 5, 16, tzinfo=dt.UTC)  # an embargo of Arvenia's is not yet lifted
A4, LETTER = Sheet(595.28, 841.89), Sheet(612, 792)
SHOWN = [
    (ROOT, "2018-07"),
    (MADE_UP / "arvenia", "2024-05"),  # a dozen: one corrected, one withdrawn, one held back
    (MADE_UP / "northern-isles", "2024-01"),
    (MADE_UP / "river-trust", "2024-03"),  # one language
]


@pytest.fixture(params=SHOWN, ids=lambda shown: f"{shown[0].name}-{shown[1]}")
def month(request):
    """Give a house and the volume of one of its months, each bulletin of two pages and two sizes."""
    folder, name = request.param
    house = open_house(folder)
    entries = load_archive(folder, house.newsroom).entries
    members = [Member(entry.id, entry.bulletin, ((A4, LETTER),)) for entry in entries]
    label = "sample" if folder == ROOT else folder.name
    return label, house, plan(dt.date.fromisoformat(f"{name}-01"), members, house.newsroom, NOW)


def test_front_matter_is_composed_as_it_was_when_it_was_looked_at(month, golden):
    """… no part of a cover or of the contents changes unseen."""
    label, house, volume = month

    golden(f"digest-{label}.html", compose_front(volume, house.newsroom, house.theme, house.emblem).html)


def test_page_numbers_are_composed_as_they_were_when_they_were_looked_at(month, golden):
    """… each sheet of the month has its overlay, of its own size."""
    label, house, volume = month

    page = compose_folios(volume, house.newsroom, house.theme)

    golden(f"folios-{label}.html", page.html + page.stylesheets[-1].css)
