import pytest

from communique.text import first_mismatch, side_by_side


@pytest.mark.parametrize(
    ("one", "other", "place"),
    [("abc", "abc", None), ("abc", "axc", 1), ("ab", "abc", 2), ("abc", "ab", 2), ("", "", None)],
)
def test_the_first_block_that_differs_is_found(one, other, place):
    """… a missing paragraph is named where it is missing."""
    assert first_mismatch(tuple(one), tuple(other)) == place


def test_two_outlines_stand_side_by_side_around_what_differs():
    """… the eye finds the block that has no fellow, in a long text too."""
    left = ["paragraph"] * 9
    right = ["paragraph"] * 5 + ["list"]

    assert side_by_side(("en", "ru"), (left, right)).splitlines() == [
        "       en         ru",
        "    3  paragraph  paragraph",
        "    4  paragraph  paragraph",
        "    5  paragraph  paragraph",
        ">   6  paragraph  list",
        "    7  paragraph  -",
        "    8  paragraph  -",
        "    9  paragraph  -",
    ]
