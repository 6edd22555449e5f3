"""Tables CFF, taken apart and put together again."""

import io
from contextlib import suppress

import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from communique.digest.fonts import cff
from communique.digest.fonts.cff import read_cff
from communique.digest.fonts.cff_parts import (
    integer,
    long_operand,
    read_dict,
    read_index,
    short_operand,
    write_dict,
    write_index,
)
from communique.digest.fonts.unshareable import Unshareable
from fonts_of_volumes import bound, printed

NUMBERS = (0, 1, -1, 107, -107, 108, -108, 390, 391, 1131, -1131, 1132, -1132, 32767, -32767, 65535, -70000)


@pytest.fixture(scope="module")
def chinese():
    """Return the table CFF of a page in Chinese."""
    (program,) = bound(printed("<p>港务局 office", "Noto Sans CJK SC"), shares=False).programs()
    return program


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_is_read_as_it_is_written_in_each_of_its_forms(number):
    """… the place of an outline, and the number of a string, are those that are meant."""
    short, long = short_operand(number), long_operand(number)

    assert integer(short) == integer(long) == number
    assert read_dict(short + b"\x05" + long + b"\x0c\x03") == {b"\x05": (short,), b"\x0c\x03": (long,)}


def test_real_numbers_stay_as_they_were_written():
    """… a matrix or a version is neither rounded nor lost."""
    real = b"\x1e\xe2\xa2\x5f"  # -2.25 (5176, table 5)

    entries = read_dict(real + b"\x8b\x0c\x07")

    assert entries == {b"\x0c\x07": (real, b"\x8b")}
    assert write_dict(entries.items()) == real + b"\x8b\x0c\x07"


@pytest.mark.parametrize("objects", [[], [b"a"], [b"", b"bc", b""], [bytes(300), b"d"], [bytes(70_000)]])
def test_an_index_is_read_as_it_was_written(objects):
    """… each outline is whole, however many and long they are."""
    data = b"before" + write_index(objects)

    assert read_index(data + b"behind", 6) == (objects, len(data))


@pytest.mark.parametrize(
    "data", [b"", b"\0", b"\0\1", b"\0\1\0", b"\0\1\1\1", b"\0\1\1\1\5a", b"\0\2\1\3\1\2ab", b"\0\1\5"]
)
def test_an_index_that_is_cut_or_runs_backwards_is_refused(data):
    """… a damaged file keeps its font, and the volume is made."""
    with pytest.raises(Unshareable, match="damaged"):
        read_index(data, 0)


@pytest.mark.parametrize("data", [b"\x1c\0", b"\x1d\0\0", b"\x1e\x12", b"\x0c", b"\xf7"])
def test_a_dict_that_is_cut_is_refused(data):
    """… a damaged file keeps its font, and the volume is made."""
    with pytest.raises(Unshareable, match="damaged"):
        read_dict(data)


def test_a_font_comes_out_as_it_went_in(chinese):
    """… names, hints and outlines are those of the font, and readers that look for CIDs find them first."""
    read = read_cff(chinese, [])

    written = read.written(read.glyphs, read.bounds)

    again = read_cff(written, read.glyphs)
    assert (again.face, again.bounds, again.glyphs) == (read.face, read.bounds, read.glyphs)
    ours, theirs = CFFFontSet(), CFFFontSet()
    ours.decompile(io.BytesIO(written), TTFont())
    theirs.decompile(io.BytesIO(chinese), TTFont())
    for name in ("Notice", "FullName", "FamilyName", "Weight", "FontBBox", "ROS"):
        assert getattr(ours.topDictIndex[0], name) == getattr(theirs.topDictIndex[0], name)
    start, _ = read_index(written, read_index(written, 4)[1])
    assert start[0].index(cff.ROS) == 5  # behind two strings of two bytes and a supplement of one


def test_charsets_and_selections_are_read_in_each_of_their_formats():
    """… programs that another version packs otherwise are shared too."""
    lists, short, long = b"\0\0\1\0\2\0\7", b"\1\0\1\1\0\7\0", b"\2\0\1\0\1\0\7\0\0"
    one_each, ranges = b"\0\0\1\1\0", b"\3\0\3\0\0\0\0\1\1\0\3\0\0\4"

    charsets = [cff._ranged(data, 0, 3) for data in (lists, short, long)]
    selections = [cff._selected(data, 0, 4) for data in (one_each, ranges)]

    assert charsets == [[1, 2, 7]] * 3
    assert selections == [[0, 1, 1, 0]] * 2


def test_selections_of_another_format_are_refused():
    """… what is not known is not guessed."""
    with pytest.raises(Unshareable, match="damaged"):
        cff._selected(b"\4\0\1", 0, 1)


def replaced(place, old, new):
    """Return a change that replaces `old`, as long as `new`, where it stands behind `place`."""

    def change(data):
        start = data.index(old, place)
        assert len(old) == len(new)
        return data[:start] + new + data[start + len(old) :]

    return change


def with_subroutine(data):
    """Return `data` with one global subroutine."""
    end = 4
    for _ in range(3):
        _, end = read_index(data, end)
    return data[:end] + write_index([b"\x0b"]) + data[end + 2 :]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda _: b"", "damaged"),
        (lambda data: b"\2" + data[1:], "damaged"),
        (lambda data: data[:-1], "damaged"),
        (with_subroutine, "subroutines"),
        (replaced(0, cff.ROS, b"\x0c\x07"), "no CIDs"),
        (replaced(0, cff.FD_ARRAY, b"\x0c\x07"), "damaged"),
        (replaced(0, b"\xf8\x1e", b"\xfa\xff"), "damaged"),
    ],
)
def test_a_program_that_is_not_understood_is_refused(chinese, change, reason):
    """… a volume is never printed in letters that were guessed."""
    with pytest.raises(Unshareable, match=reason):
        read_cff(change(chinese), [])


def test_a_program_without_a_glyph_of_its_text_is_refused(chinese):
    """… a font that is at odds with its own page is left alone."""
    with pytest.raises(Unshareable, match="lacks glyphs"):
        read_cff(chinese, [65000])


@given(spoils=st.lists(st.tuples(st.integers(0, 9999), st.integers(0, 255)), min_size=1, max_size=4))
def test_whatever_is_wrong_in_a_program_it_is_read_or_refused(chinese, spoils):
    """… no damaged file stops the volume in which it stands."""
    spoiled = bytearray(chinese)
    for place, byte in spoils:
        spoiled[place % len(spoiled)] = byte

    with suppress(Unshareable):
        read = read_cff(bytes(spoiled), [])
        read.written(read.glyphs, read.bounds)
