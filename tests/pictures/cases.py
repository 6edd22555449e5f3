"""Which pages are golden: real bulletins, and the matrix's notice in what it can be combined to.

A row here is all that a new golden needs.
"""

import datetime as dt
from pathlib import Path

from communique.build.bulletins import build_bulletins
from communique.build.digests import build_digests
from communique.build.house import House, open_house
from communique.load import load_archive
from communique.model import Page
from communique.render import render
from matrix.bulletins import FACTORS, write_newsroom
from newsroom_copies import MADE_UP, ROOT, copy_newsroom

# name → newsroom, bulletin
BULLETINS = {
    "river-trust-de": (MADE_UP / "river-trust", "weir-removed"),  # one language
}

# name → layout, languages, state, size, theme
COMBINATIONS = {
    "embargoed-letter": ("parallel", "en+ru", "embargoed", "Letter", "default"),
}

# name → newsroom; the first pages of its first digest
DIGESTS = {"digest-sample": ROOT}
FRONT = 2  # cover and contents

NAMES = [*BULLETINS, *COMBINATIONS, *DIGESTS]


def pdf_of(name: str, folder: Path) -> tuple[bytes, int | None]:
    """Make the PDF of the case `name`, in `folder` if need be; return it and how many pages count."""
    if name in DIGESTS:
        return digest_of(DIGESTS[name], folder), FRONT
    if name in COMBINATIONS:
        write_newsroom(dict(zip(FACTORS, COMBINATIONS[name], strict=True)), folder)
        return render(only_page(open_house(folder))), None
    source, bulletin = BULLETINS[name]
    return render(page_of(open_house(source), bulletin)), None


def page_of(house: House, bulletin: str) -> Page:
    """Return the composed page of a bulletin of `house`."""
    entries = load_archive(house.folder, house.newsroom).entries
    return house.compose(next(entry for entry in entries if entry.id == bulletin))


def only_page(house: House) -> Page:
    """Return the composed page of the one bulletin of `house`."""
    (entry,) = load_archive(house.folder, house.newsroom).entries
    return house.compose(entry)


def digest_of(source: Path, folder: Path) -> bytes:
    """Build the newsroom in `source` in `folder`; return the digest of its first month."""
    copy_newsroom(source, folder)
    assert not build_bulletins(folder).errors
    assert not build_digests(folder, now=dt.datetime.now(dt.UTC), every=True).errors
    return min(folder.glob("out/digests/*.pdf")).read_bytes()
