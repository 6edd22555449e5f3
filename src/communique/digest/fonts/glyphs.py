"""The glyphs of a TrueType font, each as a value that does not depend on the numbers of others.

A composite glyph names its parts by number. Subsets of one face agree in the numbers of those glyphs
that their text shows; parts that stand behind these have others in each subset. So here a composite
holds its parts themselves, and where it names them is blank.

Source: the OpenType specification, tables glyf, hmtx and loca.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

from communique.digest.fonts.unshareable import Unshareable, expect

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DAMAGED = "its program is damaged"
DEPTH = 16  # of parts within parts, at most (table maxp)
PARTS = 4096  # of one glyph, at most, with the parts' own: any real one has some twenty
HEADER = 10  # bytes: the number of contours and the box
LEAST_PART = 6  # bytes: flags, number and two arguments
WORDS, SCALE, MORE, TWO_SCALES, MATRIX = 0x01, 0x08, 0x20, 0x40, 0x80  # flags of a part
SCALES = SCALE | TWO_SCALES | MATRIX


class Glyph(NamedTuple):
    """What a glyph draws, and how far it moves the pen."""

    outline: bytes  # of an even length
    metric: bytes  # advance and left side bearing: the place of a composite's part depends on them too
    parts: tuple[Glyph, ...] = ()


class Numbered:
    """The glyphs of one program, read when they are asked for."""

    def __init__(self, tables: Mapping[bytes, bytes]) -> None:
        self._outlines, self._metrics, self._places = tables[b"glyf"], tables[b"hmtx"], tables[b"loca"]
        is_short = tables[b"head"][50:52] == bytes(2)
        self._unit, self._step = (2, 2) if is_short else (1, 4)
        self._place = struct.Struct(">2H" if is_short else ">2I")
        self._count = int.from_bytes(tables[b"maxp"][4:6], "big")
        self._long_metrics = int.from_bytes(tables[b"hhea"][34:36], "big")
        expect(
            0 < self._long_metrics <= self._count
            and len(self._metrics) >= 2 * (self._long_metrics + self._count)
            and len(self._places) >= (self._count + 1) * self._step
            and self._span(self._count - 1)[1] * self._unit <= len(self._outlines),
            DAMAGED,
        )
        # The glyphs after the last long metric have its advance.
        self._last_advance = self._metrics[4 * self._long_metrics - 4 :][:2]
        self._glyphs: dict[int, Glyph] = {}
        self._weights: dict[int, int] = {}
        self._length = 0  # of all outlines that were read

    def read(self, numbers: Iterable[int]) -> dict[int, Glyph]:
        """Return the glyphs of `numbers` and the parts of these. Raises Unshareable."""
        for number in numbers:
            if number not in self._glyphs:
                self._glyph(number)
        return self._glyphs

    def is_all(self) -> bool:
        """Tell whether the program draws nothing that was not read."""
        return self._length == self._span(self._count - 1)[1] - self._span(0)[0]

    def _span(self, number: int) -> tuple[int, int]:
        """Return where an outline begins and ends, in units of the table loca."""
        start, end = self._place.unpack_from(self._places, number * self._step)
        return start, end

    def _glyph(self, number: int, depth: int = 0) -> Glyph:
        # Called fifty times for each font of each file, it calls nothing for a glyph without parts.
        if number >= self._count or depth == DEPTH:
            raise Unshareable(DAMAGED)
        start, end = self._place.unpack_from(self._places, number * self._step)
        outline = self._outlines[start * self._unit : end * self._unit]
        parts: tuple[Glyph, ...] = ()
        if outline and outline[0] >> 7:  # a negative number of contours
            outline, numbers = _blanked(outline)
            parts = tuple(self._glyphs.get(part) or self._glyph(part, depth + 1) for part in numbers)
            self._weigh(number, numbers)
        if len(outline) % 2:
            outline += b"\0"
        self._length += end - start
        if number < self._long_metrics:
            metric = self._metrics[4 * number : 4 * number + 4]
        else:
            metric = self._last_advance + self._metrics[2 * (self._long_metrics + number) :][:2]
        glyph = self._glyphs[number] = Glyph(outline, metric, parts)
        return glyph

    def _weigh(self, number: int, parts: Iterable[int]) -> None:
        """Count the parts of a glyph and theirs. Raises Unshareable where they are too many."""
        self._weights[number] = sum(1 + self._weights.get(part, 0) for part in parts)
        expect(self._weights[number] <= PARTS, DAMAGED)


def part_places(outline: bytes) -> list[int]:
    """Return where the composite glyph `outline` names its parts. Raises Unshareable."""
    places, start, more = [], HEADER, MORE
    while more:
        expect(start + LEAST_PART <= len(outline), DAMAGED)
        flags = outline[start + 1]  # all that are asked for stand in the lower byte
        places.append(start + 2)
        start += 8 if flags & WORDS else 6
        if flags & SCALES:
            start += 2 if flags & SCALE else 4 if flags & TWO_SCALES else 8
        more = flags & MORE
    return places


def numbered(outline: bytes, numbers: Iterable[int]) -> bytes:
    """Return the composite glyph `outline` with its parts named by `numbers`."""
    named = bytearray(outline)
    for place, number in zip(part_places(outline), numbers, strict=True):
        named[place : place + 2] = number.to_bytes(2, "big")
    return bytes(named)


def _blanked(outline: bytes) -> tuple[bytes, list[int]]:
    """Return the composite glyph `outline` without the numbers of its parts, and these."""
    blank, numbers = bytearray(outline), []
    for place in part_places(outline):
        numbers.append(outline[place] << 8 | outline[place + 1])
        blank[place] = blank[place + 1] = 0
    return bytes(blank), numbers
