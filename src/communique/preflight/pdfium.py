"""PDFium's own functions for what is drawn, as few of them as preflight needs.

`tags` has those for the structure tree, `typeface` those for fonts.

PDFium measures in points from the page's lower left corner; what is given here is measured from
the upper left one. An object's handle is good only as long as its page is open.
"""

from __future__ import annotations

import ctypes
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from communique.preflight.box import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Kind = Literal["text", "shape", "picture", "shade", "form", "unknown"]
KINDS: dict[int, Kind] = {
    pdfium.FPDF_PAGEOBJ_TEXT: "text",
    pdfium.FPDF_PAGEOBJ_PATH: "shape",
    pdfium.FPDF_PAGEOBJ_IMAGE: "picture",
    pdfium.FPDF_PAGEOBJ_SHADING: "shade",
    pdfium.FPDF_PAGEOBJ_FORM: "form",
}
EVEN_ODD = pdfium.FPDF_FILLMODE_ALTERNATE
INVISIBLE = pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
LONGEST = 5000  # pages that are looked at; a year's digest has some hundred
LARGEST_RASTER = 4000  # dots to a side; an A4 page at 300 dots to the inch has 3508
FAR = 1e6  # points: PDFium's numbers may be none, or without end
LONGEST_TEXT = 4096  # UTF-16 units that are read of one text
LONGEST_TAG = 128  # UTF-16 units of a language's tag
NEW_SUBPATH = pdfium.FPDF_SEGMENT_MOVETO

Colour = tuple[int, int, int, int]  # red, green, blue and how opaque, each to 255
WHITE = (255, 255, 255)


class UnreadableError(Exception):
    """Bytes that are no PDF, or a damaged one."""


class EncryptedError(Exception):
    """A PDF that is locked, with or without a password."""


@contextmanager
def opened(pdf: bytes) -> Iterator[Any]:
    """Open `pdf`. Raises UnreadableError and EncryptedError."""
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as problem:
        if getattr(problem, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise EncryptedError from problem
        raise UnreadableError from problem
    try:
        if pdfium.FPDF_GetSecurityHandlerRevision(document) != -1:
            raise EncryptedError
        if not len(document):
            raise UnreadableError
        yield document
    finally:
        document.close()


@contextmanager
def page(document: Any, index: int) -> Iterator[Leaf]:
    """Open one page. Raises UnreadableError."""
    handle = pdfium.FPDF_LoadPage(document, index)
    if not handle:
        raise UnreadableError
    leaf = Leaf(document, handle)
    try:
        yield leaf
    finally:
        leaf.close()


def language_of(document: Any) -> str:
    """Return the language that the whole document is said to be in (ISO 32000-1, 14.9.2)."""
    buffer = (ctypes.c_ushort * LONGEST_TAG)()
    length = pdfium.FPDFCatalog_GetLanguage(document, buffer, ctypes.sizeof(buffer))
    return _decoded(bytes(buffer)[:length]) if length <= ctypes.sizeof(buffer) else ""


class Leaf:
    """One open page and what PDFium tells of its objects."""

    def __init__(self, document: Any, handle: Any) -> None:
        self.document, self.handle = document, handle
        self._text: Any = None
        self._floats, self._by = _numbers(ctypes.c_float)
        self._ints, self._ints_by = _numbers(ctypes.c_uint)
        self._buffer: Any = ctypes.create_string_buffer(2 * LONGEST_TEXT)
        whole = self._crop()
        self.left, lower, right, self.upper = self._trim() or whole
        self.box = Box(0, 0, right - self.left, self.upper - lower)
        aside, down = whole[0] - self.left, self.upper - whole[3]
        self.whole = Box(aside, down, whole[2] - self.left, self.upper - whole[1])  # before it is cut

    def close(self) -> None:
        """Let go of the page."""
        if self._text:
            pdfium.FPDFText_ClosePage(self._text)
        pdfium.FPDF_ClosePage(self.handle)

    # the page

    def _crop(self) -> tuple[float, float, float, float]:
        for ask in (pdfium.FPDFPage_GetCropBox, pdfium.FPDFPage_GetMediaBox):
            if ask(self.handle, *self._by):
                left, bottom, right, top = self._floats[:]
                return left, bottom, right, top
        return 0.0, 0.0, pdfium.FPDF_GetPageWidthF(self.handle), pdfium.FPDF_GetPageHeightF(self.handle)

    def _trim(self) -> tuple[float, float, float, float] | None:
        """Return the page as it is cut (ISO 32000-1, 14.11.2), where it says so: the measure of all."""
        is_there = pdfium.FPDFPage_GetTrimBox(self.handle, *self._by)
        left, bottom, right, top = self._floats[:]
        return (left, bottom, right, top) if is_there and left < right and bottom < top else None

    def type_area(self) -> Box | None:
        """Return the page's ArtBox (ISO 32000-1, 14.11.2), where it has one."""
        return self._box() if pdfium.FPDFPage_GetArtBox(self.handle, *self._by) else None

    def objects(self) -> list[Any]:
        """Return the handles of what is drawn, from the lowest to the topmost."""
        count = pdfium.FPDFPage_CountObjects(self.handle)
        return [pdfium.FPDFPage_GetObject(self.handle, index) for index in range(count)]

    def raster(self, area: Box, dpi: int) -> Image.Image:
        """Return what is seen in `area`, without its transparency; of a vast one, with fewer dots."""
        scale = min(dpi / 72, LARGEST_RASTER / max(area.width, area.height, 1))
        width, height = max(1, round(area.width * scale)), max(1, round(area.height * scale))
        bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGRx, None, 0)
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
            left, top = area.left - self.whole.left, area.top - self.whole.top
            move = pdfium.FS_MATRIX(scale, 0, 0, scale, -left * scale, -top * scale)
            clip = pdfium.FS_RECTF(0, 0, width, height)
            pdfium.FPDF_RenderPageBitmapWithMatrix(bitmap, self.handle, move, clip, 0)
            stride = pdfium.FPDFBitmap_GetStride(bitmap)
            data = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
        return Image.frombuffer("RGB", (width, height), data, "raw", "BGRX", stride, 1)

    @contextmanager
    def hidden(self, handles: Iterable[Any]) -> Iterator[None]:
        """Leave objects out of what is drawn meanwhile."""
        objects = list(handles)
        for handle in objects:
            pdfium.FPDFPageObj_SetIsActive(handle, False)
        try:
            yield
        finally:
            for handle in objects:
                pdfium.FPDFPageObj_SetIsActive(handle, True)

    # one object

    @staticmethod
    def kind(handle: Any) -> Kind:
        """Return what an object is."""
        return KINDS.get(pdfium.FPDFPageObj_GetType(handle), "unknown")

    def bounds(self, handle: Any) -> Box:
        """Return what an object covers; of a text, its ink."""
        pdfium.FPDFPageObj_GetBounds(handle, *self._by)
        return self._box()

    @staticmethod
    def mark(handle: Any) -> int:
        """Return the object's MCID, or -1 for one that no tag refers to."""
        return int(pdfium.FPDFPageObj_GetMarkedContentID(handle))

    def fill(self, handle: Any) -> Colour:
        """Return the colour that an object is filled with; of a pattern it says nothing true."""
        pdfium.FPDFPageObj_GetFillColor(handle, *self._ints_by)
        red, green, blue, opacity = self._ints[:]
        return red, green, blue, opacity

    def has_pattern(self, handle: Any) -> bool:
        """Tell whether a shape is filled with a pattern, such as a gradient."""
        bitmap = pdfium.FPDFPageObj_GetRenderedFillPattern(self.document, handle)
        if bitmap:
            pdfium.FPDFBitmap_Destroy(bitmap)
        return bool(bitmap)

    def clip(self, handle: Any) -> Box | None:
        """Return the rectangle around what of an object is shown, or None where all of it is."""
        path = pdfium.FPDFPageObj_GetClipPath(handle)
        shown: Box | None = None
        for index in range(pdfium.FPDFClipPath_CountPaths(path)):
            count = pdfium.FPDFClipPath_CountPathSegments(path, index)
            points = [
                self._point(pdfium.FPDFClipPath_GetPathSegment(path, index, place)) for place in range(count)
            ]
            one = Box.around([(x - self.left, self.upper - y) for x, y in points]) if points else NOTHING
            shown = one if shown is None else shown.common(one) or NOTHING
        return shown

    def fill_rule(self, handle: Any) -> int:
        """Return how a shape is filled: 0 for not at all."""
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(handle, fill, stroke)
        return fill.value

    @staticmethod
    def segments(handle: Any) -> int:
        """Return of how many segments a shape is made."""
        return int(pdfium.FPDFPath_CountSegments(handle))

    def outlines(self, handle: Any) -> list[Box]:
        """Return the rectangle around each of a shape's closed outlines."""
        to_page = self._matrix(handle)
        found: list[list[tuple[float, float]]] = []
        for index in range(self.segments(handle)):
            segment = pdfium.FPDFPath_GetPathSegment(handle, index)
            if pdfium.FPDFPathSegment_GetType(segment) == NEW_SUBPATH or not found:
                found.append([])
            found[-1].append(to_page(*self._point(segment)))
        return [Box.around(points) for points in found]

    def pixels(self, handle: Any) -> tuple[int, int]:
        """Return width and height of a picture in its own dots."""
        pdfium.FPDFImageObj_GetImagePixelSize(handle, self._ints_by[0], self._ints_by[1])
        return self._ints[0], self._ints[1]

    def scale(self, handle: Any) -> tuple[float, float]:
        """Return how far the unit lengths of an object's own space reach on its page."""
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(handle, matrix)
        return (matrix.a**2 + matrix.b**2) ** 0.5, (matrix.c**2 + matrix.d**2) ** 0.5

    @staticmethod
    def parts(handle: Any) -> list[Any]:
        """Return what a form is made of."""
        return [
            pdfium.FPDFFormObj_GetObject(handle, index)
            for index in range(pdfium.FPDFFormObj_CountObjects(handle))
        ]

    # text

    def words(self, handle: Any) -> str:
        """Return what a text says."""
        if not self._text:
            self._text = pdfium.FPDFText_LoadPage(self.handle)
        into = ctypes.cast(self._buffer, ctypes.POINTER(ctypes.c_ushort))
        length = pdfium.FPDFTextObj_GetText(handle, self._text, into, LONGEST_TEXT)
        return _decoded(self._buffer[: 2 * min(length, LONGEST_TEXT)])

    @staticmethod
    def is_invisible(handle: Any) -> bool:
        """Tell whether a text is neither filled nor stroked."""
        return bool(pdfium.FPDFTextObj_GetTextRenderMode(handle) == INVISIBLE)

    # lengths

    def _box(self) -> Box:
        left, bottom, right, top = self._floats[:]
        if not -FAR <= left <= right <= FAR or not -FAR <= bottom <= top <= FAR:
            left, bottom, right, top = (min(FAR, max(-FAR, number)) for number in self._floats)
        return Box(left - self.left, self.upper - top, right - self.left, self.upper - bottom)

    def _point(self, segment: Any) -> tuple[float, float]:
        pdfium.FPDFPathSegment_GetPoint(segment, self._by[0], self._by[1])
        return self._floats[0], self._floats[1]

    def _matrix(self, handle: Any) -> Callable[[float, float], tuple[float, float]]:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(handle, matrix)

        def to_page(x: float, y: float) -> tuple[float, float]:
            across = matrix.a * x + matrix.c * y + matrix.e
            up = matrix.b * x + matrix.d * y + matrix.f
            return across - self.left, self.upper - up

        return to_page


NOTHING = Box(0.0, 0.0, 0.0, 0.0)


def _numbers(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return room for four numbers, and pointers to each, which PDFium writes through."""
    room = (kind * 4)()
    start, step = ctypes.addressof(room), ctypes.sizeof(kind)
    return room, tuple(ctypes.pointer(kind.from_address(start + step * place)) for place in range(4))


def _decoded(data: bytes) -> str:
    return data.decode("utf-16-le", errors="replace").partition("\0")[0]
