"""WeasyPrint's inside: the one module that touches names which its makers may change at any time.

All else in this package asks here. `MINOR` is the version that these names were read in;
pyproject.toml pins it, and a test fails when either moves.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import weasyprint.pdf
from weasyprint.formatting_structure import boxes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from weasyprint.document import Document
    from weasyprint.document import Page as PaintedPage

MINOR = "70.0"

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


def text_styles(document: Document) -> Iterator[dict[str, Any]]:
    """Return the style of each text on each page."""
    for page in document.pages:
        for box in page_box(page).descendants():
            if isinstance(box, boxes.TextBox):
                yield box.style


def is_margin_box(box: Any) -> bool:
    """Tell whether `box` stands in the margin of a page: a running head or foot."""
    return isinstance(box, boxes.MarginBox)


def is_table_head_or_foot(box: Any) -> bool:
    """Tell whether `box` is a table's rows that are repeated on each page."""
    return isinstance(box, boxes.TableRowGroupBox) and bool(box.is_header or box.is_footer)


def is_picture(box: Any) -> bool:
    """Tell whether `box` shows a picture."""
    return isinstance(box, boxes.ReplacedBox)
