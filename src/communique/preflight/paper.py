"""One page as it will be printed: what stands where, in what order, and in which language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from communique.preflight.box import MILLIMETRE, Box
from communique.preflight.finding import Finding
from communique.preflight.ground import Ground
from communique.preflight.tags import ANONYMOUS, read_tags
from communique.preflight.typeface import font_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from communique.preflight.pdfium import Colour, Kind, Leaf
    from communique.preflight.tags import Part, Tags

MARGIN = 10 * MILLIMETRE  # where many office printers do not print
MOST_OBJECTS = 50_000  # of one page; a full one has some hundred
LEAN = 0.25  # of the height of a text's ink
LEAST_LEAN = 0.5 * MILLIMETRE
DEEPEST = 8  # forms within forms


class OvercrowdedError(Exception):
    """A page with more on it than is looked through."""


@dataclass(slots=True, eq=False)  # as good as frozen, which takes three times as long to make
class Drawn:
    """A text, a shape or a picture, as it stands in the order of drawing."""

    kind: Kind
    order: int
    box: Box  # of a text: its ink
    clip: Box | None  # all that is shown of it lies in here
    seen: Box | None  # what is shown of it
    mark: int  # the MCID, or -1
    part: Part  # what the tags say of it
    fill: Colour
    handle: Any

    @property
    def lean(self) -> float:
        """How far a letter may lean over its neighbour or out of its column, in points: italics do."""
        return max(LEAST_LEAN, LEAN * self.box.height) if self.kind == "text" else LEAST_LEAN

    @property
    def reach(self) -> Box:
        """How far it reaches: of a text all its ink, of all else what is shown."""
        return self.box if self.kind == "text" else self.seen or self.box


class Paper:
    """One page, read."""

    def __init__(self, leaf: Leaf, number: int) -> None:
        self.leaf, self.number = leaf, number
        self.box = leaf.box
        self.safe = leaf.box.inset(MARGIN)
        self.type_area = leaf.type_area()
        self.tags: Tags = read_tags(leaf.handle)
        self.items = tuple(self._items())

    @cached_property
    def texts(self) -> tuple[Drawn, ...]:
        """The texts that leave ink, from the lowest to the topmost."""
        return tuple(one for one in self.items if one.kind == "text")

    @cached_property
    def pictures(self) -> tuple[Drawn, ...]:
        """Pictures and what else is tagged as one, such as a QR code drawn as a shape."""
        return tuple(one for one in self.items if one.kind in {"picture", "form"} or one.part.tag == "Figure")

    @cached_property
    def shapes(self) -> tuple[Drawn, ...]:
        """The filled shapes."""
        return tuple(one for one in self.items if one.kind == "shape")

    @cached_property
    def straying(self) -> frozenset[Drawn]:
        """What does not lie wholly in the type area, and within the margin of the paper."""
        area = self.safe if self.type_area is None else self.type_area.common(self.safe)
        return frozenset(one for one in self.items if area is None or not one.reach.within(area))

    @cached_property
    def fonts(self) -> dict[Drawn, tuple[bytes, Any]]:
        """The font of each text that leaves ink, and before it what tells it from others."""
        return {text: font_of(text.handle) for text in self.texts}

    @cached_property
    def ground(self) -> Ground:
        """What may lie under the texts."""
        return Ground(self.leaf, self.items)

    def words(self, item: Drawn) -> str:
        """Return what a text says; of a picture, nothing."""
        return " ".join(self.leaf.words(item.handle).split()) if item.kind == "text" else ""

    def nested(self) -> Iterator[tuple[Drawn, Kind, Any, tuple[float, float]]]:
        """Return each object, those inside forms too: its item on the page, kind, handle and scale."""
        for item in self.items:
            yield item, item.kind, item.handle, (1.0, 1.0)
            if item.kind == "form":
                for kind, handle, scale in self._inside(item.handle, DEEPEST):
                    yield item, kind, handle, scale

    def finding(self, code: str, what: str, item: Drawn, hint: str = "") -> Finding:
        """Return a finding that has its place at `item`."""
        left, top = item.box.left / MILLIMETRE, item.box.top / MILLIMETRE
        return Finding(code, what, self.number, left, top, self.words(item), hint)

    def _items(self) -> Iterator[Drawn]:
        leaf, parts = self.leaf, self.tags.parts
        handles = leaf.objects()
        if len(handles) > MOST_OBJECTS:
            raise OvercrowdedError
        for order, handle in enumerate(handles):
            kind, box = leaf.kind(handle), leaf.bounds(handle)
            if kind == "text" and not (box.left < box.right and box.top < box.bottom):
                continue  # spaces leave no ink
            clip = leaf.clip(handle)
            seen = box if clip is None else box.common(clip)
            mark = leaf.mark(handle)
            part = parts.get(mark, ANONYMOUS)
            yield Drawn(kind, order, box, clip, seen, mark, part, leaf.fill(handle), handle)

    def _inside(self, form: Any, depth: int) -> Iterator[tuple[Kind, Any, tuple[float, float]]]:
        across, down = self.leaf.scale(form)
        for handle in self.leaf.parts(form):
            kind = self.leaf.kind(handle)
            yield kind, handle, (across, down)
            if kind == "form" and depth:
                for deeper, one, (x, y) in self._inside(handle, depth - 1):
                    yield deeper, one, (across * x, down * y)
