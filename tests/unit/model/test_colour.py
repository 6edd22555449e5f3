"""Contrast as WCAG 2.2 counts it, and the colours that text may have."""

import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from communique.model.colour import LEAST_CONTRAST, PAPER, TextColour, contrast, legible, legible_on

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
PALE = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number | 0x00C000:06x}")  # none can be read on white


@pytest.mark.parametrize(
    ("colour", "ratio"),
    [
        ("#000000", 21),
        ("#ffffff", 1),
        ("#ff0000", 3.998),
        ("#00ff00", 1.372),
        ("#0000ff", 8.592),
        ("#767676", 4.542),  # the lightest grey that may be text
        ("#777777", 4.478),
        ("#0a0a0a", 19.798),  # so dark that its light counts in another way
    ],
)
def test_contrast_with_paper_is_what_the_standard_counts(colour, ratio):
    """… a designer finds the figures that every other tool gives."""
    assert contrast(colour, PAPER) == pytest.approx(ratio, abs=0.001)


@given(COLOURS, COLOURS)
def test_contrast_has_no_sides_and_its_bounds(one, other):
    """… text on a ground is read as well as that ground's colour upon the text's."""
    ratio = contrast(one, other)

    assert ratio == contrast(other, one)
    assert 1 <= ratio <= 21


@given(COLOURS)
def test_a_colour_is_accepted_where_it_is_read_and_else_told_with_one_that_is(colour):
    """… whatever a newsroom writes, what is printed can be read, and the hint is itself accepted."""
    adapter = TypeAdapter(TextColour)

    if contrast(colour, PAPER) >= LEAST_CONTRAST:
        assert adapter.validate_python(colour) == colour
        assert legible(colour) == colour
    else:
        with pytest.raises(ValidationError, match="contrast") as caught:
            adapter.validate_python(colour)
        assert f"'{legible(colour)}'" in caught.value.errors()[0]["ctx"]["hint"]
        assert adapter.validate_python(legible(colour)) == legible(colour)


@given(PALE)
def test_the_shade_that_is_offered_is_the_nearest_of_its_hue(colour):
    """… a newsroom's yellow becomes a brown of its own, no darker than it must be."""
    shade = legible(colour)

    hue, saturation, value = colorsys.rgb_to_hsv(*bytes.fromhex(shade[1:]))
    meant_hue, meant_saturation, _ = colorsys.rgb_to_hsv(*bytes.fromhex(colour[1:]))
    tolerance = 1 / value  # of whole numbers in place of fractions
    assert saturation == pytest.approx(meant_saturation, abs=tolerance)
    if saturation > 0.1:
        assert min(abs(hue - meant_hue), 1 - abs(hue - meant_hue)) <= tolerance / saturation
    assert contrast(shade, PAPER) == pytest.approx(LEAST_CONTRAST, abs=0.15)


def test_a_ratio_that_falls_short_is_never_told_as_enough():
    """… 4.4967 is told as 4.49: nobody wonders why 4.5 was not enough."""
    with pytest.raises(ValidationError, match=r"4\.49:1 with white; expected 4\.5:1"):
        TypeAdapter(TextColour).validate_python("#86771d")


@given(COLOURS)
def test_a_tint_is_read_on_a_dark_ground_and_no_lighter_than_it_must(colour):
    """… a house's colour is seen in a mail at night, and is still its colour where it can be."""
    tint = legible_on(colour, "#1c1e22", 6.0)

    assert contrast(tint, "#1c1e22") >= 6.0
    if contrast(colour, "#1c1e22") >= 6.0:
        assert tint == colour
    else:
        assert contrast(tint, "#1c1e22") < 6.5


def test_on_a_ground_that_is_too_light_white_must_do():
    """… a theme with such a ground has a pale mail, and no endless search for better."""
    assert legible_on("#777777", "#aaaaaa") == PAPER
