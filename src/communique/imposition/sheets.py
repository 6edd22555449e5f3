"""Pages of a PDF, laid onto sheets of paper: through pypdf, each page as one Form XObject.

A page's contents are neither read nor merged: a sheet shows the page as a picture that is still text
(ISO 32000-1, 8.10). Tags, links and attachments stay behind, for paper has none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    StreamObject,
)

from communique.errors import Fault, RenderFaults
from communique.imposition.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pypdf import PageObject
    from pypdf.generic import IndirectObject

RIGHT_ANGLE = 90  # degrees
PRECISION = 5  # decimals of a matrix: a ten-thousandth of a point is seen by nobody
# What pypdf meets in a damaged file, where it does not say so itself.
BROKEN = (PyPdfError, ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError)


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

    reader: PdfReader = field(repr=False)

    @property
    def count(self) -> int:
        """How many pages it has."""
        return len(self.reader.pages)

    def size(self, number: int) -> Paper:
        """Return the size of a page as it is seen."""
        page = self.reader.pages[number - 1]
        box = page.cropbox
        width, height = float(box.width), float(box.height)
        return Paper(height, width) if page.rotation % (2 * RIGHT_ANGLE) else Paper(width, height)


@lru_cache(maxsize=1)  # one document is counted, chosen from and imposed in a row
def open_source(pdf: bytes) -> Source:
    """Open `pdf`. Raises RenderFaults where it cannot be read."""
    try:
        source = Source(PdfReader(BytesIO(pdf), strict=False))
        if not source.reader.is_encrypted and source.count:
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
        return _Layer(source.reader).lay(sides)
    except BROKEN as problem:
        raise _unusable(problem) from None


class _Form(NamedTuple):
    reference: IndirectObject
    corners: tuple[float, float, float, float]
    rotation: int  # degrees by which the page is shown turned to the right


@dataclass(slots=True)
class _Layer:
    source: PdfReader
    writer: PdfWriter = field(default_factory=PdfWriter)
    forms: dict[int, _Form] = field(default_factory=dict)

    def lay(self, sides: Iterable[Side]) -> bytes:
        for side in sides:
            self._fill(self.writer.add_blank_page(*side.paper), side.spots)
        self.writer.metadata = None  # no program and no date: the same pages give the same bytes
        out = BytesIO()
        self.writer.write(out)
        return out.getvalue()

    def _fill(self, page: PageObject, spots: Sequence[Spot]) -> None:
        shown = DictionaryObject()
        drawn: list[str] = []
        for spot in spots:
            form, name = self._form(spot.page), f"/P{spot.page}"
            shown[NameObject(name)] = form.reference
            numbers = " ".join(_written(number) for number in _matrix(spot, form))
            drawn.append(f"q {numbers} cm {name} Do Q")
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): shown})
        contents = DecodedStreamObject()
        contents.set_data("\n".join(drawn).encode())
        page[NameObject("/Contents")] = self._added(contents)

    def _form(self, number: int) -> _Form:
        if number not in self.forms:
            page = self.source.pages[number - 1]
            box = page.cropbox
            corners = (float(box.left), float(box.bottom), float(box.right), float(box.top))
            form = _form_of(page, corners, self.writer)
            self.forms[number] = _Form(self._added(form), corners, page.rotation)
        return self.forms[number]

    def _added(self, stream: StreamObject) -> IndirectObject:
        return self.writer._add_object(stream)


def _form_of(page: PageObject, corners: tuple[float, ...], writer: PdfWriter) -> StreamObject:
    """Return `page` as a form of `writer` (ISO 32000-1, 8.10.2).

    Contents that are one stream stay compressed as they are. What several pages share is copied once.
    """
    form = _contents(page)
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject(map(FloatObject, corners))
    for name in ("/Resources", "/Group"):
        if name in page:
            form[NameObject(name)] = page.raw_get(name).clone(writer)
    return form


def _contents(page: PageObject) -> StreamObject:
    contents = page.get("/Contents")
    contents = contents.get_object() if contents is not None else None
    if isinstance(contents, StreamObject):
        form = StreamObject()
        form._data = contents._data
        for name in ("/Filter", "/DecodeParms"):
            if name in contents:
                form[NameObject(name)] = contents[name]
        return form
    parts = [part.get_object() for part in contents] if isinstance(contents, ArrayObject) else []
    joined = DecodedStreamObject()
    joined.set_data(b"\n".join(part.get_data() for part in parts if isinstance(part, StreamObject)))
    return joined.flate_encode()


def _matrix(spot: Spot, form: _Form) -> tuple[float, float, float, float, float, float]:
    left, bottom, right, top = form.corners
    width, height = right - left, top - bottom
    angle = (spot.quarters * RIGHT_ANGLE - form.rotation) % (4 * RIGHT_ANGLE)
    wide, high = (height, width) if angle % (2 * RIGHT_ANGLE) else (width, height)
    back = {0: (0.0, 0.0), 90: (height, 0.0), 180: (width, height), 270: (0.0, width)}[angle]
    scale = min(spot.width / wide, spot.height / high)
    aside, above = (spot.width - wide * scale) / 2, (spot.height - high * scale) / 2
    moved = Transformation().translate(-left, -bottom).rotate(angle).translate(*back).scale(scale)
    return moved.translate(spot.left + aside, spot.bottom + above + spot.rise).ctm


def _written(number: float) -> str:
    return f"{round(number, PRECISION) + 0.0:.{PRECISION}f}".rstrip("0").rstrip(".")


def _unusable(why: object) -> RenderFaults:
    message = f"the PDF cannot be laid onto sheets: {why}"
    return RenderFaults([Fault("J040", message, hint="build it anew with `communique build --force`")])
