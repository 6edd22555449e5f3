"""How many pages → which of them stand where on the sheets of a booklet. Pure: no PDF is looked at.

A signature is a pile of sheets folded together. Seen flat, the outermost sheet has on its front the
signature's last page on the left and its first on the right, on its back the second and the last but one;
and so on inwards. In a booklet that is read from right to left, left and right change places.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

TOGETHER = 16  # sheets that still fold and staple well: 64 pages
SHARE = 8  # sheets of a signature at most, where there are several
PAGES = 4  # of a sheet


class Side(NamedTuple):
    """One side of a sheet: the numbers of its pages from 1, or None for a blank."""

    left: int | None
    right: int | None


class Sheet(NamedTuple):
    """A sheet, and how many lie around it in its signature."""

    front: Side
    back: Side
    depth: int


@dataclass(frozen=True, slots=True)
class Booklet:
    """The signatures, from the first page to the last, each with its sheets from the outside inwards.

    Where a cover wraps several signatures, it is the first of them, with one sheet.
    """

    signatures: tuple[tuple[Sheet, ...], ...]

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """All sheets, in the order in which they are printed."""
        return tuple(sheet for signature in self.signatures for sheet in signature)

    @property
    def blanks(self) -> int:
        """How many pages stay blank."""
        sides = (side for sheet in self.sheets for side in (sheet.front, sheet.back))
        return sum(page is None for side in sides for page in side)


def plan_booklet(pages: int, *, cover: bool = False, right_to_left: bool = False) -> Booklet:
    """Return the booklet of so many `pages`, at least one; what is missing to whole sheets stays blank.

    With `cover` the first page has a sheet of its own around all others, and is alone on it.
    """
    body: list[int | None] = [*range(2 if cover else 1, pages + 1)]
    body += [None] * (-len(body) % PAGES)
    sheets = len(body) // PAGES
    if sheets + cover <= TOGETHER:
        leaves = [1, None, *body, None, None] if cover else body
        signatures = [_signature(leaves)]
    else:
        signatures = [_signature([1, None, None, None])] if cover else []
        signatures += map(_signature, _shares(body, sheets))
    return Booklet(tuple(map(_mirrored, signatures)) if right_to_left else tuple(signatures))


def _shares(body: list[int | None], sheets: int) -> list[list[int | None]]:
    """Return the pages of each signature: as few signatures as can be, as equal as can be."""
    count = -(-sheets // SHARE)
    shares: list[list[int | None]] = []
    start = 0
    for position in range(count):
        size = (sheets // count + (position < sheets % count)) * PAGES
        shares.append(body[start : start + size])
        start += size
    return shares


def _signature(leaves: list[int | None]) -> tuple[Sheet, ...]:
    """Return the sheets of a signature that is read in this order."""
    last = len(leaves) - 1
    return tuple(
        Sheet(
            Side(leaves[last - 2 * depth], leaves[2 * depth]),
            Side(leaves[2 * depth + 1], leaves[last - 2 * depth - 1]),
            depth,
        )
        for depth in range(len(leaves) // PAGES)
    )


def _mirrored(signature: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    return tuple(Sheet(Side(*sheet.front[::-1]), Side(*sheet.back[::-1]), sheet.depth) for sheet in signature)
