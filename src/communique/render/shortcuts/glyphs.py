"""Glyphs in a page's stream: each is looked up once for its font, and a kerning of 0 is left out.

WeasyPrint asks Pango for each glyph of each line, and writes such a kerning after most of them, where
widths were rounded: a sixth of a page's stream.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import weasyprint.draw.text
from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = 5  # of four bytes that a PangoGlyphInfo has: glyph, width, x offset, y offset, flags
EMPTY, UNKNOWN = pango.PANGO_GLYPH_EMPTY, pango.PANGO_GLYPH_UNKNOWN_FLAG
PARAGRAPH_ENDS = frozenset("\n\r\u2029")  # at which Pango parts a text that is not told to be one
TINY = 1e-6  # of a CSS pixel: what a PDF's numbers do not show


@contextmanager
def glyphs_by_font() -> Iterator[None]:
    """Write glyphs so meanwhile."""
    theirs, writer = weasyprint.draw.text.draw_first_line, _Writer()

    def draw(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> list[Any]:
        is_whole = text_overflow != "ellipsis" and block_ellipsis == "none"
        if is_whole and isinstance(textbox, TextBox) and writer.write(stream, textbox, matrix):
            return []
        return list(theirs(stream, textbox, text_overflow, block_ellipsis, matrix))

    weasyprint.draw.text.draw_first_line = draw
    try:
        yield
    finally:
        weasyprint.draw.text.draw_first_line = theirs


class _Face:
    """A font at a size, with each glyph as it is written."""

    def __init__(self, pango_font: Any, font: Any, size: float, holder: Any) -> None:
        self.pango_font = pango_font
        self.font = font
        self.size = size
        self.holder = holder  # a layout in this font: what the font's address stands for meanwhile
        self.is_plain = not (font.png or font.svg or font.colr or font.bitmap)
        self.written: dict[tuple[int, int, int], str] = {}  # by glyph, advance and offset


class _Writer:
    """Writes texts, with the faces of the document to which they belong."""

    def __init__(self) -> None:
        self.fonts: Any = None  # of the document, as WeasyPrint keeps them
        self.faces: dict[Any, _Face] = {}

    def write(self, stream: Any, textbox: Any, matrix: Any) -> bool:
        """Write the text of `textbox`, or nothing where WeasyPrint has to: return whether it is done."""
        text = textbox.pango_layout.text
        if not textbox.text.strip() or textbox.style["font_size"] < TINY or PARAGRAPH_ENDS & {*text}:
            return False
        runs = list(self._runs(stream, textbox.pango_layout))
        if not runs or not all(face.is_plain and _is_plain(glyphs) for face, _, glyphs in runs):
            self._forget(textbox.pango_layout.layout)  # WeasyPrint will change it
            return False
        stream.set_text_matrix(*matrix.values)
        string, before = "", runs[0][0]
        stream.set_font_size(before.font.hash, before.size)
        for face, item, glyphs in runs:
            if face is not before:
                _show(stream, string)
                string, before = "", face
                stream.set_font_size(face.font.hash, face.size)
            string += f"<{self._written(stream, face, item, glyphs, text)}>"
        _show(stream, string)
        return True

    def _runs(self, stream: Any, layout: Any) -> Iterator[tuple[_Face, Any, memoryview]]:
        """Give each run of the only line: its face, Pango's item, its glyphs as numbers."""
        if stream._fonts is not self.fonts:
            self.fonts, self.faces = stream._fonts, {}
        line, _ = layout.get_first_line()
        run = line.runs[0]
        while run != ffi.NULL:
            item = run.data
            count = item.glyphs.num_glyphs
            numbers = memoryview(ffi.buffer(item.glyphs.glyphs, count * WORDS * 4)).cast("i")
            yield self._face(stream, item.item.analysis.font, layout), item, numbers
            run = run.next

    def _face(self, stream: Any, pango_font: Any, layout: Any) -> _Face:
        if pango_font not in self.faces:
            font, size = stream.add_font(pango_font)
            self.faces[pango_font] = _Face(pango_font, font, size, layout.layout)
        return self.faces[pango_font]

    def _forget(self, layout: Any) -> None:
        self.faces = {key: face for key, face in self.faces.items() if face.holder is not layout}

    def _written(self, stream: Any, face: _Face, item: Any, glyphs: memoryview, text: str) -> str:
        written = face.written
        parts = []
        for place, key in enumerate(_keys(glyphs)):
            if key not in written:
                _note_text(face.font, item, place, key[0], text)
                written[key] = _write(stream, face, *key)
            parts.append(written[key])
        return "".join(parts)


def _show(stream: Any, string: str) -> None:
    """Write a line, or a part of it in one font; between two numbers is a space."""
    stream.show_text(string.replace("<>", " "))


def _keys(glyphs: memoryview) -> Iterator[tuple[int, int, int]]:
    """Give each glyph with its advance and its offset to the right, in Pango's units."""
    return zip(glyphs[::WORDS], glyphs[1::WORDS], glyphs[2::WORDS], strict=True)


def _is_plain(glyphs: memoryview) -> bool:
    """Tell whether the font has all `glyphs`, and all stand on the line."""
    return not any(glyphs[3::WORDS]) and all(glyph < UNKNOWN for glyph in glyphs[::WORDS])


def _note_text(font: Any, item: Any, place: int, glyph: int, text: str) -> None:
    """Note for which letters of `text` the glyph at `place` of `item` stands, unless that is known."""
    if glyph == EMPTY or glyph in font.to_unicode:
        return
    clusters, length = item.glyphs.log_clusters, item.item.length
    start = clusters[place]
    if item.item.analysis.level % 2:  # from right to left
        end = clusters[place - 1] if place else length
    else:
        end = clusters[place + 1] if place + 1 < item.glyphs.num_glyphs else length
    offset = item.item.offset
    font.to_unicode[glyph] = text.encode()[offset + start : offset + end].decode()


def _write(stream: Any, face: _Face, glyph: int, advance: int, shift: int) -> str:
    """Return a glyph and the space around it as a PDF's text array has them (ISO 32000-1, 9.4.3)."""
    if glyph == EMPTY:
        return f">{-advance / face.size}<" if advance else ""
    font = face.font
    if glyph not in font.widths:
        pango.pango_font_get_glyph_extents(face.pango_font, glyph, stream.ink_rect, stream.logical_rect)
        font.widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / face.size)
    offset = shift / face.size
    kerning = int(font.widths[glyph] + offset - advance * 1000 * FROM_UNITS / face.size)
    return (f">{-offset}<" if offset else "") + f"{glyph:04x}" + (f">{kerning}<" if kerning else "")
