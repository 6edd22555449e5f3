"""Fonts opened: their names, their letters, one of a collection."""

import io
import struct
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.ttCollection import TTCollection

from communique.load.fontfile import letters_of, machine_font, nature_of, single_face, suffix_of

FONTS = Path(__file__).parents[3] / "styles" / "fonts"
SERIF, BOLD_ITALIC, SANS = ((FONTS / f"{name}.ttf").read_bytes() for name in ("PTF55F", "PTF76F", "PTS55F"))


@pytest.fixture(scope="module")
def collection():
    """Two families in one file, as the Noto project packs Chinese, Japanese and Korean."""
    packed, fonts = io.BytesIO(), TTCollection()
    fonts.fonts = [TTFont(io.BytesIO(data)) for data in (SERIF, SANS)]
    fonts.save(packed)
    return packed.getvalue()


def test_a_font_says_its_family_weight_and_slant():
    """… a newsroom names a font as its maker does, whatever its file is called."""
    regular, bold_italic = nature_of(SERIF), nature_of(BOLD_ITALIC)

    assert regular.families == ("PT Serif",)
    assert (regular.weight, regular.italic) == (400, False)
    assert bold_italic.families == ("PT Serif",)
    assert (bold_italic.weight, bold_italic.italic) == (700, True)


def test_a_font_s_letters_are_those_of_its_map():
    """… whether a family can write a language is not guessed."""
    letters = letters_of(SERIF)

    assert {"a", "Ж", "€"} <= letters
    assert "ا" not in letters


@pytest.mark.parametrize("data", [b"", b"no font", SERIF[:500], b"ttcf" + bytes(40)])
def test_a_damaged_font_has_no_name_and_no_letters(data):
    """… what is wrong with a file is told where it is used, and breaks nothing here."""
    assert nature_of(data) is None
    assert letters_of(data) == frozenset()


@pytest.mark.parametrize(("index", "family", "original"), [(0, "PT Serif", SERIF), (1, "PT Sans", SANS)])
def test_one_face_is_taken_out_of_a_collection_whole(collection, index, family, original):
    """… WeasyPrint, which reads no collections, is given a font like any other."""
    face = single_face(collection, index)

    assert nature_of(face).families == (family,)
    assert letters_of(face) == letters_of(original)
    with TTFont(io.BytesIO(face)) as ours, TTFont(io.BytesIO(original)) as theirs:
        assert set(ours.reader.keys()) == set(theirs.reader.keys())
        assert ours.reader["glyf"] == theirs.reader["glyf"]


def test_a_font_that_is_no_collection_stays_as_it_is():
    """… nothing is rewritten without need."""
    assert single_face(SERIF, 0) is SERIF


def test_a_machine_s_font_that_cannot_be_read_is_nothing(tmp_path, collection):
    """… a font that vanished since Fontconfig saw it, or is cut off, is one that is not there."""
    whole, cut = tmp_path / "whole.ttc", tmp_path / "cut.ttc"
    whole.write_bytes(collection)
    cut.write_bytes(collection[:14])

    assert nature_of(machine_font(whole, 1)).families == ("PT Sans",)
    assert machine_font(cut, 0) == b""
    assert machine_font(tmp_path / "gone.ttf", 0) == b""


def test_a_face_is_named_by_its_kind_of_outlines():
    """… rendering knows a font by the end of its name."""
    assert suffix_of(SERIF) == ".ttf"
    assert suffix_of(struct.pack(">4s", b"OTTO")) == ".otf"
