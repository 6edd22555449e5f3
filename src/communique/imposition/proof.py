"""Pages with bleed → sheets for a print shop, larger than the page, with marks for where it is cut."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

import pikepdf

from communique.imposition.paper import MILLIMETRE, Edges, Paper
from communique.imposition.sheets import Side, Spot, lay, open_source

if TYPE_CHECKING:
    from collections.abc import Iterator

MARGIN = 12 * MILLIMETRE  # around the trimmed page: room for bleed and marks
MARK_FROM, MARK_TO = 4 * MILLIMETRE, 10 * MILLIMETRE  # outwards from the trimmed edge, clear of the bleed
CROSS, RING = 3 * MILLIMETRE, 1.5 * MILLIMETRE  # half a register mark's length, and its ring's radius
MIDDLE = 7 * MILLIMETRE  # of a register mark, outwards from the trimmed edge
RULE = 0.25  # points
ARC = 0.5523  # of the radius: a quarter of a circle as a Bézier curve


def add_marks(pdf: bytes) -> bytes:
    """Return the pages of `pdf` in the middle of larger sheets, with crop marks and register marks.

    What each page's TrimBox leaves outside is its bleed. Sheets say both in boxes of their own (ISO 32000-1,
    14.11.2). Raises RenderFaults where the PDF is damaged.
    """
    source = open_source(pdf)
    trimmed = [source.trim(number) for number in range(1, source.count + 1)]
    sides = [_side(number, source.size(number), inner) for number, inner in enumerate(trimmed, 1)]
    with pikepdf.open(BytesIO(lay(source, sides))) as sheets:
        registration = sheets.make_indirect(_registration(sheets))
        for number, (sheet, inner) in enumerate(zip(sheets.pages, trimmed, strict=True), 1):
            whole = source.size(number)
            trim = Edges(MARGIN, MARGIN, MARGIN + inner.right - inner.left, MARGIN + inner.top - inner.bottom)
            left, bottom = trim.left - inner.left, trim.bottom - inner.bottom
            sheet.obj.TrimBox = pikepdf.Array([*trim])
            sheet.obj.BleedBox = pikepdf.Array([left, bottom, left + whole.width, bottom + whole.height])
            sheet.obj.Resources.ColorSpace = pikepdf.Dictionary(All=registration)
            sheet.contents_add("\n".join(_marks(trim)).encode())
        out = BytesIO()
        sheets.save(out, deterministic_id=True)
        return out.getvalue()


def _side(number: int, whole: Paper, inner: Edges) -> Side:
    """Return the sheet of a page that measures `whole` with its bleed, and is trimmed to `inner`."""
    sheet = Paper(inner.right - inner.left + 2 * MARGIN, inner.top - inner.bottom + 2 * MARGIN)
    return Side(sheet, [Spot(number, MARGIN - inner.left, MARGIN - inner.bottom, *whole)])


def _registration(pdf: pikepdf.Pdf) -> pikepdf.Array:
    """Return the colour that is printed on every plate (ISO 32000-1, 8.6.6.4)."""
    tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    return pikepdf.Array(
        [pikepdf.Name.Separation, pikepdf.Name.All, pikepdf.Name.DeviceCMYK, pdf.make_indirect(tint)]
    )


def _marks(trim: Edges) -> Iterator[str]:
    """Yield what draws the marks around `trim`: strokes at its corners, a register mark at each side."""
    yield f"q /All CS 1 SCN {RULE} w"
    for across, outwards in ((trim.left, -1), (trim.right, 1)):
        for up, upwards in ((trim.bottom, -1), (trim.top, 1)):
            yield _stroke(across + outwards * MARK_FROM, up, across + outwards * MARK_TO, up)
            yield _stroke(across, up + upwards * MARK_FROM, across, up + upwards * MARK_TO)
    centre, height = (trim.left + trim.right) / 2, (trim.bottom + trim.top) / 2
    for across, up in (
        (trim.left - MIDDLE, height),
        (trim.right + MIDDLE, height),
        (centre, trim.bottom - MIDDLE),
        (centre, trim.top + MIDDLE),
    ):
        yield _stroke(across - CROSS, up, across + CROSS, up)
        yield _stroke(across, up - CROSS, across, up + CROSS)
        yield _ring(across, up)
    yield "Q"


def _stroke(left: float, bottom: float, right: float, top: float) -> str:
    return f"{left:.3f} {bottom:.3f} m {right:.3f} {top:.3f} l S"


def _ring(across: float, up: float) -> str:
    turns = [(1, 0), (0, 1), (-1, 0), (0, -1), (1, 0)]
    parts = [f"{across + RING:.3f} {up:.3f} m"]
    for (x, y), (to_x, to_y) in pairwise(turns):
        points = (
            (x + to_x * ARC, y + to_y * ARC),
            (to_x + x * ARC, to_y + y * ARC),
            (to_x, to_y),
        )
        parts.append(" ".join(f"{across + RING * a:.3f} {up + RING * b:.3f}" for a, b in points) + " c")
    return " ".join([*parts, "S"])
