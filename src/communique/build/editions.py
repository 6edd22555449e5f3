"""Which PDFs a bulletin has: one with all its languages, or one for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.check import find_mismatches
from communique.model import Edition

if TYPE_CHECKING:
    from communique.model import Bulletin, LayoutName, Newsroom


def editions_of(bulletin: Bulletin, newsroom: Newsroom) -> tuple[Edition, ...]:
    """Return the editions that the layout of `bulletin` asks for."""
    layout = layout_in_use(bulletin, newsroom)
    if layout == "single":
        return tuple(Edition("single", (tag,)) for tag in newsroom.languages)
    return (Edition(layout if len(newsroom.languages) > 1 else "single", newsroom.languages),)


def layout_in_use(bulletin: Bulletin, newsroom: Newsroom) -> LayoutName:
    """Return how the languages share the pages, once their texts have been compared."""
    layout = newsroom.layout_of(bulletin)
    if layout.on_mismatch and find_mismatches(bulletin, newsroom):
        return layout.on_mismatch
    return layout.name
