"""TrueType programs, taken apart and put together again."""

import io
import struct
from contextlib import suppress

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from communique.digest.fonts.glyphs import Glyph, Numbered
from communique.digest.fonts.truetype import read_truetype
from communique.digest.fonts.unshareable import Unshareable
from communique.digest.fonts.widths import read_widths
from fonts_of_volumes import bound, drawn, font_file, printed

COMPOSITE, WORDS, MORE = b"\xff\xff" + bytes(8), 0x01, 0x20


def whole(family):
    """Return a font as fontTools reads it, and as the code under test does with all its glyphs."""
    data = font_file(family)
    font = TTFont(io.BytesIO(data))
    return font, read_truetype(data, range(font["maxp"].numGlyphs))


def tables(*outlines):
    """Return the tables of a font whose glyphs have `outlines`."""
    places = [0]
    for outline in outlines:
        places.append(places[-1] + len(outline))
    count = len(outlines).to_bytes(2, "big")
    return {
        b"glyf": b"".join(outlines),
        b"head": bytes(50) + b"\0\1" + bytes(2),
        b"hhea": bytes(34) + count,
        b"hmtx": b"\1\0\0\0" * len(outlines),
        b"loca": struct.pack(f">{len(places)}I", *places),
        b"maxp": bytes(4) + count + bytes(26),
    }


def composite(*parts):
    """Return a glyph of the glyphs `parts`, each moved by some units."""
    entries = [struct.pack(">HHbb", MORE, part, place, 0) for place, part in enumerate(parts)]
    entries[-1] = b"\0\0" + entries[-1][2:]
    return COMPOSITE + b"".join(entries)


@pytest.fixture(scope="module")
def program():
    """Return a small program, and the numbers of the glyphs that its text shows."""
    volume = bound(printed("<p>né il ёлка"), shares=False)
    (data,), (font,) = volume.programs(), volume.fonts()
    return data, read_widths(font.DescendantFonts[0].W.unparse())


@pytest.mark.parametrize("family", ["PT Serif", "PT Sans", "Noto Naskh Arabic"])
def test_a_whole_font_comes_out_as_it_went_in(family):
    """… every kind of composite glyph that fonts have is understood, in tables short and long."""
    font, read = whole(family)

    written = TTFont(io.BytesIO(read.written(read.glyphs, read.bounds)))

    for number in range(font["maxp"].numGlyphs):
        assert drawn(written, number) == drawn(font, number)
    needed = {"GlyphOrder", "glyf", "head", "hhea", "hmtx", "loca", "maxp"}
    assert {*written.keys()} == needed | ({"cvt ", "fpgm", "prep"} & {*font.keys()})
    for table in ("head", "hhea", "maxp"):
        ours, theirs = vars(written[table]), vars(font[table])
        del ours["tableTag"], theirs["tableTag"]
        for name in ("checkSumAdjustment", "indexToLocFormat", "numberOfHMetrics"):
            ours.pop(name, None), theirs.pop(name, None)
        assert ours == theirs


def test_many_outlines_are_told_by_long_places():
    """… a volume in a script of thousands of signs is not limited to 128 kB of outlines."""
    _, read = whole("PT Serif")
    large = bytes(10) + bytes(2**15)
    glyphs = {number: Glyph(large, b"\1\0\0\0") for number in range(5)}

    short, long = (
        TTFont(io.BytesIO(read.written(dict(some), read.bounds)))
        for some in (list(glyphs.items())[:3], glyphs.items())
    )

    assert [font["head"].indexToLocFormat for font in (short, long)] == [0, 1]
    assert list(long["loca"]) == [len(large) * place for place in range(6)]
    assert list(short["loca"]) == [len(large) * place for place in range(4)]


def test_parts_that_no_text_shows_stand_where_no_glyph_is():
    """… a part gets no number that a page of another file means something else by."""
    part, other = Glyph(bytes(12), b"\0\1\0\0"), Glyph(bytes(14), b"\0\2\0\0")
    whole_glyph = Glyph(composite(0, 0), b"\0\3\0\0", (part, other))
    _, read = whole("PT Serif")

    data = read.written({0: Glyph(b"", bytes(4)), 1: other, 3: whole_glyph}, read.bounds)

    numbered = Numbered(
        {
            tag.encode(): TTFont(io.BytesIO(data)).reader[tag]
            for tag in ("glyf", "head", "hhea", "hmtx", "loca", "maxp")
        }
    )
    assert numbered.read([3]) == {3: whole_glyph, 1: other, 2: part}


def test_bounds_are_the_widest_of_all():
    """… a program that holds the glyphs of several files tells how much room the largest takes."""
    _, read = whole("PT Serif")
    wider = tuple(bound + 1 for bound in read.bounds)

    font = TTFont(io.BytesIO(read.written(read.glyphs, wider)))

    theirs = TTFont(io.BytesIO(font_file("PT Serif")))
    assert (font["head"].xMin, font["head"].yMax) == (theirs["head"].xMin - 1, theirs["head"].yMax + 1)
    assert font["hhea"].minLeftSideBearing == theirs["hhea"].minLeftSideBearing - 1
    assert font["maxp"].maxPoints == theirs["maxp"].maxPoints + 1


def test_metrics_that_glyphs_share_are_given_to_each():
    """… a font of fixed width, which tells its width once, moves the pen as far as before."""
    short = tables(b"", b"", b"") | {b"hhea": bytes(34) + b"\0\1", b"hmtx": b"\1\0\0\1" + b"\0\2" + b"\0\3"}

    glyphs = Numbered(short).read(range(3))

    assert [glyph.metric for glyph in glyphs.values()] == [b"\1\0\0\1", b"\1\0\0\2", b"\1\0\0\3"]


def test_an_outline_of_odd_length_is_padded():
    """… places can be told in units of two bytes."""
    glyphs = Numbered(tables(b"\0\1x")).read([0])

    assert glyphs[0].outline == b"\0\1x\0"


@pytest.mark.parametrize(
    "outlines",
    [
        [composite(0)],
        [composite(1), composite(0)],
        [*(composite(number + 1) for number in range(17)), bytes(12)],
        [*(composite(number + 1, number + 1) for number in range(12)), bytes(12)],
        [COMPOSITE],
        [composite(0)[:-1]],
    ],
)
def test_parts_without_end_are_refused(outlines):
    """… a file that was made to do harm takes neither time nor memory."""
    glyphs = Numbered(tables(*outlines))

    with pytest.raises(Unshareable, match="damaged"):
        glyphs.read([0])


@given(spoils=st.lists(st.tuples(st.integers(0, 9999), st.integers(0, 255)), min_size=1, max_size=4))
def test_whatever_is_wrong_in_a_program_it_is_read_or_refused(program, spoils):
    """… no damaged file stops the volume in which it stands."""
    data, used = program
    spoiled = bytearray(data)
    for place, byte in spoils:
        spoiled[place % len(spoiled)] = byte

    with suppress(Unshareable):
        read = read_truetype(bytes(spoiled), used)
        read.written(read.glyphs, read.bounds)
