"""Composed bulletins, as HTML: every part that a bulletin can have, once."""

import pytest

from communique.build.house import open_house
from communique.load import load_archive
from communique.model import Edition
from newsroom_copies import MADE_UP, ROOT

SHOWN = [
    (ROOT, "welcome"),  # a short text with a source
    (MADE_UP / "arvenia", "bridge-builders"),  # quotation, list, rule, footnote, line breaks
    (MADE_UP / "arvenia", "student-exchange-figures"),  # tables
    (MADE_UP / "arvenia", "reading-room"),  # photographs, heading, link
    (MADE_UP / "arvenia", "strait-fisheries-agreement"),  # embargo
    (MADE_UP / "arvenia", "open-day"),  # corrections
    (MADE_UP / "arvenia", "consular-fees"),  # withdrawn
    (MADE_UP / "arvenia", "lecture-on-small-languages"),  # check against delivery
    (MADE_UP / "river-trust", "weir-removed"),  # one language
]


@pytest.mark.parametrize(("folder", "name"), SHOWN, ids=[name for _, name in SHOWN])
def test_a_bulletin_is_composed_as_it_was_when_it_was_looked_at(folder, name, golden):
    """… no part of a page changes unseen."""
    house = open_house(folder)
    entry = next(entry for entry in load_archive(folder, house.newsroom).entries if entry.id == name)

    golden(f"{name}.html", house.compose(entry).html)


EDITIONS = {
    "stacked": Edition("stacked", ("en", "fr")),
    "sequential": Edition("sequential", ("en", "fr")),
    "single": Edition.alone("fr"),
}


@pytest.mark.parametrize("layout", EDITIONS)
def test_each_layout_is_composed_as_it_was_when_it_was_looked_at(layout, golden):
    """… which language stands where, and what is said again, changes in no layout unseen."""
    house = open_house(MADE_UP / "arvenia")
    entries = load_archive(house.folder, house.newsroom).entries
    entry = next(entry for entry in entries if entry.id == "consular-fees")

    golden(f"consular-fees-{layout}.html", house.compose(entry, EDITIONS[layout]).html)
