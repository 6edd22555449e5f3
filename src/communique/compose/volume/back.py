"""A volume → its end matter: index by topic, corrections, withdrawals and colophon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.compose.brand import stylesheets_of
from communique.compose.environment import fill
from communique.compose.qr import draw_qr
from communique.compose.volume.entries import entries_of
from communique.compose.volume.look import STYLESHEETS, describe
from communique.compose.volume.topics import topics_of
from communique.model import Page

if TYPE_CHECKING:
    from communique.compose.qr import QrCode
    from communique.compose.volume.sides import Side
    from communique.model import Asset, Newsroom, Theme, Volume

TEMPLATE = "endmatter.html.j2"


def compose_back(volume: Volume, newsroom: Newsroom, theme: Theme, emblem: Asset) -> Page:
    """Lay what follows the bulletins of `volume`, which must not be empty, into `endmatter.html.j2`.

    Its pages count on from the body's. Links are as in the front matter. Raises RenderFaults where
    the template cannot be filled or the website makes no QR code.
    """
    common = describe(volume, newsroom, theme)
    entries = entries_of(volume, newsroom, theme)
    context = {
        **common,
        "before": len(volume.sheets),
        "topics": topics_of(entries, volume.topic),
        "corrected": [entry for entry in entries if entry.bulletin.corrections],
        "withdrawn": [entry for entry in entries if entry.bulletin.withdrawn],
        "emblem": emblem.name,
        # each stands in the last column of its group, and speaks its language
        "codes": {group[-1].tag: _code(newsroom.website, group[-1]) for group in common["groups"]},
    }
    html = fill(theme.templates, TEMPLATE, context)
    return Page(html, stylesheets_of(newsroom, theme, STYLESHEETS), (emblem, *theme.fonts))


def _code(website: str, side: Side) -> QrCode:
    return draw_qr(website, side.words.qr.format(address=website))
