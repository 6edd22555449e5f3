"""The bytes of a stream, without trust in how many there are."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from pikepdf import Name

from communique.digest.fonts.unshareable import Unshareable, expect

if TYPE_CHECKING:
    from pikepdf import Pdf, Stream

LIMIT = 64 * 2**20  # bytes: twice the largest font that is in use
LEVEL = 9


def inflate(stream: Stream) -> tuple[bytes, int]:
    """Return the data of `stream`, and how many bytes they are in the file.

    Raises Unshareable where they are packed in a way that WeasyPrint does not use, or come to more
    than LIMIT.
    """
    packed = stream.read_raw_bytes()
    if "/Filter" not in stream:
        return packed, len(packed)
    is_plain = stream.Filter == "/FlateDecode" and "/DecodeParms" not in stream
    expect(is_plain, "it is packed in another way than expected")
    unpacking = zlib.decompressobj()
    try:
        data = unpacking.decompress(packed, LIMIT)
    except zlib.error as problem:
        raise Unshareable("it cannot be unpacked") from problem
    expect(unpacking.eof, f"it is cut short, or larger than {LIMIT} bytes")
    return data, len(packed)


def deflate(volume: Pdf, data: bytes, **more: object) -> tuple[Stream, int]:
    """Return a new stream of `volume` that holds `data`, and how many bytes that takes in the file."""
    packed = zlib.compress(data, LEVEL)
    return volume.make_stream(packed, Filter=Name.FlateDecode, **more), len(packed)
