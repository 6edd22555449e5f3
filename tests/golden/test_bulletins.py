"""Composed bulletins, as HTML: every part that a bulletin can have, once."""

import pytest

from communique.build.house import open_house
from communique.load import load_archive
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
