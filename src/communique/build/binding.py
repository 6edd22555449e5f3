"""The bulletins of a month and their PDFs → the digest's bytes. Imported late: it loads pypdf."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from communique.build.bulletins import output_name
from communique.compose import compose_folios, compose_front
from communique.digest import Guest, Member, bind, measure, plan

if TYPE_CHECKING:
    from communique.build.house import House
    from communique.build.months import Month
    from communique.build.rendering import Renderer
    from communique.load import Entry


def bind_month(month: Month, house: House, now: dt.datetime, render: Renderer) -> bytes:
    """Return the digest of `month` as it may be published at `now`, from the PDFs in its folder.

    At least one bulletin must be free of embargo. Raises RenderFaults.
    """
    guests = {entry.id: _guest(entry, house) for entry in month.entries}
    members = [Member(entry.id, entry.bulletin, measure(guests[entry.id])) for entry in month.entries]
    volume = plan(dt.date.fromisoformat(f"{month.name}-01"), members, house.newsroom, now)
    front = render(compose_front(volume, house.newsroom, house.theme, house.emblem))
    folios = render(compose_folios(volume, house.newsroom, house.theme))
    return bind(volume, front, folios, guests)


def _guest(entry: Entry, house: House) -> Guest:
    path = house.folder / output_name(entry)
    return Guest(path, path.read_bytes())
