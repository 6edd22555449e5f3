"""Sizes of paper in points, upright."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from communique.model.newsroom import Size

MILLIMETRE = 72 / 25.4  # points
INCH = 72.0


class Paper(NamedTuple):
    """A sheet, upright."""

    width: float  # points
    height: float


class Edges(NamedTuple):
    """A box by its edges, in points from the lower left corner of what it stands on."""

    left: float
    bottom: float
    right: float
    top: float


PAPERS: Mapping[Size, Paper] = MappingProxyType(
    {
        "A4": Paper(210 * MILLIMETRE, 297 * MILLIMETRE),
        "Letter": Paper(8.5 * INCH, 11 * INCH),
        "Legal": Paper(8.5 * INCH, 14 * INCH),
    }
)
