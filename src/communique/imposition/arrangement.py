"""A PDF → the same pages as they come onto paper: chosen, fitted, several on a side, or as a booklet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from communique.imposition.paper import MILLIMETRE
from communique.imposition.sheets import Side, Spot, lay, open_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from communique.imposition import booklet as plans
    from communique.imposition.paper import Paper

Turn = Literal["short", "long"]
GUTTER = 5 * MILLIMETRE  # between pages on one side
THICKNESS = 0.1 * MILLIMETRE  # of office paper of 80 g/m², whose bulk is some 1.3 cm³/g (ISO 534)
SAME = 0.5  # points by which papers of one size may differ
ONE, TWO, FOUR = 0, 1, 3  # quarters to the left: upright, on its left side, on its right side


def choose_pages(pdf: bytes, pages: Sequence[int]) -> bytes:
    """Return `pages` of `pdf`, numbered from 1, in that order. Raises RenderFaults where it is damaged."""
    source = open_source(pdf)
    return lay(
        source, (Side(size, [Spot(page, 0, 0, *size)]) for page in pages for size in [source.size(page)])
    )


def fit_onto(pdf: bytes, paper: Paper) -> bytes:
    """Return the pages of `pdf` each as large as fits onto `paper`. Raises RenderFaults for a damaged one."""
    source = open_source(pdf)
    numbers = range(1, source.count + 1)
    if all(_are_same(source.size(number), paper) for number in numbers):
        return pdf
    return lay(source, (Side(paper, [Spot(number, 0, 0, *paper)]) for number in numbers))


def impose_n_up(pdf: bytes, number: int, paper: Paper, *, right_to_left: bool = False) -> bytes:
    """Return the pages of `pdf` with 2 or 4 on each side of `paper`.

    Two stand beside each other on the upright sheet's left side, and are read when it is turned to the
    right; four stand upright. Raises RenderFaults where the PDF is damaged.
    """
    source = open_source(pdf)
    boxes = [*_boxes(number, paper)]
    if right_to_left:
        boxes = [*(boxes[::-1] if number == 2 else (boxes[1], boxes[0], boxes[3], boxes[2]))]  # noqa: PLR2004 - two a row
    quarters = TWO if number == 2 else ONE  # noqa: PLR2004 - the same
    pages = range(1, source.count + 1)
    return lay(
        source,
        (
            Side(
                paper,
                [
                    Spot(page, *box, quarters)
                    for page, box in zip(pages[start : start + number], boxes, strict=False)
                ],
            )
            for start in range(0, len(pages), number)
        ),
    )


def impose_booklet(pdf: bytes, booklet: plans.Booklet, paper: Paper, *, turn: Turn) -> bytes:
    """Return the sheets of `booklet`, each as its front and its back, with the pages of `pdf`.

    Sheets are upright, with two pages on their sides, so that no printer decides on turning. They must be
    printed on both sides and turned over the `turn` edge. Raises RenderFaults where the PDF is damaged.
    """
    return lay(open_source(pdf), _booklet_sides(booklet, paper, turn))


def _booklet_sides(booklet: plans.Booklet, paper: Paper, turn: Turn) -> Iterator[Side]:
    for sheet in booklet.sheets:
        creep = sheet.depth * THICKNESS
        yield _half_and_half(sheet.front, paper, creep, turned=False)
        yield _half_and_half(sheet.back, paper, creep, turned=turn == "long")


def _half_and_half(side: plans.Side, paper: Paper, creep: float, *, turned: bool) -> Side:
    """Return a side with its left page below and its right page above the fold; `turned`, the other way."""
    half = paper.height / 2
    below, above = (side.right, side.left) if turned else (side.left, side.right)
    quarters = FOUR if turned else TWO
    spots = []
    if below is not None:
        spots.append(Spot(below, 0, 0, paper.width, half, quarters, creep))
    if above is not None:
        spots.append(Spot(above, 0, half, paper.width, half, quarters, -creep))
    return Side(paper, spots)


def _boxes(number: int, paper: Paper) -> Iterator[tuple[float, float, float, float]]:
    """Yield the boxes of 2 or 4 pages in the order of reading, from left to right."""
    height = (paper.height - GUTTER) / 2
    if number == 2:  # noqa: PLR2004 - two a side
        yield 0, 0, paper.width, height
        yield 0, height + GUTTER, paper.width, height
        return
    width = (paper.width - GUTTER) / 2
    for bottom in (height + GUTTER, 0):
        for left in (0, width + GUTTER):
            yield left, bottom, width, height


def _are_same(size: Paper, paper: Paper) -> bool:
    return abs(size.width - paper.width) < SAME and abs(size.height - paper.height) < SAME
