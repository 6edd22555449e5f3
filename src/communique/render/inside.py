"""WeasyPrint's inside: the one module that touches names which its makers may change at any time.

All else in this package asks here. `MINOR` is the version that these names were read in;
pyproject.toml pins it, and a test fails when either moves.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, Any

import weasyprint.document
import weasyprint.pdf
from fontTools.ttLib import TTFont
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.pdf.fonts import Font
from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset
from weasyprint.text.fonts import get_hb_object_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from weasyprint.document import Document
    from weasyprint.document import Page as PaintedPage

MINOR = "70.0"

# What lays text out, and what sets it from top to bottom: a PDF needs neither.
UNUSED_TABLES = (b"BASE", b"DSIG", b"GDEF", b"GPOS", b"GSUB", b"JSTF", b"VORG", b"vhea", b"vmtx")

NARROW = 0.2  # of the font's size: less than a letter's mean width in any text

SLACK = 0.5  # CSS pixels: what rounding moves an edge
NESTED = 20  # places of a link, such as its lines, that a box inside of it may lie in

# (pdf, document, version of PDF, streams of the pages)
Tagger = Callable[[Any, Any, Any, list[Any]], None]


@contextmanager
def tagging(tagger: Tagger) -> Iterator[None]:
    """Let `tagger` write the structure tree in WeasyPrint's place meanwhile."""
    theirs = weasyprint.pdf.add_tags
    weasyprint.pdf.add_tags = tagger
    try:
        yield
    finally:
        weasyprint.pdf.add_tags = theirs


@contextmanager
def hanging_spaces() -> Iterator[None]:
    """Let the space that ends a text hang out of its line, as it may (CSS Text 3, 4.1.3).

    Where a text before an element fits but for that space, Pango keeps it on one line; WeasyPrint
    counts the space, takes the line for one that is too long, and breaks it after its first word.
    """
    theirs = inline.split_first_line

    def split(text: str, style: Any, context: Any, width: float | None, *given: Any, **named: Any) -> Any:
        line = theirs(text, style, context, width, *given, **named)
        is_broken = line[2] is not None and width is not None and style["white_space"] == "normal"
        if not is_broken or not text.endswith(" ") or len(text) * style["font_size"] * NARROW > width:
            return line
        without_space = theirs(text.rstrip(" "), style, context, None, *given, **named)
        return theirs(text, style, context, None, *given, **named) if without_space[3] <= width else line

    inline.split_first_line = split
    try:
        yield
    finally:
        inline.split_first_line = theirs


@contextmanager
def before_layout(look: Callable[[list[Any]], None]) -> Iterator[None]:
    """Let `look` see the boxes of the whole text, and of its footnotes, before pages are made of them."""
    theirs = weasyprint.document.layout_document

    def lay_out(html: Any, root_box: Any, context: Any, *given: Any) -> Any:
        look([root_box, *context.footnotes])
        return theirs(html, root_box, context, *given)

    weasyprint.document.layout_document = lay_out
    try:
        yield
    finally:
        weasyprint.document.layout_document = theirs


@contextmanager
def compact_fonts() -> Iterator[None]:
    """Let a font of PostScript outlines hold no more than the glyphs that are used.

    Where glyphs have CIDs, WeasyPrint keeps a place for every one, which for Chinese makes 100 kB
    a face of nothing. And the box that stands for a glyph that is missing goes: none is, since
    that is a fault, and in the file it would tell of one.
    """
    theirs = Font._harfbuzz_subset

    def subset(font: Any, to_unicode: dict[int, str], hinting: bool) -> None:
        compact = _subset_by_cid(font, sorted({*to_unicode} - {0})) if "CFF " in font.tables else None
        if compact:
            font.file_content = compact
            return
        theirs(font, to_unicode, hinting)
        if "CFF " in font.tables and not font.missing:
            font.file_content = _without_box(font.file_content)

    Font._harfbuzz_subset = subset
    try:
        yield
    finally:
        Font._harfbuzz_subset = theirs


def _subset_by_cid(font: Any, glyphs: list[int]) -> bytes | None:
    """Return a font of `glyphs` alone, or None where a glyph's CID, which the page names, is not its number.

    The CIDs stand in the charset of the table CFF (ISO 32000-1, 9.7.4.2; Adobe Technical Note 5176, 13).
    """
    order = ffi.gc(harfbuzz_subset.hb_subset_input_create_or_fail(), harfbuzz_subset.hb_subset_input_destroy)
    _fill(harfbuzz_subset.hb_subset_input_glyph_set(order), glyphs)
    tags = [harfbuzz.hb_tag_from_string(table, -1) for table in UNUSED_TABLES]
    _fill(
        harfbuzz_subset.hb_subset_input_set(order, harfbuzz_subset.HB_SUBSET_SETS_DROP_TABLE_TAG),
        sorted(tags),
    )
    harfbuzz_subset.hb_subset_input_set_flags(order, harfbuzz_subset.HB_SUBSET_FLAGS_DESUBROUTINIZE)
    face = ffi.gc(harfbuzz_subset.hb_subset_or_fail(font.hb_face, order), harfbuzz.hb_face_destroy)
    data = bytes(get_hb_object_data(face))
    with TTFont(BytesIO(data), lazy=True) as subset:
        top = subset["CFF "].cff.topDictIndex[0]
        named_by_cid = hasattr(top, "ROS") and {f"cid{glyph:05d}" for glyph in glyphs} <= {*top.charset}
    return data if named_by_cid else None


def _without_box(data: bytes) -> bytes:
    """Return the font `data` with an empty glyph .notdef."""
    with TTFont(BytesIO(data), lazy=True, recalcTimestamp=False) as font, BytesIO() as result:
        box = font["CFF "].cff.topDictIndex[0].CharStrings[".notdef"]
        box.setProgram(["endchar"])
        font.save(result)
        return result.getvalue()


def _fill(hb_set: Any, numbers: list[int]) -> None:
    harfbuzz.hb_set_add_sorted_array(hb_set, ffi.new("hb_codepoint_t[]", numbers), len(numbers))


@cache
def srgb_profile() -> bytes:
    """Return the ICC profile of sRGB (IEC 61966-2-1) that comes with WeasyPrint.

    WeasyPrint opens it for each PDF/A file, and leaves it open.
    """
    return (files(weasyprint.pdf) / "sRGB2014.icc").read_bytes()


def page_box(page: PaintedPage) -> Any:
    """Return the box of the whole page."""
    return page._page_box


def type_area(page: PaintedPage) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of what the margins leave, in CSS pixels from the upper left."""
    box = page_box(page)
    left, top = box.content_box_x(), box.content_box_y()
    return left, top, left + box.width, top + box.height


def join_areas_of_links(document: Document) -> None:
    """Leave of each link the areas that lie in none before: each box inside of it has one of its own."""
    for page in document.pages:
        kept: list[Any] = []
        for link in page.links:
            if not any(link[:2] == one[:2] and _encloses(one[2], link[2]) for one in kept[-NESTED:]):
                kept.append(link)
        page.links[:] = kept


def _encloses(outer: Sequence[float], inner: Sequence[float]) -> bool:
    """Say whether `inner` stands within `outer`; what is set in another font may be a little taller."""
    left, top, right, bottom = outer
    is_beside = inner[0] < left - SLACK or inner[2] > right + SLACK
    return not is_beside and top < (inner[1] + inner[3]) / 2 < bottom


def root_element(document: Document) -> Element:
    """Return the HTML's own element."""
    children = page_box(document.pages[0]).children
    return next(box.element for box in children if box.element_tag == "html")


def placed(box: Any) -> Any:
    """Return the box itself where `box` only holds the place of one that is positioned absolutely."""
    return getattr(box, "_box", box)


def marked_boxes(stream: Any) -> dict[Any, int]:
    """Return the boxes whose content is marked in a page's stream, each with its MCID."""
    return {box: mark["mcid"] for box, mark in stream._tags.items()}


def texts(document: Document) -> Iterator[Any]:
    """Return the box of each text on each page, running heads and feet among them."""
    stack = [page_box(page) for page in document.pages]
    while stack:
        box = placed(stack.pop())
        if isinstance(box, boxes.TextBox):
            yield box
        stack.extend(box.children)


def is_running(box: Any) -> bool:
    """Tell whether `box` was taken out of the text, to stand in the margin of each page."""
    return bool(box.is_running())


def is_margin_box(box: Any) -> bool:
    """Tell whether `box` stands in the margin of a page: a running head or foot."""
    return isinstance(box, boxes.MarginBox)


def is_table_head_or_foot(box: Any) -> bool:
    """Tell whether `box` is a table's rows that are repeated on each page."""
    return isinstance(box, boxes.TableRowGroupBox) and bool(box.is_header or box.is_footer)


def text_of(box: Any) -> str:
    """Return the text that `box` shows, in the order of reading; none where it is no text."""
    return box.text if isinstance(box, boxes.TextBox) else ""


def last_text(box: Any) -> list[Any]:
    """Return the last text of the line that `box` is, if it is one from right to left and has any."""
    if not isinstance(box, boxes.LineBox) or not runs_from_right(box):
        return []
    return [one for one in box.descendants() if isinstance(one, boxes.TextBox)][-1:]


def runs_from_right(box: Any) -> bool:
    """Tell whether the text around `box` runs from right to left."""
    return bool(box.style["direction"] == "rtl")


def is_picture(box: Any) -> bool:
    """Tell whether `box` shows a picture."""
    return isinstance(box, boxes.ReplacedBox)
