"""Running titles fit their room."""

from hypothesis import given
from hypothesis import strategies as st

from communique.compose.shorten import shorten


def test_a_title_that_fits_is_left_alone():
    """… no ellipsis is set where nothing is left out."""
    assert shorten("Remarks in Kingston", 19) == "Remarks in Kingston"


def test_a_long_title_is_cut_between_words_without_a_dangling_mark():
    """… a running head ends in a whole word."""
    assert shorten("Remarks, in Kingston, on trade", 22) == "Remarks, in Kingston…"
    assert shorten("Remarks – in Kingston", 10) == "Remarks…"


def test_words_joined_by_a_no_break_space_are_not_parted():
    """… initials stay with their surname."""
    assert shorten("Выступление С.\N{NO-BREAK SPACE}В.\N{NO-BREAK SPACE}Иванова", 20) == "Выступление…"


@given(st.text(min_size=1, max_size=80), st.integers(min_value=4, max_value=40))
def test_the_result_always_fits(text, limit):
    """… no text whatever runs over its running head."""
    assert len(shorten(text, limit)) <= limit
