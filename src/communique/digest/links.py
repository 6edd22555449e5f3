"""Links on their way into a larger file: named targets become pages, folios become pages.

Names are unique in one file only: two bulletins both have a `note-1`, so each link is
made to point to its page before the files meet.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from pypdf.generic import ArrayObject, FloatObject, NameObject, NullObject

from communique.errors import Fault, RenderFaults
from communique.model import FOLIO_ADDRESS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdf import PageObject, PdfReader
    from pypdf.generic import DictionaryObject, IndirectObject

TEMPLATE = Path("templates/digest.html.j2")
SLACK = 0.01  # points: what rounding moves an edge


def prepare_links(reader: PdfReader) -> None:
    """Let each internal link of the file name its page, and forget the names and the tags."""
    for page in reader.pages:
        _merge_nested(page)
    destinations = reader.named_destinations
    for annotation in _annotations(reader.pages):
        annotation.pop("/StructParent", None)
        target = annotation.get("/Dest")
        if isinstance(target, str):
            annotation[NameObject("/Dest")] = destinations[target].dest_array
    destinations.clear()  # what the reader knows of names, it would carry over


def aim_at_folios(front: Sequence[PageObject], body: Sequence[PageObject]) -> None:
    """Turn the front matter's links to `FOLIO_ADDRESS` into links to the body's pages.

    Raises RenderFaults where a link asks for a page that the body does not have.
    """
    for annotation in _annotations(front):
        address = _address(annotation)
        if address.startswith(FOLIO_ADDRESS):
            annotation[NameObject("/Dest")] = _top_of(_page(address, body))
            del annotation["/A"]
            if annotation.get("/Contents") == address:
                del annotation["/Contents"]


def _merge_nested(page: PageObject) -> None:
    """Keep one link where a rendering gives one to each box inside of it as well."""
    kept: list[DictionaryObject] = []
    for annotation in _annotations([page]):
        if not any(_is_within(annotation, outer) for outer in kept):
            kept.append(annotation)
    if kept:
        page[NameObject("/Annots")] = ArrayObject(cast("IndirectObject", a.indirect_reference) for a in kept)


def _is_within(annotation: DictionaryObject, outer: DictionaryObject) -> bool:
    if not _address(annotation) or _address(annotation) != _address(outer):
        return False
    inside, around = _edges(annotation), _edges(outer)
    return all(a >= b - SLACK for a, b in zip(inside[:2], around[:2], strict=True)) and all(
        a <= b + SLACK for a, b in zip(inside[2:], around[2:], strict=True)
    )


def _edges(annotation: DictionaryObject) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top, whichever corners the file gives (ISO 32000-1, 7.9.5)."""
    x, y, other_x, other_y = map(float, cast("ArrayObject", annotation["/Rect"]))
    return min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)


def _address(annotation: DictionaryObject) -> str:
    return str(cast("DictionaryObject", annotation.get("/A", {})).get("/URI", ""))


def _annotations(pages: Sequence[PageObject]) -> Iterator[DictionaryObject]:
    for page in pages:
        for annotation in page.get("/Annots", ()):
            yield cast("DictionaryObject", annotation.get_object())


def _page(address: str, body: Sequence[PageObject]) -> PageObject:
    folio = address.removeprefix(FOLIO_ADDRESS)
    if folio.isdecimal() and 1 <= int(folio) <= len(body):
        return body[int(folio) - 1]
    message = f"the contents link to page {folio!r}; expected a number from 1 to {len(body)}"
    raise RenderFaults([Fault("D005", message, TEMPLATE, hint="take each link from line.address")])


def _top_of(page: PageObject) -> ArrayObject:
    zoom = NullObject()  # as the reader has it
    return ArrayObject(
        [
            cast("IndirectObject", page.indirect_reference),
            NameObject("/XYZ"),
            NullObject(),
            FloatObject(page.mediabox.top),
            zoom,
        ]
    )
