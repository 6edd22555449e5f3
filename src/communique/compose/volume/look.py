"""What the pages of a volume share: their styles, and what every template is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from communique.compose.volume.sides import groups_of, marks_of, sides_of

if TYPE_CHECKING:
    import datetime as dt

    from communique.model import Item, Newsroom, Theme, Volume

STYLESHEETS = (
    "type.css",
    "page.css",
    "layouts.css",
    "cover.css",
    "digest.css",
    "colophon.css",
)


def describe(volume: Volume, newsroom: Newsroom, theme: Theme) -> dict[str, Any]:
    """Return what the templates of front matter, end matter and stamp all need."""
    sides = sides_of(volume, newsroom, theme)
    return {
        "newsroom": newsroom,
        "volume": volume,
        "sides": sides,
        "groups": groups_of(sides),
        "marks": marks_of(volume, newsroom, theme),
        "keywords": sorted({topic for item in volume.items for topic in item.bulletin.topics}),
        "last_change": max(map(_last_change, volume.items)),
    }


def _last_change(item: Item) -> dt.date:
    """Return when the bulletin last changed by its own account: no clock is asked."""
    bulletin = item.bulletin
    withdrawn = [bulletin.withdrawn.date] if bulletin.withdrawn else []
    return max([bulletin.date, *withdrawn, *(correction.date for correction in bulletin.corrections)])
