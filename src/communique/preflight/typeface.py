"""What PDFium tells of a font: whether it is in the file, and how it draws a character."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

LONGEST_NAME = 256  # bytes


def font_of(text: Any) -> tuple[bytes, Any]:
    """Return the font of a text: what tells it from others, and its handle."""
    font = pdfium.FPDFTextObj_GetFont(text)
    return bytes(font), font


def is_embedded(font: Any) -> bool:
    """Tell whether a font travels with the file."""
    return bool(pdfium.FPDFFont_GetIsEmbedded(font))


def name_of(font: Any) -> str:
    """Return the font's PostScript name."""
    buffer = ctypes.create_string_buffer(LONGEST_NAME)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, LONGEST_NAME)
    return buffer.value.decode(errors="replace")


def outline(font: Any, character: str) -> list[tuple[float, float]]:
    """Return the points of the glyph that draws `character`; of one that is not there, of .notdef."""
    path = pdfium.FPDFFont_GetGlyphPath(font, ord(character), 1000.0)
    count = pdfium.FPDFGlyphPath_CountGlyphSegments(path) if path else 0
    x, y = ctypes.c_float(), ctypes.c_float()
    points = []
    for index in range(count):
        pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFGlyphPath_GetGlyphPathSegment(path, index), x, y)
        points.append((x.value, y.value))
    return points
