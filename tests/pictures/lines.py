"""A PDF's bytes → its lines of text, each with its page, its ends and its baseline.

Lengths are points from the upper left corner of a page. Lines stand in the order in which they
were painted, which is the order of the HTML: a line is what was painted in one go on one baseline.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pypdfium2
from pypdfium2 import raw

RAISED = 4.5  # points by which a figure of a footnote may stand above its line
GAP = 12  # points between two words of one line, at most
HYPHEN = 2  # what PDFium says of the hyphen at a line's end


@dataclass(frozen=True)
class Line:
    """A line of text where it stands."""

    page: int  # from 1
    left: float
    right: float
    baseline: float
    text: str


@dataclass(frozen=True)
class Glyph:
    """A character where it is painted."""

    text: str
    origin: float
    left: float  # of its box
    right: float
    baseline: float


def read_lines(pdf: bytes, first: int | None = None) -> list[Line]:
    """Return the lines of `pdf`, or of its `first` pages."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            line for number in range(len(document))[:first] for line in _lines(document[number], number + 1)
        ]
    finally:
        document.close()


def _lines(page: pypdfium2.PdfPage, number: int) -> Iterator[Line]:
    line, before = None, None
    for glyph in _glyphs(page):
        if line and before and _follows(glyph, before, line.baseline):
            left, right = min(line.left, glyph.origin), max(line.right, glyph.right)
            line = replace(line, left=left, right=right, text=line.text + glyph.text)
        else:
            if line and line.text.strip():
                yield _rounded(line)
            line = Line(number, glyph.origin, glyph.right, glyph.baseline, glyph.text)
        before = glyph
    if line and line.text.strip():
        yield _rounded(line)


def _follows(glyph: Glyph, before: Glyph, baseline: float) -> bool:
    gap = max(glyph.left - before.right, before.left - glyph.right)
    return abs(glyph.baseline - baseline) < RAISED and gap < GAP


def _rounded(line: Line) -> Line:
    left, right, baseline = (round(length, 1) for length in (line.left, line.right, line.baseline))
    return Line(line.page, left, right, baseline, " ".join(line.text.split()))


def _glyphs(page: pypdfium2.PdfPage) -> Iterator[Glyph]:
    height = page.get_height()
    textpage = page.get_textpage()
    try:
        for index in range(textpage.count_chars()):
            code = raw.FPDFText_GetUnicode(textpage, index)
            if raw.FPDFText_IsGenerated(textpage, index) and code != HYPHEN:
                continue  # PDFium's guess at spaces and line ends
            x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
            raw.FPDFText_GetCharOrigin(textpage, index, x, y)
            raw.FPDFText_GetLooseCharBox(textpage, index, box)
            text = "-" if code == HYPHEN else chr(code)
            yield Glyph(text, x.value, box.left, box.right, height - y.value)
    finally:
        textpage.close()
