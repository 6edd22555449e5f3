"""What the structure tree says of one page's marked content (ISO 32000-1, 14.7)."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from communique.model import direction

INLINE = frozenset({"Annot", "Code", "Link", "Quote", "Reference", "Span"})
HEADING = re.compile(r"H[1-6]")
MOST_ELEMENTS = 20_000  # of one page; a full one has some hundred
LONGEST = 4096  # bytes that are read of one string


@dataclass(frozen=True, slots=True)
class Part:
    """What one piece of marked content belongs to."""

    tag: str = ""
    language: str = ""
    block: int = -1  # the paragraph, heading, cell …, counted on its page
    alternative: str = ""  # of a Figure


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6."""

    language: str
    level: int
    block: int


INDENTED = {
    "LBody",
    "BlockQuote",
}  # their paragraphs begin further in than others, and count as what they stand in
ANONYMOUS = Part()  # what no tag refers to


@dataclass(slots=True)
class Tags:
    """The tags of one page."""

    parts: dict[int, Part] = field(default_factory=dict)  # by MCID
    headings: list[Heading] = field(default_factory=list)  # in the order of reading


def read_tags(page: Any) -> Tags:
    """Read the tags of an open `page` of PDFium's; of a page without any, none."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return Tags()
    try:
        reader = _Reader()
        count = pdfium.FPDF_StructTree_CountChildren(tree)
        roots = [pdfium.FPDF_StructTree_GetChildAtIndex(tree, index) for index in range(count)]
        reader.read(roots)
        return reader.tags
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def is_right_to_left(language: str) -> bool:
    """Tell whether `language` is written from right to left; of what is no language, no."""
    try:
        return direction(language) == "rtl"
    except ValueError:  # a file says what it likes
        return False


class _Reader:
    """Walks the tree without recursion: a file may nest as deep as it likes."""

    def __init__(self) -> None:
        self.tags = Tags()
        self.blocks = 0
        self.buffer: Any = ctypes.create_string_buffer(LONGEST)

    def read(self, roots: list[Any]) -> None:
        stack = [(root, ANONYMOUS) for root in reversed(roots) if root]
        for _ in range(MOST_ELEMENTS):
            if not stack:
                break
            element, above = stack.pop()
            part = self._part(element, above)
            marks, below = self._children(element)
            self.tags.parts |= dict.fromkeys(marks, part)
            stack += [(child, part) for child in reversed(below)]

    def _part(self, element: Any, above: Part) -> Part:
        tag = self._told(pdfium.FPDF_StructElement_GetType, element)
        language = self._told(pdfium.FPDF_StructElement_GetLang, element) or above.language
        if tag in INLINE:
            return Part(above.tag, language, above.block)
        self.blocks += 1
        if HEADING.fullmatch(tag):
            self.tags.headings.append(Heading(language, int(tag[1]), self.blocks))
        is_figure = tag == "Figure"
        alternative = self._told(pdfium.FPDF_StructElement_GetAltText, element) if is_figure else ""
        if tag == "P" and above.tag in INDENTED:
            tag = above.tag
        return Part(tag, language, self.blocks, alternative)

    def _children(self, element: Any) -> tuple[list[int], list[Any]]:
        marks, below = [], []
        for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
            mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)
            if mark >= 0:
                marks.append(mark)
            elif child := pdfium.FPDF_StructElement_GetChildAtIndex(element, index):
                below.append(child)
        return marks, below

    def _told(self, ask: Any, element: Any) -> str:
        length = ask(element, self.buffer, LONGEST)
        if length > LONGEST:  # nothing is written then
            return ""
        told: bytes = self.buffer[:length]
        return told.decode("utf-16-le", errors="replace").rstrip("\0")
