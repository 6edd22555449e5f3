"""The volume's own page numbers, set into the foot of each page of the body.

They are drawn after a specimen: a page for each size of sheet, which shows the number 0123456789.
Its words stay; in place of that number each page gets its own, and right edges meet. The page's
content is neither read nor changed. In the tags a stamp is an Artifact: no bulletin says it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, String

from communique.digest.digits import digits_in
from communique.errors import Fault, RenderFaults

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pikepdf import Object, Pdf

    from communique.digest.digits import Digits
    from communique.digest.resources import Shared

PREFIX = "/Stamp"  # of the names of its resources: no page has such
BEGIN = b"\nQ\n/Artifact << /Type /Pagination /Subtype /Footer >> BDC\nq\n"
END = b"\nQ\nEMC\n"
# The operator that names a resource, and where that lies (ISO 32000-1, annex A and 7.8.3).
NAMING = {
    "Tf": "/Font",
    "gs": "/ExtGState",
    "cs": "/ColorSpace",
    "CS": "/ColorSpace",
    "scn": "/Pattern",
    "SCN": "/Pattern",
    "Do": "/XObject",
    "sh": "/Shading",
}
DEVICE_SPACES = {"/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/Pattern"}  # need no resource
MARKING = {"BMC", "BDC", "EMC", "MP", "DP"}
SHOWING = {"Tj", "TJ"}
THOUSANDTH = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is drawn on a page after its own content: the same for all pages of a size, but for a number."""

    before: Object  # stream: up to where the number is set
    after: Object  # stream: all that follows it
    resources: Object
    matrix: tuple[Decimal, ...]  # of the number 0123456789
    size: Decimal  # of its type, in the units of the matrix
    digits: Digits

    def number(self, folio: int) -> bytes:
        """Return the operators that show `folio`, its right edge where the specimen's is."""
        glyphs = [self.digits.glyphs[int(digit)] for digit in str(folio)]
        widths = [self.digits.widths[int(digit)] for digit in str(folio)]
        shift = (sum(self.digits.widths) - sum(widths)) * THOUSANDTH * self.size
        a, b, c, d, e, f = self.matrix
        placed = " ".join(f"{number:f}" for number in (a, b, c, d, e + a * shift, f + b * shift))
        return f"{placed} Tm\n<{''.join(f'{glyph:04x}' for glyph in glyphs)}> Tj\n".encode()


class Stamps:
    """The stamps of a volume, by the size of its sheets."""

    def __init__(self, volume: Pdf, specimen: Pdf, shared: Shared) -> None:
        self.volume = volume
        self.save = volume.make_stream(b"q\n")
        self.stamps = {_size(page.obj): self._read(page, specimen, shared) for page in specimen.pages}
        self.stamped: dict[tuple[int, int], Object] = {}  # resources that have a stamp's beside their own

    def set(self, page: Object, folio: int) -> None:
        """Set the number `folio` into the foot of `page`. Raises RenderFaults where no stamp has its size."""
        stamp = self.stamps.get(_size(page))
        if stamp is None:
            reason = f"it has no page of {' × '.join(f'{side:g}' for side in _size(page))} points"
            raise _unfit(reason)
        own = page.Contents
        number = self.volume.make_stream(stamp.number(folio))
        contents = list(own) if isinstance(own, Array) else [own]
        page.Contents = Array([self.save, *contents, stamp.before, number, stamp.after])
        self._lend(page, stamp)

    def _lend(self, page: Object, stamp: Stamp) -> None:
        """Give the resources of `page`, which pages of a PDF share, those of `stamp`."""
        resources = page.Resources
        if resources.is_indirect and self.stamped.get(resources.objgen) is stamp.resources:
            return
        for kind in stamp.resources.keys():  # noqa: SIM118 - a PDF's dictionary is none of Python's
            lent = stamp.resources[kind]
            if kind not in resources:
                resources[kind] = Dictionary()
            for name in sorted(lent.keys()):
                resources[kind][name] = lent[name]
        if resources.is_indirect:
            self.stamped[resources.objgen] = stamp.resources

    def _read(self, page: pikepdf.Page, specimen: Pdf, shared: Shared) -> Stamp:
        """Part the content of the specimen `page` where its number is shown."""
        fonts = page.obj.Resources.get("/Font", Dictionary())
        content = [
            step
            for step in pikepdf.parse_content_stream(page)
            if isinstance(step, ContentStreamInstruction) and str(step.operator) not in MARKING
        ]
        place, size, digits = _find(content, fonts)
        placing = next(step for step in reversed(content[:place]) if str(step.operator) in {"Tm", "BT"})
        if str(placing.operator) == "BT":
            raise _unfit("its number is placed in another way than by a matrix")
        resources = self._borrow(page.obj.Resources, content, specimen, shared)
        return Stamp(
            self.volume.make_stream(BEGIN + _written(content[:place])),
            self.volume.make_stream(_written(content[place + 1 :]) + END),
            resources,
            tuple(map(_decimal, placing.operands)),
            size,
            digits,
        )

    def _borrow(
        self, own: Object, content: Sequence[ContentStreamInstruction], specimen: Pdf, shared: Shared
    ) -> Object:
        """Return the resources that `content` names, in the volume, under the names that it has there."""
        borrowed = Dictionary()
        for kind, name in sorted({used for step in content if (used := _used(step))}):
            one = own[kind][name]
            if kind not in borrowed:
                borrowed[kind] = Dictionary()
            stand_in = shared.fonts.take(one) if kind == "/Font" else None
            borrowed[kind][_renamed(name)] = (
                self.volume.copy_foreign(specimen.make_indirect(one)) if stand_in is None else stand_in
            )
        return self.volume.make_indirect(borrowed)


def _find(content: Sequence[ContentStreamInstruction], fonts: Object) -> tuple[int, Decimal, Digits]:
    """Return which step of `content` shows the number 0123456789, and in what. Raises RenderFaults."""
    found = []
    font, size = "", Decimal(0)
    for place, step in enumerate(content):
        if str(step.operator) == "Tf":
            font, size = str(step.operands[0]), _decimal(step.operands[1])
        elif str(step.operator) in SHOWING and (digits := digits_in(_shown(step), fonts[font])):
            found.append((place, size, digits))
    if len(found) != 1:
        reason = f"a page of it shows the number 0123456789 {len(found)} times; expected it once"
        raise _unfit(reason)
    return found[0]


def _shown(step: ContentStreamInstruction) -> bytes:
    """Return the text that `step` shows, whatever the distances between its letters."""
    shown = step.operands[0]
    texts = [shown] if isinstance(shown, String) else list(shown)
    return b"".join(bytes(text) for text in texts if isinstance(text, String))


def _decimal(number: object) -> Decimal:
    return Decimal(str(number))


def _used(step: ContentStreamInstruction) -> tuple[str, str] | None:
    """Return the kind and the name of the resource that `step` names, if it does."""
    kind = NAMING.get(str(step.operator))
    names = [operand for operand in step.operands if isinstance(operand, Name)]
    own = bool(names) and not (kind == "/ColorSpace" and str(names[0]) in DEVICE_SPACES)
    return (kind, str(names[-1])) if kind and own else None


def _written(content: Sequence[ContentStreamInstruction]) -> bytes:
    """Return `content` with the names of its resources made the stamp's own."""
    return pikepdf.unparse_content_stream([_rename(step) if _used(step) else step for step in content])


def _rename(step: ContentStreamInstruction) -> ContentStreamInstruction:
    operands = [Name(_renamed(str(one))) if isinstance(one, Name) else one for one in step.operands]
    return ContentStreamInstruction(operands, Operator(str(step.operator)))


def _renamed(name: str) -> str:
    return PREFIX + name.removeprefix("/")


def _size(page: Object) -> tuple[float, float]:
    """Return the width and the height of `page` in points, as it is cut, as far as they matter on paper."""
    left, bottom, right, top = (float(edge) for edge in page.get("/TrimBox", page.MediaBox))
    return round(right - left, 1), round(top - bottom, 1)


def _unfit(reason: str) -> RenderFaults:
    message = f"the page numbers cannot be set: {reason}"
    hint = "let the stamp show 0123456789 once on a page of each size, in a text of its own"
    return RenderFaults([Fault("D006", message, hint=hint)])
