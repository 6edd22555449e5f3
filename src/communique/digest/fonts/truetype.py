"""TrueType programs of one face in, one program of all their glyphs out.

Source: the OpenType specification, tables head, hhea and maxp; ISO 32000-1, 9.9 on which are needed.
"""

from __future__ import annotations

import struct
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from communique.digest.fonts.glyphs import DAMAGED, Glyph, Numbered, numbered
from communique.digest.fonts.sfnt import font_of, tables
from communique.digest.fonts.unshareable import expect

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

NEEDED = {b"glyf": 0, b"head": 54, b"hhea": 36, b"hmtx": 0, b"loca": 0, b"maxp": 32}  # and their least length
HINTS = (b"cvt ", b"fpgm", b"prep")
OTHERWISE_DRAWN = {b"CBDT", b"CFF ", b"CFF2", b"COLR", b"EBDT", b"SVG ", b"fvar", b"gvar", b"sbix"}
SHORT = 2**17  # bytes of outlines that places of two bytes can tell
BOX, ADVANCES, MAXIMA = struct.Struct(">4h"), struct.Struct(">H3h"), struct.Struct(">13H")


class TrueType(NamedTuple):
    """Glyphs of a face, and what its program says of all."""

    head: bytes
    hhea: bytes
    maxp: bytes
    hints: tuple[bytes, ...]
    bounds: tuple[int, ...]  # the most that any glyph has of each; what is meant as the least is negative
    glyphs: dict[int, Glyph]

    @property
    def face(self) -> tuple[object, ...]:
        """Return what is the same of one face in every file: revision, units, metrics of lines, hints."""
        head, hhea = self.head, self.hhea
        return head[4:8], head[16:20], head[44:50], hhea[4:10], hhea[18:34], self.maxp[:4], self.hints

    def written(self, glyphs: Mapping[int, Glyph], bounds: tuple[int, ...]) -> bytes:
        """Return a program of the face that has `glyphs`."""
        placed = _with_parts(glyphs)
        numbers = {glyph: number for number, glyph in reversed(placed.items())}
        outlines = [b""] * (max(placed) + 1)
        metrics = [bytes(4)] * len(outlines)
        for number, glyph in placed.items():
            parts = [numbers[part] for part in glyph.parts]
            outlines[number] = numbered(glyph.outline, parts) if parts else glyph.outline
            metrics[number] = glyph.metric
        return self._font(outlines, metrics, bounds)

    def _font(self, outlines: list[bytes], metrics: list[bytes], bounds: tuple[int, ...]) -> bytes:
        left, bottom, right, top, advance, before, after, extent = bounds[:8]
        is_long, places = _located(outlines)
        head, hhea, maxp = bytearray(self.head), bytearray(self.hhea), bytearray(self.maxp)
        BOX.pack_into(head, 36, -left, -bottom, right, top)
        head[50:52] = bytes([0, is_long])
        ADVANCES.pack_into(hhea, 10, advance, -before, -after, extent)
        hhea[34:36] = maxp[4:6] = len(outlines).to_bytes(2, "big")
        MAXIMA.pack_into(maxp, 6, *bounds[8:])
        parts = {
            b"glyf": b"".join(outlines),
            b"head": bytes(head),
            b"hhea": bytes(hhea),
            b"hmtx": b"".join(metrics),
            b"loca": places,
            b"maxp": bytes(maxp),
            **{tag: table for tag, table in zip(HINTS, self.hints, strict=True) if table},
        }
        return font_of(parts)


def read_truetype(program: bytes, used: Collection[int]) -> TrueType:
    """Return the glyphs of `program`, whose text shows the numbers `used`. Raises Unshareable."""
    found = tables(program)
    others = sorted(OTHERWISE_DRAWN & found.keys())
    expect(not others, f"its program has the tables {b', '.join(others).decode()}")
    expect(all(tag in found and len(found[tag]) >= least for tag, least in NEEDED.items()), DAMAGED)
    top = max(used, default=0)
    program_glyphs = Numbered(found)
    glyphs = program_glyphs.read([0, *used])
    expect(program_glyphs.is_all(), "its program has glyphs that its text does not show")
    # Above the last one shown stand parts, whose numbers are of this subset alone.
    stable = {number: glyph for number, glyph in glyphs.items() if number <= top}
    head, hhea, maxp = found[b"head"], found[b"hhea"], found[b"maxp"]
    left, bottom, right, upper = BOX.unpack_from(head, 36)
    advance, before, after, extent = ADVANCES.unpack_from(hhea, 10)
    bounds = (-left, -bottom, right, upper, advance, -before, -after, extent, *MAXIMA.unpack_from(maxp, 6))
    hints = tuple(found.get(tag, b"") for tag in HINTS)
    return TrueType(head, hhea, maxp, hints, bounds, stable)


def _with_parts(glyphs: Mapping[int, Glyph]) -> dict[int, Glyph]:
    """Return `glyphs` and, under numbers that none has, those of their parts that are not among them."""
    placed = dict(sorted(glyphs.items()))
    known = set(placed.values())
    free = (number for number in count(1) if number not in placed)
    waiting = [*placed.values()]
    for glyph in waiting:
        for part in glyph.parts:
            if part not in known:
                known.add(part)
                placed[next(free)] = part
                waiting.append(part)
    return placed


def _located(outlines: list[bytes]) -> tuple[bool, bytes]:
    """Return whether places need four bytes, and the table loca."""
    ends, end = [0], 0
    for outline in outlines:
        end += len(outline)
        ends.append(end)
    if end < SHORT:
        return False, struct.pack(f">{len(ends)}H", *(place // 2 for place in ends))
    return True, struct.pack(f">{len(ends)}I", *ends)
