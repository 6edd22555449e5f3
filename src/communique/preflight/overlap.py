"""Text that is cut, covered, or printed over something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from communique.preflight.box import Box
    from communique.preflight.finding import Finding
    from communique.preflight.paper import Drawn, Paper

CUT = 0.75  # points of ink that a clip may take: a rounded corner, a descender's tip
SIDEWAYS = 0.35  # of the taller text's ink: letters lean over their neighbours and join with them
DEEP = 0.3  # of the lower text's ink: tight lines touch with descenders and ascenders


def clipped_text(paper: Paper) -> Iterator[Finding]:
    """Find text of which a clip hides a part."""
    for text in paper.texts:
        if text.clip is not None and not text.box.within(text.clip, CUT):
            what = "is cut off by the box that it stands in; expected all of it to be seen"
            yield paper.finding("P014", what, text, "let the box grow with its text")


def overlapping_text(paper: Paper) -> Iterator[Finding]:
    """Find text that is printed over other text or a picture, or is covered by a shape."""
    for text, other in _meetings(paper):
        if other.kind == "text":
            what = f"is printed over {paper.words(other)[:40]!r}"
        else:
            what = "and a picture are printed over one another"
        yield paper.finding("P015", what, text, "give each its own room")
    for text in paper.texts:
        if paper.ground.is_covered(text):
            what = "is covered by a shape that is drawn later"
            yield paper.finding("P015", what, text, "give each its own room")


def _meetings(paper: Paper) -> Iterator[tuple[Drawn, Drawn]]:
    """Return each text with each text or picture that it lies over."""
    rows = sorted((*paper.texts, *paper.pictures), key=lambda item: item.box.top)
    for place, item in enumerate(rows):
        bottom = item.box.bottom
        for other in rows[place + 1 :]:
            if other.box.top >= bottom:
                break
            if (item.kind == "text" or other.kind == "text") and _meet(item, other):
                yield (item, other) if item.kind == "text" else (other, item)


def _meet(item: Drawn, other: Drawn) -> bool:
    if item.mark == other.mark >= 0:
        return False  # one stretch of text, whose letters join and lean as its script has it
    one, two = item.seen, other.seen
    if one is None or two is None or one.right < two.left or two.right < one.left:
        return False
    shared: Box | None = one.common(two)
    if shared is None:
        return False
    heights = [text.box.height for text in (item, other) if text.kind == "text"]
    return shared.width > SIDEWAYS * max(heights) and shared.height > DEEP * min(heights)
