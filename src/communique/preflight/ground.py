"""What lies under a text, and over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.preflight.pdfium import EVEN_ODD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from communique.preflight.box import Box
    from communique.preflight.paper import Drawn
    from communique.preflight.pdfium import Leaf

THIN = 2.0  # points: a rule or frame is no ground
OPAQUE = 255
SIMPLE = 6  # segments of a rectangle at most
MOST_SEGMENTS = 400  # of a shape whose outlines are looked at one by one


class Ground:
    """The filled shapes and gradients of one page that are large enough to stand under text."""

    def __init__(self, leaf: Leaf, drawn: Iterable[Drawn]) -> None:
        self.leaf = leaf
        broad = (one for one in drawn if one.kind in {"shape", "shade"} and _is_broad(one))
        self.shown = [(shape, shape.seen) for shape in broad if shape.seen]
        self.outlines: dict[int, Sequence[Box]] = {}

    def under(self, text: Drawn) -> set[Drawn | None]:
        """Return the topmost shapes under both ends and the middle of `text`, with None for bare paper."""
        below = [shape for shape in self._near(text.box) if shape.order < text.order]
        if not below:
            return {None}
        across, down = text.box.middle
        return {self._topmost(below, x, down) for x in (text.box.left, across, text.box.right)}

    def is_covered(self, text: Drawn) -> bool:
        """Tell whether a shape that is drawn later hides the middle of `text`."""
        above = (one for one in self._near(text.box) if one.order > text.order and one.fill[3] == OPAQUE)
        return any(self._covers(shape, *text.box.middle) for shape in above)

    def _near(self, box: Box) -> Iterator[Drawn]:
        """Return each shape of which something is shown where `box` stands."""
        left, top, right, bottom = box
        for shape, seen in self.shown:
            if seen.left <= right and seen.right >= left and seen.top <= bottom and seen.bottom >= top:
                yield shape

    def _topmost(self, shapes: Sequence[Drawn], x: float, y: float) -> Drawn | None:
        return next((shape for shape in reversed(shapes) if self._covers(shape, x, y)), None)

    def _covers(self, shape: Drawn, x: float, y: float) -> bool:
        """Tell whether `shape` covers a point, taking each of its outlines for a rectangle."""
        if shape.seen is None or not shape.seen.contains(x, y):
            return False
        if shape.kind == "shade":
            return True
        around = sum(outline.contains(x, y) for outline in self._outlines(shape))
        rule = self.leaf.fill_rule(shape.handle)
        return bool(rule) and bool(around % 2 if rule == EVEN_ODD else around)

    def _outlines(self, shape: Drawn) -> Sequence[Box]:
        if shape.order not in self.outlines:
            count = self.leaf.segments(shape.handle)
            is_one = count <= SIMPLE or count > MOST_SEGMENTS
            self.outlines[shape.order] = [shape.box] if is_one else self.leaf.outlines(shape.handle)
        return self.outlines[shape.order]


def _is_broad(shape: Drawn) -> bool:
    seen = shape.seen
    return seen is not None and shape.fill[3] > 0 and seen.width > THIN and seen.height > THIN
