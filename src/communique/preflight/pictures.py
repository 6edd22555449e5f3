"""Pictures that print coarse, and QR codes that no telephone reads."""

from __future__ import annotations

import re
from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

import zxingcpp

from communique.preflight.box import Box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from communique.preflight.finding import Finding
    from communique.preflight.paper import Drawn, Paper

COARSEST = 150  # dots to the inch
ROUNDING = 0.5  # of a dot
SCAN = 150  # dots to the inch: a page that was photocopied and scanned must still lead on
TIDY = "print it at least 20 mm wide, dark on white, with nothing over it"
SYMBOL = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:[^\s]+", re.IGNORECASE)
QUIET = 0.12  # of the symbol's side: four modules and less


def coarse_picture(paper: Paper) -> Iterator[Finding]:
    """Find pictures with fewer than 150 dots to the inch at the size that they are printed in."""
    for item, kind, handle, (across, down) in paper.nested():
        if kind != "picture":
            continue
        columns, rows = paper.leaf.pixels(handle)
        width, height = paper.leaf.scale(handle)
        sides = (columns, width * across), (rows, height * down)
        density = min((72 * dots / points for dots, points in sides if points), default=COARSEST)
        if density < COARSEST - ROUNDING:
            name = item.part.alternative
            told = "is a picture of {} x {} dots, printed" if name else "a picture of {} x {} dots is printed"
            fineness = f"{density:.0f} dots to the inch; expected {COARSEST} at least"
            enough = ceil(columns * COARSEST / density)
            hint = f"take a picture of at least {enough} dots across, or print it smaller"
            what = f"{told.format(columns, rows)} at {fineness}"
            yield replace(paper.finding("P019", what, item, hint), words=name)


def unread_qr_code(paper: Paper) -> Iterator[Finding]:
    """Find QR codes that cannot be read, or lead elsewhere than their alternative text says.

    A drawn figure whose alternative text names an address is meant as one.
    """
    for item in paper.shapes:
        part = item.part
        if part.tag != "Figure" or not ADDRESS.search(part.alternative):
            continue
        address = _decoded(paper, item)
        if not address:
            what = "a QR code cannot be read from a scan of 150 dots to the inch"
            yield paper.finding("P020", what, item, TIDY)
        elif address not in part.alternative:
            what = f"a QR code leads to {address}, and its alternative text says {part.alternative!r}"
            yield paper.finding("P021", what, item, "draw both from the same address")


def _decoded(paper: Paper, item: Drawn) -> str:
    """Return what the symbol at `item` says, or nothing where it cannot be read."""
    box = item.box
    rim = QUIET * box.width
    around = Box(box.left - rim, box.top - rim, box.right + rim, box.bottom + rim)
    scan = paper.leaf.raster(around, SCAN).convert("L")
    found = zxingcpp.read_barcode(scan, SYMBOL, try_rotate=False, try_invert=False)
    return str(found.text) if found else ""
