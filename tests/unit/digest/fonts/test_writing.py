"""Widths, letters and what is said of the same glyphs twice."""

import pikepdf
import pytest

from communique.digest.fonts.readings import Readings
from communique.digest.fonts.tounicode import read_letters, write_letters
from communique.digest.fonts.unshareable import Unshareable
from communique.digest.fonts.widths import read_widths, write_widths


@pytest.mark.parametrize(
    ("widths", "written"),
    [
        ({}, b"[ ]"),
        ({3: b"243"}, b"[ 3 [ 243 ] ]"),
        ({7: b"1", 5: b"0.5", 6: b"-2", 9: b"4"}, b"[ 5 [ 0.5 -2 1 ] 9 [ 4 ] ]"),
    ],
)
def test_widths_are_written_in_runs_and_read_again(widths, written):
    """… glyphs of neighbouring numbers take little room."""
    array = pikepdf.Object.parse(write_widths(widths))

    assert array.unparse() == written
    assert read_widths(array.unparse()) == widths


@pytest.mark.parametrize(
    "array", [b"[ 1 2 500 ]", b"[ 1 [ /A ] ]", b"[ 1 [ 5 ] 2 ]", b"<< >>", b"[ 1 [ 2 0 R ] ]"]
)
def test_widths_in_other_forms_are_refused(array):
    """… none is overlooked."""
    with pytest.raises(Unshareable, match="widths"):
        read_widths(array)


@pytest.mark.parametrize("count", [0, 1, 100, 101, 250])
def test_letters_are_written_in_blocks_and_read_again(count):
    """… no block is longer than readers take (Adobe Technical Note 5014)."""
    letters = {number: b"%04x" % (number + 32) for number in reversed(range(count))} | {65535: b"00660066"}

    cmap = write_letters(letters)

    assert read_letters(cmap) == letters
    blocks = [int(line.split()[0]) for line in cmap.splitlines() if line.endswith(b"beginbfchar")]
    assert sum(blocks) == len(letters)
    assert max(blocks) <= 100


def test_what_contradicts_stands_apart_and_what_agrees_comes_to_the_first():
    """… as few fonts as possible serve all files."""
    readings = Readings[str]()

    places = [
        readings.place(said) for said in ({1: "a"}, {1: "b"}, {2: "c"}, {1: "b", 2: "d"}, {1: "a", 2: "d"})
    ]

    assert places == [0, 1, 0, 1, 2]
    assert readings.united == [{1: "a", 2: "c"}, {1: "b", 2: "d"}, {1: "a", 2: "d"}]
