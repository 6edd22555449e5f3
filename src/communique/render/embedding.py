"""Fonts in the PDF: one whose glyphs have CIDs is embedded as the table CFF alone.

Inside an OpenType font viewers take a CID for the number of a glyph, whatever the font says;
in a bare one they look it up (ISO 32000-1, 9.7.4.2). So the numbers of a subset may close up.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pydyf
from fontTools.ttLib import TTFont

from communique.render.cff import is_by_cid, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

WRAPPED, BARE = "/OpenType", "/CIDFontType0C"  # ISO 32000-1, table 126


def unwrap_fonts(pdf: Any) -> None:
    """Take each font whose glyphs have CIDs out of its OpenType wrapper."""
    for stream in _wrapped(pdf):
        with TTFont(BytesIO(b"".join(stream.stream)), lazy=True) as font:
            cff = font.reader["CFF "]
        if is_by_cid(cff):
            stream.stream = [tidy(cff)]
            stream.extra["Subtype"] = BARE


def _wrapped(pdf: Any) -> Iterator[Any]:
    for entry in pdf.objects:
        if isinstance(entry, pydyf.Stream) and entry.extra.get("Subtype") == WRAPPED:
            yield entry
