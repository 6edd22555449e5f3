"""Rectangles on paper, in points from its upper left corner."""

from __future__ import annotations

from typing import NamedTuple

MILLIMETRE = 72 / 25.4  # in points


class Box(NamedTuple):
    """A rectangle whose sides are the paper's."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """The distance from side to side."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """The distance from top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """The point in its middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def within(self, other: Box, tolerance: float = 0.0) -> bool:
        """Tell whether all of it, but for `tolerance` on each side, lies in `other`."""
        return (
            self.left >= other.left - tolerance
            and self.right <= other.right + tolerance
            and self.top >= other.top - tolerance
            and self.bottom <= other.bottom + tolerance
        )

    def contains(self, x: float, y: float) -> bool:
        """Tell whether a point lies in it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def common(self, other: Box) -> Box | None:
        """Return what both cover, or None where they lie apart."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return Box(left, top, right, bottom) if left <= right and top <= bottom else None

    def inset(self, by: float) -> Box:
        """Return it with each side moved inwards."""
        return Box(self.left + by, self.top + by, self.right - by, self.bottom - by)

    @classmethod
    def around(cls, points: list[tuple[float, float]]) -> Box:
        """Return the smallest that holds all `points`, of which there must be one."""
        across, down = [x for x, _ in points], [y for _, y in points]
        return cls(min(across), min(down), max(across), max(down))
