"""How wide glyphs are said to be: the array W of a font whose glyphs have CIDs.

Source: ISO 32000-1, 9.7.4.3. A width is kept as it was written, so that the same one is the same
text: by how much a letter is wider or narrower the letters after it would move.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.digest.fonts.unshareable import expect

if TYPE_CHECKING:
    from collections.abc import Mapping

NUMERALS = frozenset(b"-.0123456789")
UNKNOWN = "its widths are written in another way than expected"


def read_widths(array: bytes) -> dict[int, bytes]:
    """Return the width of each CID, from the array as qpdf writes it. Raises Unshareable."""
    widths: dict[int, bytes] = {}
    *runs, rest = array[2:-1].split(b"] ")
    for run in runs:
        first, _, written = run.partition(b" [ ")
        expect(first.isdigit(), UNKNOWN)
        widths.update(enumerate(written.split(), int(first)))
    expect(not rest and NUMERALS.issuperset(b"".join(widths.values())), UNKNOWN)
    return widths


def write_widths(widths: Mapping[int, bytes]) -> bytes:
    """Return the array that gives each CID its width."""
    parts: list[bytes] = []
    for cid in sorted(widths):
        if cid - 1 not in widths:
            parts.append(b"%s%d [" % (b"] " if parts else b"", cid))
        parts.append(widths[cid])
    return b"[ %s ] ]" % b" ".join(parts) if parts else b"[ ]"
