"""One bulletin → the page that `templates/bulletin.html.j2` lays out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from communique.compose.brand import stylesheets_of
from communique.compose.column import compose_column
from communique.compose.environment import fill
from communique.compose.qr import draw_qr
from communique.compose.state import states_of
from communique.model import Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from communique.compose.column import Column
    from communique.model import Asset, Bulletin, Edition, Newsroom, Theme
    from communique.text import Block

TEMPLATE = "bulletin.html.j2"
STYLESHEETS = (
    "type.css",
    "blocks.css",
    "page.css",
    "layouts.css",
    "masthead.css",
    "statement.css",
    "photo.css",
    "colophon.css",
)


@dataclass(frozen=True, slots=True)
class Flow:
    """What runs on from page to page together: all languages of an edition, or one where each has its own."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Block | None, ...], ...]  # the nth block of each column
    is_whole: bool  # it holds all languages of its edition


def compose_bulletin(
    bulletin: Bulletin,
    newsroom: Newsroom,
    theme: Theme,
    emblem: Asset,
    pictures: Mapping[str, Asset],
    *,
    edition: Edition,
) -> Page:
    """Lay `bulletin` into `bulletin.html.j2`, in the languages of `edition`.

    `pictures` holds the photos by the names that the bulletin gives them. Raises
    RenderFaults where a template cannot be filled or the link makes no QR code.
    """
    columns = [compose_column(bulletin, newsroom, theme, edition, tag) for tag in edition.languages]
    link = bulletin.link or newsroom.website
    context = {
        "bulletin": bulletin,
        "newsroom": newsroom,
        "record": bulletin.record(newsroom.series),
        "layout": edition.layout,
        "columns": columns,
        "states": states_of(bulletin, newsroom, theme),
        "flows": [compose_flow(share, columns) for share in _shares(columns, edition)],
        "photos": [(photo, pictures[photo.file].name) for photo in bulletin.photos],
        "emblem": emblem.name,
        "link": link,
        # it stands in the last column, and speaks its language
        "qr": draw_qr(link, columns[-1].words.qr.format(address=link)),
    }
    html = fill(theme.templates, TEMPLATE, context)
    assets = (emblem, *pictures.values(), *theme.fonts)
    return Page(html, stylesheets_of(newsroom, theme, STYLESHEETS, emblem), assets)


def _shares(columns: Sequence[Column], edition: Edition) -> list[Sequence[Column]]:
    return [[column] for column in columns] if edition.layout == "sequential" else [columns]


def compose_flow(share: Sequence[Column], columns: Sequence[Column]) -> Flow:
    """Return the flow of `share`, some or all of an edition's `columns`.

    The nth block of each language comes into the nth row; a shorter text leaves its cells empty.
    """
    rows = tuple(zip_longest(*(column.blocks for column in share)))
    return Flow(tuple(share), rows, is_whole=len(share) == len(columns))
