"""Links on their way into a larger file: named targets become pages, folios become pages.

Names are unique in one file only: two bulletins both have a `note-1`, so each link is
made to point to its page before the files meet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pypdf.generic import ArrayObject, FloatObject, NameObject, NullObject

from communique.errors import Fault, RenderFaults
from communique.model import FOLIO_ADDRESS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdf import PageObject, PdfReader
    from pypdf.generic import DictionaryObject, IndirectObject


def make_explicit(reader: PdfReader) -> None:
    """Let each internal link of the file name its page, and forget the names and the tags."""
    destinations = reader.named_destinations
    for annotation in _annotations(reader.pages):
        annotation.pop("/StructParent", None)
        target = annotation.get("/Dest")
        if isinstance(target, str):
            annotation[NameObject("/Dest")] = destinations[target].dest_array
    reader.root_object.pop("/Names", None)


def aim_at_folios(front: Sequence[PageObject], body: Sequence[PageObject]) -> None:
    """Turn the front matter's links to `FOLIO_ADDRESS` into links to the body's pages.

    Raises RenderFaults where a link asks for a page that the body does not have.
    """
    for annotation in _annotations(front):
        address = annotation.get("/A", {}).get("/URI", "")
        if address.startswith(FOLIO_ADDRESS):
            annotation[NameObject("/Dest")] = _top_of(_page(address, body))
            del annotation["/A"]


def _annotations(pages: Sequence[PageObject]) -> Iterator[DictionaryObject]:
    for page in pages:
        for annotation in page.get("/Annots", ()):
            yield cast("DictionaryObject", annotation.get_object())


def _page(address: str, body: Sequence[PageObject]) -> PageObject:
    folio = address.removeprefix(FOLIO_ADDRESS)
    if folio.isdecimal() and 1 <= int(folio) <= len(body):
        return body[int(folio) - 1]
    message = f"the contents link to page {folio!r}; expected a number from 1 to {len(body)}"
    raise RenderFaults(
        [Fault("D005", message, hint="take each link's number from item.folio in digest.html.j2")]
    )


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
