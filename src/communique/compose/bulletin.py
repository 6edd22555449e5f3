"""One bulletin → the page that `templates/bulletin.html.j2` lays out."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from communique.compose.brand import stylesheets_of
from communique.compose.column import Column, compose_column
from communique.compose.environment import fill
from communique.compose.qr import draw_qr
from communique.compose.state import states_of
from communique.model import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from communique.model import Asset, Bulletin, Edition, Newsroom, Theme
    from communique.text import Block

TEMPLATE = "bulletin.html.j2"
STYLESHEETS = (
    "type.css",
    "page.css",
    "layouts.css",
    "masthead.css",
    "statement.css",
    "photo.css",
    "colophon.css",
)


def compose_bulletin(
    bulletin: Bulletin,
    newsroom: Newsroom,
    theme: Theme,
    emblem: Asset,
    pictures: Mapping[str, Asset],
    *,
    edition: Edition,
) -> Page:
    """Lay `bulletin` into `bulletin.html.j2`, a column for each of the edition's languages.

    `pictures` holds the photos by the names that the bulletin gives them. Raises
    RenderFaults where a template cannot be filled or the link makes no QR code.
    """
    columns = [compose_column(bulletin, newsroom, theme, tag) for tag in edition.languages]
    link = bulletin.link or newsroom.website
    context = {
        "bulletin": bulletin,
        "newsroom": newsroom,
        "record": bulletin.record(newsroom.series),
        "layout": edition.layout,
        "columns": columns,
        "states": states_of(bulletin, newsroom, theme),
        "rows": pair_blocks(columns),
        "photos": [(photo, pictures[photo.file].name) for photo in bulletin.photos],
        "emblem": emblem.name,
        "link": link,
        # it stands in the last column, and speaks its language
        "qr": draw_qr(link, columns[-1].words.qr.format(address=link)),
    }
    html = fill(theme.templates, TEMPLATE, context)
    assets = (emblem, *pictures.values(), *theme.fonts)
    return Page(html, stylesheets_of(newsroom, theme, STYLESHEETS), assets)


def pair_blocks(columns: Iterable[Column]) -> list[tuple[Block | None, ...]]:
    """Put the nth block of each language into the nth row; a shorter text leaves its cells empty."""
    return list(zip_longest(*(column.blocks for column in columns)))
