"""The bulletins of a month and their PDFs → the digest's bytes. Imported late: it loads pypdf."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from communique.build.editions import editions_of, output_name
from communique.build.proving import prove
from communique.compose import compose_folios, compose_front
from communique.digest import Guest, bind, measure
from communique.digest.monthly import Member, plan

if TYPE_CHECKING:
    from communique.build.house import House
    from communique.build.months import Month
    from communique.build.rendering import Renderer
    from communique.load import Entry


def bind_month(month: Month, house: House, now: dt.datetime, render: Renderer) -> bytes:
    """Return the digest of `month` as it may be published at `now`, from the PDFs in its folder.

    At least one bulletin must be free of embargo. Raises RenderFaults, also where the numbers
    that are laid over the bulletins leave a page unsound.
    """
    guests = {entry.id: _guests(entry, house) for entry in month.entries}
    members = [
        Member(entry.id, entry.bulletin, tuple(map(measure, guests[entry.id]))) for entry in month.entries
    ]
    volume = plan(dt.date.fromisoformat(f"{month.name}-01"), members, house.newsroom, now)
    front = render(compose_front(volume, house.newsroom, house.theme, house.emblem))
    folios = render(compose_folios(volume, house.newsroom, house.theme))
    return prove(bind(volume, front, folios, guests), subject=f"the digest of {month.name}")


def _guests(entry: Entry, house: House) -> tuple[Guest, ...]:
    """Return the PDFs of `entry`: one, or one for each of the newsroom's languages in their order."""
    editions = editions_of(entry.bulletin, house.newsroom)
    paths = [house.folder / output_name(entry, edition) for edition in editions]
    return tuple(Guest(path, path.read_bytes()) for path in paths)
