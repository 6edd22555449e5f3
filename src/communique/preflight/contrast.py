"""Text that is too pale for what lies under it (WCAG 2.2, 1.4.3).

Where text of 18 points or more may have 3:1, this asks 4.5:1 of all text: it is printed in grey too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.model.colour import LEAST_CONTRAST, as_ratio, contrast
from communique.preflight.pdfium import WHITE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from communique.preflight.box import Box
    from communique.preflight.finding import Finding
    from communique.preflight.paper import Drawn, Paper
    from communique.preflight.pdfium import Colour

RESOLUTION = 36  # dots to the inch show the colours of a gradient
RGB = tuple[int, int, int]


def too_pale(paper: Paper) -> Iterator[Finding]:
    """Find text whose contrast with what lies under it is below 4.5:1."""
    known: dict[tuple[Colour, RGB], float] = {}
    for text in paper.texts:
        if paper.leaf.is_invisible(text.handle):
            yield paper.finding("P016", "is printed in no colour at all", text, "give it a dark one")
            continue
        pairs = [(text.fill, under) for under in _colours_under(paper, text)]
        for fill, under in pairs:
            if (fill, under) not in known:
                known[fill, under] = contrast(_written(_blended(fill, under)), _written(under))
        found = min(known[pair] for pair in pairs)
        if found < LEAST_CONTRAST:
            what = f"has a contrast of {as_ratio(found)}; expected {LEAST_CONTRAST}:1 at least"
            yield paper.finding("P016", what, text, "print it darker, or what lies under it lighter")


def _colours_under(paper: Paper, text: Drawn) -> set[RGB]:
    """Return the colours under both ends and the middle of `text`."""
    return {colour for shape in paper.ground.under(text) for colour in _colours(paper, shape, text.box)}


def _colours(paper: Paper, shape: Drawn | None, area: Box) -> set[RGB]:
    if shape is None:
        return {WHITE}
    if shape.kind == "shape" and not paper.leaf.has_pattern(shape.handle):
        return {_blended(shape.fill, WHITE)}
    with paper.leaf.hidden(text.handle for text in paper.texts):
        image = paper.leaf.raster(area, RESOLUTION)
    found = image.getcolors(image.width * image.height) or []
    return {(colour[0], colour[1], colour[2]) for _, colour in found if isinstance(colour, tuple)}


def _blended(colour: Colour, under: RGB) -> RGB:
    """Return how `colour` looks over `under`."""
    red, green, blue, opacity = colour
    own = red, green, blue
    mixed = [(a * opacity + b * (255 - opacity)) / 255 for a, b in zip(own, under, strict=True)]
    return round(mixed[0]), round(mixed[1]), round(mixed[2])


def _written(colour: RGB) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
