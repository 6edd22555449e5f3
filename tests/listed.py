"""Volumes of the made-up newsrooms as composing is given them, with no bulletin's PDF made."""

import datetime as dt
from pathlib import Path

from communique.build.house import House, open_house
from communique.load import load_archive
from communique.model import Item, Period, Sheet, Volume
from newsroom_copies import MADE_UP, ROOT

PAGES = (Sheet(595.28, 841.89), Sheet(612, 792))
MONTHS = {
    "sample": (ROOT, "2018-07"),
    "arvenia": (MADE_UP / "arvenia", "2024-05"),  # a dozen: one corrected, one withdrawn
    "northern-isles": (MADE_UP / "northern-isles", "2024-01"),
    "river-trust": (MADE_UP / "river-trust", "2024-03"),  # one language
    "port-safina": (MADE_UP / "port-safina", "2024-09"),  # seven
}


def month_of(folder: Path, name: str) -> tuple[House, Volume]:
    """Return the house in `folder` and the volume of one of its months, each bulletin of two pages."""
    house = open_house(folder)
    period = Period.of_month(dt.date.fromisoformat(f"{name}-01"))
    entries = load_archive(folder, house.newsroom).entries
    within = [entry for entry in entries if period.first <= entry.bulletin.date <= period.last]
    items: list[Item] = []
    folio = 1
    for entry in sorted(within, key=lambda one: (one.bulletin.date, one.bulletin.number)):
        parts = () if entry.bulletin.withdrawn else (PAGES,)
        record = entry.bulletin.record(house.newsroom.series)
        items.append(Item(entry.id, entry.bulletin, record, folio if parts else None, parts))
        folio += len(parts) * len(PAGES)
    return house, Volume(period, None, tuple(items))
