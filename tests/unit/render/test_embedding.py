"""Fonts with PostScript outlines, as they are embedded."""

import io
from contextlib import nullcontext

import pypdf
import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from PIL import ImageChops

from communique.load.fc_list import find_fc_list, installed_faces
from communique.load.fontfile import machine_font
from communique.model import Asset, Page, Stylesheet
from communique.render import conformance, inside, render

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


@pytest.mark.parametrize("which", ["chinese", "named"])
def test_no_font_tells_of_a_glyph_that_is_missing(which, request):
    """… preflight, which looks for the outline of .notdef, finds none where nothing is missing."""
    text = {"chinese": CHINESE, "named": "ABC"}[which]

    kind, data = embedded(render(page(text, request.getfixturevalue(which))))

    if kind == "/OpenType":
        outline = TTFont(io.BytesIO(data))["CFF "].cff.topDictIndex[0].CharStrings[".notdef"]
        outline.decompile()
        assert outline.program == ["endchar"]
    assert len(data) < 40_000
