"""The tables of a TrueType font, taken apart and put together.

Source: the OpenType specification, "The OpenType font file".
"""

from __future__ import annotations

import struct
from io import BytesIO
from typing import TYPE_CHECKING

from fontTools.ttLib.sfnt import SFNTWriter

from communique.digest.fonts.unshareable import expect

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION = b"\0\1\0\0"
DIRECTORY, ENTRY = 12, struct.Struct(">4s4xII")


def tables(data: bytes) -> dict[bytes, bytes]:
    """Return the tables of the TrueType font `data` by their tags. Raises Unshareable."""
    expect(data.startswith(VERSION), "its program is no TrueType font")
    count = int.from_bytes(data[4:6], "big")
    expect(len(data) >= DIRECTORY + count * ENTRY.size, "its program is cut short")
    found = {}
    for tag, start, length in ENTRY.iter_unpack(data[DIRECTORY : DIRECTORY + count * ENTRY.size]):
        expect(start + length <= len(data), "its program is cut short")
        found[tag] = data[start : start + length]
    return found


def font_of(parts: Mapping[bytes, bytes]) -> bytes:
    """Return a TrueType font of the tables `parts`, its checksums right."""
    with BytesIO() as file:
        writer = SFNTWriter(file, len(parts), sfntVersion=VERSION.decode("latin-1"))
        for tag in sorted(parts):
            writer[tag.decode("ascii")] = parts[tag]
        writer.close()
        return file.getvalue()
