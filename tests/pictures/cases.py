"""Which pages are golden: real bulletins, and the matrix's notice in what it can be combined to.

A row here is all that a new golden needs.
"""

import datetime as dt
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from communique.build.bulletins import build_bulletins
from communique.build.digests import build_digests
from communique.build.house import House, open_house
from communique.build.wishes import Wish
from communique.load import load_archive
from communique.load.fonts import MACHINE
from communique.model import Page, Rendition
from communique.render import render
from matrix.bulletins import FACTORS, write_newsroom
from newsroom_copies import MADE_UP, ROOT, copy_newsroom

# name → newsroom, bulletin
BULLETINS = {
    "sample-en-ru": (ROOT, "remarks-after-russian-japanese-consultations"),  # three pages, nothing but text
    "arvenia-photos": (MADE_UP / "arvenia", "reading-room"),
    "arvenia-corrected-twice": (MADE_UP / "arvenia", "open-day"),
    "river-trust-de": (MADE_UP / "river-trust", "weir-removed"),
}

# name → newsroom, bulletin; as printers without colour get it
BLACK = {"sample-in-black": (ROOT, "remarks-after-russian-japanese-consultations")}

# name → layout, languages, state, size, theme; each has lists, a table, notes, a quotation, a photograph
COMBINATIONS = {
    "parallel-en-ar": ("parallel", "en+ar", "immediate", "A4", "default"),
    "parallel-fr-en-embargoed-letter": ("parallel", "fr+en", "embargoed", "Letter", "default"),
    "parallel-en-zh-corrected": ("parallel", "en+zh", "corrected", "A4", "default"),
    "single-ru-withdrawn-legal": ("single", "ru", "withdrawn", "Legal", "default"),
    "single-ar-check-against-delivery": ("single", "ar", "delivery", "A4", "default"),
    "stacked-en-fr-ru": ("stacked", "en+fr+ru", "unofficial", "A4", "default"),
    "sequential-en-fr-ru-letter": ("sequential", "en+fr+ru", "immediate", "Letter", "default"),
    "gazette-en-ru-corrected": ("parallel", "en+ru", "corrected", "A4", "gazette"),
}

# name → newsroom; the first pages of its first digest
DIGESTS = {"digest-sample": ROOT}
FRONT = 2  # cover and contents

NAMES = [*BULLETINS, *BLACK, *COMBINATIONS, *DIGESTS]


@dataclass(frozen=True)
class Printed:
    """A case's PDF, how many of its pages count, and which fonts of this machine it was drawn with."""

    pdf: bytes
    first: int | None
    fonts: str


def print_case(name: str, folder: Path) -> Printed:
    """Make the PDF of the case `name`, in `folder` if need be. Raises RenderFaults."""
    if name in DIGESTS:
        return Printed(digest_of(DIGESTS[name], folder), FRONT, "")
    if name in COMBINATIONS:
        write_newsroom(dict(zip(FACTORS, COMBINATIONS[name], strict=True)), folder)
        page = only_page(open_house(folder))
    else:
        source, bulletin = (BULLETINS | BLACK)[name]
        page = page_of(open_house(source, Rendition(monochrome=name in BLACK)), bulletin)
    return Printed(render(page), None, machine_fonts(page))


def machine_fonts(page: Page) -> str:
    """Return a name for the fonts that `page` takes from this machine: others look otherwise."""
    fonts = [asset.data for asset in page.assets if asset.name.startswith(MACHINE)]
    return f"fonts of the system {sha256(b''.join(fonts)).hexdigest()[:8]}" if fonts else ""


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
    assert not build_digests(folder, Wish(every=True), now=dt.datetime.now(dt.UTC)).errors
    return min(folder.glob("out/digests/*.pdf")).read_bytes()
