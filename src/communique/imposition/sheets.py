"""Pages of a PDF, laid onto sheets of paper: through pikepdf, each page as one Form XObject.

A page's contents are neither read nor merged: a sheet shows the page as a picture that is still text
(ISO 32000-1, 8.10). Tags, links and attachments stay behind, for paper has none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

import pikepdf

from communique.errors import Fault, RenderFaults
from communique.imposition.paper import Edges, Paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

RIGHT_ANGLE = 90  # degrees
PRECISION = 5  # decimals of a matrix: a ten-thousandth of a point is seen by nobody
# What pikepdf meets in a damaged file, where it does not say so itself.
BROKEN = (pikepdf.PdfError, ValueError, TypeError, LookupError, AttributeError, RuntimeError, OverflowError)


class Spot(NamedTuple):
    """Where a page goes: as large as fits into a box, in its middle, turned to the left by quarters."""

    page: int  # from 1
    left: float  # of the box, in points from the sheet's lower left corner, as are the others
    bottom: float
    width: float
    height: float
    quarters: int = 0
    rise: float = 0.0  # points that it is moved upwards after all that


class Side(NamedTuple):
    """A side of a sheet with what stands on it."""

    paper: Paper
    spots: Sequence[Spot]


@dataclass(frozen=True, slots=True)
class Source:
    """A PDF whose pages are laid onto sheets."""

    pdf: pikepdf.Pdf = field(repr=False)

    @property
    def count(self) -> int:
        """How many pages it has."""
        return len(self.pdf.pages)

    def size(self, number: int) -> Paper:
        """Return the size of a page as it is seen."""
        page = self.pdf.pages[number - 1]
        left, bottom, right, top = _corners(page)
        is_aside = _rotation(page) % (2 * RIGHT_ANGLE)
        return Paper(top - bottom, right - left) if is_aside else Paper(right - left, top - bottom)

    def trim(self, number: int) -> Edges:
        """Return what is left of an upright page when it is cut, on the page as it is seen."""
        page = self.pdf.pages[number - 1]
        left, bottom, _, _ = _corners(page)
        box = pikepdf.Rectangle(page.trimbox)
        edges = (box.llx - left, box.lly - bottom, box.urx - left, box.ury - bottom)
        return Edges(*(float(edge) for edge in edges))


@lru_cache(maxsize=1)  # one document is counted, chosen from and imposed in a row
def open_source(pdf: bytes) -> Source:
    """Open `pdf`. Raises RenderFaults where it cannot be read."""
    try:
        source = Source(pikepdf.open(BytesIO(pdf)))
        if not source.pdf.is_encrypted and source.count:
            return source
    except BROKEN as problem:
        raise _unusable(problem) from None
    raise _unusable("it is encrypted, or has no pages")


def count_pages(pdf: bytes) -> int:
    """Return how many pages `pdf` has. Raises RenderFaults where it cannot be read."""
    return open_source(pdf).count


def lay(source: Source, sides: Iterable[Side]) -> bytes:
    """Return a PDF with a page for each of `sides`. Raises RenderFaults where `source` is damaged."""
    try:
        with pikepdf.new() as sheets:
            return _Layer(source.pdf, sheets).lay(sides)
    except BROKEN as problem:
        raise _unusable(problem) from None


class _Form(NamedTuple):
    stream: pikepdf.Object
    corners: tuple[float, float, float, float]
    rotation: int  # degrees by which the page is shown turned to the right


@dataclass(slots=True)
class _Layer:
    source: pikepdf.Pdf
    sheets: pikepdf.Pdf
    forms: dict[int, _Form] = field(default_factory=dict)

    def lay(self, sides: Iterable[Side]) -> bytes:
        for side in sides:
            self._fill(self.sheets.add_blank_page(page_size=side.paper), side.spots)
        out = BytesIO()
        plain = pikepdf.ObjectStreamMode.disable  # what printers of all ages read
        self.sheets.save(out, deterministic_id=True, object_stream_mode=plain)
        return out.getvalue()

    def _fill(self, page: pikepdf.Page, spots: Sequence[Spot]) -> None:
        shown = pikepdf.Dictionary()
        drawn: list[str] = []
        for spot in spots:
            form, name = self._form(spot.page), f"/P{spot.page}"
            shown[name] = form.stream
            numbers = " ".join(_written(number) for number in _matrix(spot, form))
            drawn.append(f"q {numbers} cm {name} Do Q")
        page.obj.Resources = pikepdf.Dictionary(XObject=shown)
        page.obj.Contents = self.sheets.make_stream("\n".join(drawn).encode())

    def _form(self, number: int) -> _Form:
        """Return a page as a form (ISO 32000-1, 8.10.2). What several pages share is copied once."""
        if number not in self.forms:
            page = self.source.pages[number - 1]
            corners = _corners(page)
            stream = self.sheets.copy_foreign(page.as_form_xobject(handle_transformations=False))
            stream.BBox = pikepdf.Array([*corners])
            self.forms[number] = _Form(stream, corners, _rotation(page))
        return self.forms[number]


def _corners(page: pikepdf.Page) -> tuple[float, float, float, float]:
    box = pikepdf.Rectangle(page.cropbox)
    return float(box.llx), float(box.lly), float(box.urx), float(box.ury)


def _rotation(page: pikepdf.Page) -> int:
    """Return the degrees by which a page is shown turned to the right, by itself or by its parents."""
    node: pikepdf.Object = page.obj
    while "/Rotate" not in node and "/Parent" in node:
        node = node.Parent
    return int(node.get("/Rotate", 0)) % (4 * RIGHT_ANGLE)


def _matrix(spot: Spot, form: _Form) -> Sequence[float]:
    left, bottom, right, top = form.corners
    width, height = right - left, top - bottom
    angle = (spot.quarters * RIGHT_ANGLE - form.rotation) % (4 * RIGHT_ANGLE)
    wide, high = (height, width) if angle % (2 * RIGHT_ANGLE) else (width, height)
    back = {0: (0.0, 0.0), 90: (height, 0.0), 180: (width, height), 270: (0.0, width)}[angle]
    scale = min(spot.width / wide, spot.height / high)
    aside, above = (spot.width - wide * scale) / 2, (spot.height - high * scale) / 2
    box = pikepdf.Matrix().translated(spot.left + aside, spot.bottom + above + spot.rise)
    return box.scaled(scale, scale).translated(*back).rotated(angle).translated(-left, -bottom).shorthand


def _written(number: float) -> str:
    return f"{round(number, PRECISION) + 0.0:.{PRECISION}f}".rstrip("0").rstrip(".")


def _unusable(why: object) -> RenderFaults:
    message = f"the PDF cannot be laid onto sheets: {why}"
    return RenderFaults([Fault("J040", message, hint="build it anew with `communique build --force`")])
