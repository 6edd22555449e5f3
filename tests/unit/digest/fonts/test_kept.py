"""Fonts that are not understood: each stays in its file as it was, and is told with the reason."""

import struct
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from communique.digest.fonts import streams
from fonts_of_volumes import altered, bound, printed, program_of

FLATE = Name.FlateDecode
SPLITS = ((b"5 beginbfchar\n", 0), (b"endbfchar\n", 1))
TEXT = "<p>né il"


def cid_font(font):
    return font.DescendantFonts[0]


def described(font):
    return cid_font(font).FontDescriptor


def rewrite(change):
    """Return an alteration that replaces the bytes of the font program by what `change` makes of them."""

    def alter(font, _pdf):
        stream = program_of(described(font))
        stream.write(zlib.compress(change(stream.read_bytes())), filter=FLATE)

    return alter


def table(tag, change):
    """Return an alteration that changes the bytes of one table in their place."""

    def alter(program):
        count = struct.unpack_from(">H", program, 4)[0]
        entries = struct.iter_unpack(">4s4xII", program[12 : 12 + 16 * count])
        start, length = next((start, length) for found, start, length in entries if found == tag)
        changed = bytearray(program[start : start + length])
        change(changed)
        return program[:start] + changed + program[start + length :]

    return rewrite(alter)


def put(place, new):
    """Return a change of a table that puts `new` at `place`."""

    def change(data):
        data[place : place + len(new)] = new

    return change


def letters(change):
    def alter(font, _pdf):
        font.ToUnicode.write(change(font.ToUnicode.read_bytes()))

    return alter


def assign(holder, key, value):
    """Return an alteration that sets one entry of a dictionary, or with None takes it away."""

    def alter(font, _pdf):
        if value is None:
            del holder(font)[key]
        else:
            holder(font)[key] = value

    return alter


def itself(font):
    return font


def as_stream(holder, key):
    def alter(font, pdf):
        holder(font)[key] = pdf.make_stream(b"\0\0")

    return alter


def part(number):
    """Return a change of the table glyf that names another part of a composite glyph, é."""

    def change(data):
        data[data.index(b"\0\x48\0\0\0") : data.index(b"\0\x48\0\0\0") + 2] = number

    return change


def forget(font, _pdf):
    """Let a font tell of fewer glyphs than its program has."""
    cid_font(font).W = Array([3, Array([243]), 171, Array([503])])
    begin, end = (font.ToUnicode.read_bytes().split(mark)[place] for mark, place in SPLITS)
    font.ToUnicode.write(begin + b"2 beginbfchar\n<0003> <0020>\n<00ab> <00e9>\nendbfchar\n" + end)


def pack(**how):
    def alter(font, _pdf):
        for key, value in how.items():
            program_of(described(font))["/" + key] = value

    return alter


def half(stream):
    packed = stream.read_raw_bytes()
    stream.write(packed[: len(packed) // 2], filter=FLATE)


ALTERED = {
    "type": (assign(itself, "/Subtype", Name.Type3), "of a type that is not known"),
    "more": (assign(itself, "/WMode", 1), "of a type that is not known"),
    "encoding": (assign(itself, "/Encoding", Name("/Identity-V")), "not written in the numbers"),
    "no descendant": (assign(itself, "/DescendantFonts", None), "no descendant"),
    "descendants": (assign(itself, "/DescendantFonts", Array([])), "no single descendant"),
    "no letters": (assign(itself, "/ToUnicode", None), "which letters"),
    "letters by name": (assign(itself, "/ToUnicode", Name("/Identity-H")), "which letters"),
    "letters in ranges": (letters(lambda data: data.replace(b"bfchar", b"bfrange")), "letters are written"),
    "letters cut": (letters(lambda data: data[:-1]), "letters are written"),
    "vertical": (assign(cid_font, "/DW2", Array([880, -1000])), "CIDs are not plain"),
    "mapped": (as_stream(cid_font, "/CIDToGIDMap"), "CIDs are not plain"),
    "collection": (assign(cid_font, "/CIDSystemInfo", Dictionary(Ordering="Japan1")), "CIDs are not plain"),
    "no widths": (assign(cid_font, "/W", None), "how wide"),
    "widths in ranges": (assign(cid_font, "/W", Array([1, 9, 500])), "widths are written"),
    "no descriptor": (assign(cid_font, "/FontDescriptor", None), "no descriptor"),
    "more described": (assign(described, "/XHeight", 500), "what is not understood"),
    "less described": (assign(described, "/Ascent", None), "cannot be read"),
    "described oddly": (assign(described, "/StemV", Name.Bold), "cannot be read"),
    "box of three": (assign(described, "/FontBBox", Array([0, 0, 1])), "cannot be read"),
    "not embedded": (assign(described, "/FontFile2", None), "not embedded"),
    "no font": (rewrite(lambda _: b"%!PS"), "no TrueType font"),
    "empty": (rewrite(lambda _: b"\0\1\0\0\0\1"), "cut short"),
    "cut": (rewrite(lambda data: data[: len(data) // 2]), "cut short"),
    "variable": (rewrite(lambda data: data.replace(b"gasp", b"fvar", 1)), "tables fvar"),
    "coloured": (rewrite(lambda data: data.replace(b"gasp", b"COLR", 1)), "tables COLR"),
    "no outlines": (rewrite(lambda data: data.replace(b"glyf", b"glxf", 1)), "damaged"),
    "few metrics": (table(b"hhea", put(34, b"\0\0")), "damaged"),
    "many metrics": (table(b"hhea", put(34, b"\xff\0")), "damaged"),
    "many glyphs": (table(b"maxp", put(4, b"\xff\0")), "damaged"),
    "places beyond": (table(b"loca", put(-2, b"\xff\xff")), "damaged"),
    "a part beyond": (table(b"glyf", part(b"\xff\xff")), "damaged"),
    "a part of itself": (table(b"glyf", part(b"\0\xab")), "damaged"),
    "more glyphs": (forget, "does not show"),
    "packed otherwise": (pack(Filter=Name.LZWDecode), "another way"),
    "packed with a predictor": (pack(DecodeParms=Dictionary(Predictor=12)), "another way"),
    "packed wrongly": (lambda font, _: program_of(described(font)).write(b"oddly", filter=FLATE), "unpacked"),
    "packed in part": (lambda font, _: half(program_of(described(font))), "cut short"),
}


@pytest.mark.parametrize("case", ALTERED)
def test_a_font_that_is_not_understood_stays_as_it_was_and_is_told(case):
    """… a volume is never printed in letters that were guessed."""
    change, reason = ALTERED[case]
    pdf = altered(printed(TEXT), change)

    volume = bound(printed(TEXT), pdf, printed(TEXT))

    assert volume.sharing.programs == 3
    assert volume.sharing.shared == 1
    (told,) = volume.sharing.kept
    assert told.startswith("PT-Serif: ")
    assert reason in told
    first, kept, last = volume.fonts()
    assert first.objgen == last.objgen != kept.objgen


@pytest.mark.parametrize("name", [b"/A#ff#fe", b"5"])
def test_a_font_whose_name_is_no_text_is_kept(name):
    """… no name is made up for it."""

    def rename(font, _pdf):
        font.BaseFont = pikepdf.Object.parse(name)

    sharing = bound(altered(printed(TEXT), rename)).sharing

    assert sharing.kept == ("a font without a name: its name is no text",)


def test_a_font_without_a_program_of_known_size_is_kept(monkeypatch):
    """… a file that swells without end when it is unpacked does not fill the machine's memory."""
    monkeypatch.setattr(streams, "LIMIT", 1000)

    sharing = bound(printed(TEXT)).sharing

    assert sharing.kept == ("PT-Serif: it is cut short, or larger than 1000 bytes",)


def test_a_program_that_is_not_packed_is_read_too():
    """… a file that was written without compression shares its fonts as well."""

    def unpack(font, _pdf):
        program_of(described(font)).write(program_of(described(font)).read_bytes())

    pdf = altered(printed(TEXT), unpack)
    packed = printed(TEXT)

    volume = bound(packed, pdf)

    assert (volume.sharing.shared, volume.sharing.kept) == (1, ())


def test_a_font_in_an_opentype_wrapper_is_kept():
    """… in one a CID is the number of a glyph, which is not the same in every file."""

    def wrap(font, _pdf):
        described(font).FontFile3.Subtype = Name.OpenType

    pdf = altered(printed("<p>港", "Noto Serif CJK SC"), wrap)

    assert bound(pdf).sharing.kept == ("Noto-Serif-CJK-SC: its program is of the kind /OpenType",)
