"""A font's bytes → its names, its letters, or one face of a collection."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from communique.load.reading import MIB, ReadingError, read_bytes

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_FONT = 32 * MIB  # bytes; one that holds all of Chinese has twenty-five
COLLECTION = b"ttcf"  # OpenType 1.9, Font Collections
POSTSCRIPT = b"OTTO"  # outlines in the table CFF
FAMILY, TYPOGRAPHIC_FAMILY = 1, 16  # OpenType 1.9, name: how older and newer programs call it
ITALIC = 1  # OpenType 1.9, OS/2, fsSelection, bit 0


@dataclass(frozen=True, slots=True)
class Nature:
    """What a font says of itself."""

    families: tuple[str, ...]
    weight: int  # as CSS counts it: 400 is regular
    italic: bool


def nature_of(font: bytes) -> Nature | None:
    """Return what `font` says of itself, or None where it is damaged: rendering tells that by its name."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - takes long to load, and few newsrooms name a font

    try:
        with TTFont(io.BytesIO(font), lazy=True) as opened:
            names = {opened["name"].getDebugName(number) for number in (TYPOGRAPHIC_FAMILY, FAMILY)}
            style = opened["OS/2"]
            families = tuple(sorted(name for name in names if name))
            return Nature(families, style.usWeightClass, bool(style.fsSelection & ITALIC))
    except Exception:  # a damaged font can raise anything
        return None


def letters_of(font: bytes) -> frozenset[str]:
    """Return the characters that `font` has; of a damaged one none."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - as above

    try:
        with TTFont(io.BytesIO(font), lazy=True) as opened:
            return frozenset(map(chr, opened.getBestCmap() or ()))
    except Exception:  # a damaged font can raise anything
        return frozenset()


@cache
def machine_font(path: Path, index: int) -> bytes:
    """Return the font at `path` on this machine, or nothing where it cannot be read; read once a run."""
    try:
        return single_face(read_bytes(path, path.resolve().parent, LARGEST_FONT), index)
    except (ReadingError, struct.error):
        return b""


def single_face(data: bytes, index: int) -> bytes:
    """Return the font number `index` of a collection as a file of its own; a single font as it is.

    WeasyPrint takes no collections. The tables are copied and not read, which is twenty times
    faster than to write the font anew. Raises struct.error where the collection is damaged.
    """
    if not data.startswith(COLLECTION):
        return data
    (start,) = struct.unpack_from(">I", data, 12 + 4 * index)
    (count,) = struct.unpack_from(">H", data, start + 4)
    records, tables, place = [data[start : start + 12]], [], 12 + 16 * count
    for number in range(count):
        tag, checksum, offset, length = struct.unpack_from(">4sIII", data, start + 12 + 16 * number)
        records.append(struct.pack(">4sIII", tag, checksum, place, length))
        tables.append(
            data[offset : offset + length] + bytes(-length % 4)
        )  # each begins at a multiple of four
        place += length + (-length % 4)
    return b"".join((*records, *tables))


def suffix_of(font: bytes) -> str:
    """Return how a file with `font` should end."""
    return ".otf" if font.startswith(POSTSCRIPT) else ".ttf"
