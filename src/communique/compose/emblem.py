"""The proportions of an emblem, which the stylesheets need before they can give it room."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from communique.model import Asset

NARROWEST, WIDEST = 0.1, 10.0
SVG_ROOT = re.compile(rb"<svg\b[^>]{0,4000}")
NUMBER = rb"\s*([0-9]{1,9}(?:\.[0-9]*)?|\.[0-9]+)"
ORIGIN = rb"\s*[^\s,\"']+[\s,]+[^\s,\"']+[\s,]*"
VIEW_BOX = re.compile(rb"\sviewBox\s*=\s*[\"']" + ORIGIN + NUMBER + rb"[\s,]+" + NUMBER)
WIDTH, HEIGHT = (re.compile(rb"\s" + name + rb"\s*=\s*[\"']" + NUMBER) for name in (b"width", b"height"))
# A JPEG's segments up to the one that begins a frame and tells its size (ITU-T T.81, B.2.2).
SEGMENT = 0xFF
JPEG_HEAD = 2**20  # bytes; profiles and a preview fill some hundred thousand before the frame
FRAMES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}


def ratio_of(emblem: Asset) -> float:
    """Return the width of `emblem` over its height: 1 for a square, and where the file tells no size.

    The bounds keep what is drawn visible, whatever a file claims.
    """
    name, data = emblem.name.lower(), emblem.data
    if name.endswith(".svg"):
        width, height = _size_of_svg(data)
    elif name.endswith(".png"):
        width, height = _size_of_png(data)
    else:
        width, height = _size_of_jpeg(data)
    return min(max(width / height, NARROWEST), WIDEST) if width and height else 1.0


def _size_of_svg(data: bytes) -> tuple[float, float]:
    root = SVG_ROOT.search(data)
    if root is None:
        return 0, 0
    if box := VIEW_BOX.search(root[0]):
        return float(box[1]), float(box[2])
    width, height = WIDTH.search(root[0]), HEIGHT.search(root[0])
    return (float(width[1]), float(height[1])) if width and height else (0, 0)


def _size_of_png(data: bytes) -> tuple[float, float]:
    """Read the header that every PNG begins with (ISO 15948, 11.2.2)."""
    return struct.unpack(">II", data[16:24]) if len(data) >= 24 else (0, 0)  # noqa: PLR2004 - the header's end


def _size_of_jpeg(data: bytes) -> tuple[float, float]:
    at, end = 2, min(len(data), JPEG_HEAD)
    while at + 9 <= end and data[at] == SEGMENT:
        marker, length, _, height, width = struct.unpack(">BHBHH", data[at + 1 : at + 9])
        if marker in FRAMES:
            return width, height
        at += 2 + length
    return 0, 0
