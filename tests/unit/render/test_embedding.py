"""Fonts with PostScript outlines, as they are embedded."""

import io
from contextlib import nullcontext

import pypdf
import pypdfium2
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from PIL import ImageChops

from communique.load.fc_list import find_fc_list, installed_faces
from communique.load.fontfile import machine_font
from communique.model import Asset, Page, Stylesheet
from communique.render import cff, conformance, inside, render
from communique.render.cff import is_by_cid, tidy

CHINESE = "港务局将于2024年10月1日启用东防波堤上的三座导灯：office flags。"


@pytest.fixture(scope="module")
def chinese():
    face = next(
        face
        for face in installed_faces(find_fc_list())
        if "Noto Serif CJK SC" in face.families and face.weight == 400
    )
    return machine_font(face.path, face.index)


@pytest.fixture(scope="module")
def named():
    """Return a font whose glyphs have names and no CIDs: a square for each of three letters."""
    builder = FontBuilder(1000, isTTF=False)
    letters = ("A", "B", "C")
    builder.setupGlyphOrder([".notdef", *letters])
    builder.setupCharacterMap({ord(letter): letter for letter in letters})
    outlines = {name: square(100 + 50 * place) for place, name in enumerate([".notdef", *letters])}
    builder.setupCFF("Named", {"FullName": "Named"}, outlines, {})
    builder.setupHorizontalMetrics(dict.fromkeys(outlines, (600, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Named", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    font = io.BytesIO()
    builder.save(font)
    return font.getvalue()


def square(side):
    pen = T2CharStringPen(600, None)
    pen.moveTo((0, 0))
    for point in ((side, 0), (side, side), (0, side)):
        pen.lineTo(point)
    pen.closePath()
    return pen.getCharString()


def page(text, font):
    css = '@font-face { font-family: F; src: url("f.otf") }\nhtml { font: 20pt F }'
    head = '<head><meta charset="utf-8"><title>T</title></head>'
    html = f'<html lang="zh">{head}<body><p>{text}</p></body></html>'
    return Page(html, (Stylesheet("f.css", css),), (Asset("f.otf", font),))


def embedded(pdf):
    """Return the kind of the only font in `pdf`, and its bytes."""
    fonts = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/Font"]
    (font,) = (entry.get_object()["/DescendantFonts"][0].get_object() for entry in fonts.values())
    stream = font["/FontDescriptor"]["/FontFile3"]
    return stream["/Subtype"], stream.get_data()


def picture(pdf):
    return pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil().convert("L")


def difference(one, other):
    """Return how far the darkest dot of one picture is from the other's, of 255."""
    return ImageChops.difference(one, other).getextrema()[1]


def test_a_chinese_font_is_embedded_bare_and_small(chinese):
    """… a page of Chinese can be mailed: of 25 MB a few dozen glyphs go with it."""
    pdf = render(page(CHINESE, chinese))

    kind, data = embedded(pdf)
    assert kind == "/CIDFontType0C"
    assert len(data) < 30_000
    assert len(pdf) < 40_000


def test_a_chinese_font_draws_what_it_drew_before_it_was_made_small(chinese, monkeypatch):
    """… every sign on paper is the one that was written: validators do not look at glyphs."""
    small = picture(render(page(CHINESE, chinese)))
    monkeypatch.setattr(inside, "compact_fonts", nullcontext)
    monkeypatch.setattr(conformance, "unwrap_fonts", lambda _pdf: None)

    whole = render(page(CHINESE, chinese))

    assert embedded(whole)[0] == "/OpenType"
    assert small.getextrema()[0] < 60
    assert difference(picture(whole), small) < 30  # hints fall a little otherwise


def test_a_chinese_page_says_what_it_shows(chinese):
    """… its text can be searched and copied."""
    pdf = render(page(CHINESE, chinese))

    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded()
    assert "".join(text.split()) == CHINESE.replace(" ", "")


def test_a_font_whose_glyphs_have_names_stays_in_its_wrapper(named, monkeypatch):
    """… only where a CID is looked up may the glyphs close up."""
    ours = render(page("CAB", named))
    monkeypatch.setattr(inside, "compact_fonts", nullcontext)
    theirs = render(page("CAB", named))

    kind, data = embedded(ours)
    assert kind == "/OpenType"
    assert TTFont(io.BytesIO(data))["maxp"].numGlyphs == 4
    assert difference(picture(ours), picture(theirs)) == 0


def test_a_font_with_names_does_not_tell_of_a_glyph_that_is_missing(named):
    """… preflight, which looks for the outline of .notdef, finds none where nothing is missing."""
    _, data = embedded(render(page("ABC", named)))

    outline = TTFont(io.BytesIO(data))["CFF "].cff.topDictIndex[0].CharStrings[".notdef"]
    outline.decompile()
    assert outline.program == ["endchar"]


def test_a_bare_font_says_first_that_its_glyphs_have_cids_and_tells_of_none_that_is_missing(chinese):
    """… a reader that looks at the first operator alone takes it for what it is (Adobe 5176, 18)."""
    _, data = embedded(render(page(CHINESE, chinese)))

    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), TTFont())
    top = fonts.topDictIndex[0]
    outline = top.CharStrings[".notdef"]
    outline.decompile()
    assert next(iter(top.rawDict)) == "ROS"
    assert set(outline.program) == {"endchar"}
    assert top.ROS == ("Adobe", "Identity", 0)
    assert is_by_cid(data)
    assert tidy(data) == data


@pytest.mark.parametrize(
    ("operand", "length"),
    [
        (b"\x8b", 1),
        (b"\xf7\x00", 2),
        (b"\x1c\x01\x00", 3),
        (b"\x1d\x00\x01\x00\x00", 5),
        (b"\x1e\xe2\xa2\x5f", 4),
    ],
)
def test_operators_are_found_after_operands_of_every_kind(operand, length):
    """… the order is changed between entries, and never inside one."""
    (top,) = list(cff.entries(operand + b"\x05"))

    assert len(operand) == length
    assert top == (operand, b"\x05")


@pytest.mark.parametrize(
    ("operand", "number"),
    [(b"\x8b", 0), (b"\xf7\x00", 108), (b"\x1c\x01\x00", 256), (b"\x1d\x00\x01\x00\x00", 65536)],
)
def test_an_offset_is_read_in_each_of_its_forms(operand, number):
    """… the outlines are found in small fonts and in large ones."""
    assert cff.integer(operand) == number
