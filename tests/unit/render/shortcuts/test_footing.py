"""Holds WeasyPrint to the functions that the shortcuts stand in for."""

import hashlib
import inspect
import textwrap

import pytest
from cssselect2 import Matcher
from weasyprint import css, images
from weasyprint.css import AnonymousStyle, ComputedStyle, StyleFor, units
from weasyprint.draw import text as drawn_text
from weasyprint.formatting_structure import build
from weasyprint.layout import percent
from weasyprint.svg.path import path
from weasyprint.text import fonts, line_break
from weasyprint.text.ffi import ffi

READ_IT_AGAIN = (
    "read it again in the new WeasyPrint, mend the shortcut that stands for it, then note its digest"
)
SOURCES = {
    "styles": (
        StyleFor.__init__,
        StyleFor.__call__,
        StyleFor.set_computed_styles,
        StyleFor.add_page_declarations,
        css.find_style_attributes,
        units.to_pixels,
        build.element_to_box,
        build.set_viewport_overflow,
        Matcher.add_selector,
        Matcher.match,
    ),
    "lengths": (
        percent.resolve_percentages,
        percent.adjust_box_sizing,
        AnonymousStyle.copy,
        ComputedStyle.copy,
    ),
    "layouts": (
        line_break.Layout,
        line_break.first_line_metrics,
        line_break.create_layout,
        fonts.get_font_description,
        drawn_text.draw_text,
    ),
    "glyphs": (drawn_text.draw_first_line,),
    "paths": (path,),
    "pictures": (images.RasterImage.get_x_object,),
}
DIGESTS = {
    "styles": "cd01a80dc894fa85",
    "lengths": "d59753d5ed40b6bc",
    "layouts": "216866de25731dce",
    "glyphs": "1bb8eae6d88e71b1",
    "paths": "194cd562b8d98251",
    "pictures": "cf38f6b4e2a1186c",
}


@pytest.mark.parametrize("shortcut", SOURCES)
def test_what_a_shortcut_stands_for_is_what_was_read(shortcut):
    """… no other version of WeasyPrint is taken for the one that was read."""
    sources = "".join(textwrap.dedent(inspect.getsource(one)) for one in SOURCES[shortcut])

    assert hashlib.sha256(sources.encode()).hexdigest()[:16] == DIGESTS[shortcut], READ_IT_AGAIN


def test_a_glyph_is_five_numbers():
    """… glyphs are read from Pango's memory at the right places."""
    offsets = [ffi.offsetof("PangoGlyphInfo", *place) for place in (("glyph",), ("geometry", "width"))]

    assert ffi.sizeof("PangoGlyphInfo") == 20
    assert offsets == [0, 4]
    assert [ffi.offsetof("PangoGlyphGeometry", name) for name in ("width", "x_offset", "y_offset")] == [
        0,
        4,
        8,
    ]
