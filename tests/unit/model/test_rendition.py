"""Renditions: other paper, and black in place of colours."""

from communique.load import load_newsroom
from communique.model import Rendition
from communique.model.rendition import as_greys
from newsroom_copies import ROOT


def test_colours_become_greys_that_stay_apart():
    """… from white downwards by their lightness; the same colour is the same grey."""
    assert as_greys(("#ffffff", "#0b3ea8", "#c8202f", "#ffffff")) == (
        "#ffffff",
        "#4d4d4d",
        "#a6a6a6",
        "#ffffff",
    )
    assert as_greys(("#0b3ea8",)) == ("#4d4d4d",)


def test_newsroom_in_black_on_letter():
    """… and in all else as it was."""
    newsroom = load_newsroom(ROOT)

    other = Rendition(size="Letter", monochrome=True).of(newsroom)

    assert (other.page.size, other.brand.primary, other.brand.accent) == ("Letter", "#000000", "#000000")
    assert other.name == newsroom.name
    assert Rendition().of(newsroom) == newsroom
