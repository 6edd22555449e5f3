"""Composed front matter, end matter and stamps of digests, as HTML."""

import pytest

from communique.compose import compose_back, compose_folio, compose_front
from listed import MONTHS, month_of


@pytest.fixture(params=MONTHS)
def month(request):
    """Give the label of a month, its house and its volume."""
    return request.param, *month_of(*MONTHS[request.param])


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
