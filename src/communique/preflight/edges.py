"""What stands outside the page, too near to its edge, or outside its type area.

Each thing is told once, by the worst that is wrong with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.preflight.pdfium import WHITE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from communique.preflight.finding import Finding
    from communique.preflight.paper import Drawn, Paper

SLIP = 0.5  # points that rounding may cost


def outside_page(paper: Paper) -> Iterator[Finding]:
    """Find text and pictures that leave the page."""
    for item in _inked(paper):
        if not item.reach.within(paper.box, SLIP):
            what = "runs over the edge of the paper; expected all of it on the page"
            yield paper.finding("P010", _named(item, what), item, "give it less width, or break its words")


def near_edge(paper: Paper) -> Iterator[Finding]:
    """Find whatever is printed within 10 mm of an edge of the paper."""
    for item in _inked(paper):
        if item.reach.within(paper.box, SLIP) and not item.reach.within(paper.safe, SLIP):
            what = "stands within 10 mm of the paper's edge, where many printers print nothing"
            yield paper.finding("P011", _named(item, what), item, "widen the page's margins")


def outside_type_area(paper: Paper) -> Iterator[Finding]:
    """Find text and pictures that leave the frame of the page's margins, where the page tells of one.

    A running head or foot has no tag and stands in the margin by right.
    """
    if paper.type_area is None:
        return
    for item in (one for one in (*paper.texts, *paper.pictures) if one in paper.straying):
        reach, is_tagged = item.reach, item.mark >= 0
        if is_tagged and reach.within(paper.safe, SLIP) and not reach.within(paper.type_area, item.lean):
            what = "runs out of the type area into the page's margin"
            yield paper.finding("P012", _named(item, what), item, "give it less width, or break its words")


def _inked(paper: Paper) -> Iterator[Drawn]:
    """Return what of all that strays is printed: white shapes are not, nor is what its clip hides."""
    for item in (one for one in paper.items if one in paper.straying):
        is_blank = item.kind == "shape" and (item.fill[:3] == WHITE or not item.fill[3])
        if not is_blank and item.seen is not None and not _bleeds(item, paper):
            yield item


def _bleeds(item: Drawn, paper: Paper) -> bool:
    """Say whether a picture or a shape goes on beyond the edges that it is near, to the end of the bleed."""
    whole, reach = paper.leaf.whole, item.reach
    if item.kind == "text" or whole.within(paper.box, SLIP):
        return False
    ends = (
        (paper.safe.left - reach.left, reach.left - whole.left),
        (paper.safe.top - reach.top, reach.top - whole.top),
        (reach.right - paper.safe.right, whole.right - reach.right),
        (reach.bottom - paper.safe.bottom, whole.bottom - reach.bottom),
    )
    return all(missing <= SLIP for near, missing in ends if near > SLIP)


def _named(item: Drawn, what: str) -> str:
    names = {"picture": "a picture ", "form": "a picture ", "text": ""}
    return names.get(item.kind, "a shape ") + what
