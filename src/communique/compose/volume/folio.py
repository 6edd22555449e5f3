"""A volume → the stamp that is laid over the pages of its bulletins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.compose.brand import stylesheets_of
from communique.compose.environment import fill
from communique.compose.volume.look import STYLESHEETS, describe
from communique.model import Page

if TYPE_CHECKING:
    from communique.model import Newsroom, Theme, Volume

TEMPLATE = "folio.html.j2"


def compose_folio(volume: Volume, newsroom: Newsroom, theme: Theme) -> Page:
    """Lay one page for each size of the body's sheets, in the order of their first use, into `folio.html.j2`.

    Each shows the number 0123456789, in whose place binding sets the page's own, so that
    their right edges meet. Raises RenderFaults where the template cannot be filled.
    """
    context = {**describe(volume, newsroom, theme), "sheets": tuple(dict.fromkeys(volume.sheets))}
    html = fill(theme.templates, TEMPLATE, context)
    return Page(html, stylesheets_of(newsroom, theme, STYLESHEETS), theme.fonts)
