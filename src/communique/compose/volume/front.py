"""A volume → its cover and contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.compose.brand import stylesheets_of
from communique.compose.environment import fill
from communique.compose.volume.entries import entries_of
from communique.compose.volume.look import STYLESHEETS, describe
from communique.compose.volume.period import numerals
from communique.model import Page

if TYPE_CHECKING:
    from communique.model import Asset, Newsroom, Theme, Volume

TEMPLATE = "digest.html.j2"


def compose_front(volume: Volume, newsroom: Newsroom, theme: Theme, emblem: Asset) -> Page:
    """Lay the cover and the contents of `volume`, which must not be empty, into `digest.html.j2`.

    Each line links to `FOLIO_ADDRESS` and its folio, for binding to resolve. Raises
    RenderFaults where the template cannot be filled.
    """
    months, years = numerals(volume.period)
    context = {
        **describe(volume, newsroom, theme),
        "months": months,
        "years": years,
        "entries": entries_of(volume, newsroom, theme),
        "emblem": emblem.name,
    }
    html = fill(theme.templates, TEMPLATE, context)
    return Page(html, stylesheets_of(newsroom, theme, STYLESHEETS), (emblem, *theme.fonts))
