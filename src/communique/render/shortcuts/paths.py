"""Paths in an SVG: one that was drawn is drawn again as it was. Every page has the emblem and a QR code."""

from __future__ import annotations

import re
from collections import OrderedDict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from weasyprint.svg import TAGS

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PATHS = 200
LONGEST = 100_000  # characters of a path that is kept
# Numbers without a unit, which mean the same in whatever picture they stand (SVG 2, 9.3).
WITHOUT_UNITS = re.compile(r"[achlmqstvzACHLMQSTVZ\d\s.,+-]*")

Drawn = tuple[list[Any], list[Any]]  # what a page's stream and the node's vertices have got from it

_drawn: OrderedDict[str, Drawn] = OrderedDict()


@contextmanager
def kept_paths() -> Iterator[None]:
    """Draw paths so meanwhile."""
    theirs = TAGS["path"]

    def draw(svg: Any, node: Any, font_size: float) -> None:
        said, stream = node.get("d", ""), svg.stream.stream
        if said in _drawn:
            _drawn.move_to_end(said)
            operators, vertices = _drawn[said]
            stream += operators
            node.vertices.extend(vertices)
            return
        before = len(stream)
        is_new = not node.vertices
        theirs(svg, node, font_size)
        if is_new and len(said) <= LONGEST and WITHOUT_UNITS.fullmatch(said):
            _keep(said, (stream[before:], [*node.vertices]))

    TAGS["path"] = draw
    try:
        yield
    finally:
        TAGS["path"] = theirs


def _keep(said: str, drawn: Drawn) -> None:
    _drawn[said] = drawn
    if len(_drawn) > MOST_PATHS:
        _drawn.popitem(last=False)
