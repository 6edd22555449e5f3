"""The volume's own page numbers, laid over the bulletins' pages.

Each overlay becomes a form XObject, drawn after the page's own content inside a saved
graphics state: the content is neither read nor changed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from communique.errors import Fault, RenderFaults

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pypdf import PageObject, PdfReader, PdfWriter
    from pypdf.generic import IndirectObject

TEMPLATE = Path("templates/folios.html.j2")
NAME = "/Folio"


def stamp(writer: PdfWriter, body: Sequence[PageObject], stamps: PdfReader) -> None:
    """Lay each page of `stamps` over the page of `body` in the same place.

    Raises RenderFaults where their numbers differ.
    """
    if len(body) != len(stamps.pages):
        message = f"there are {len(stamps.pages)} overlays for {len(body)} pages; expected one for each"
        raise RenderFaults(
            [Fault("D006", message, TEMPLATE, hint="keep each overlay on one page of its own")]
        )
    save = writer._add_object(_stream(b"q\n"))
    restore = writer._add_object(_stream(f"\nQ\n{NAME} Do\n".encode()))
    for page, overlay in zip(body, stamps.pages, strict=True):
        _draw(page, writer._add_object(_form(writer, overlay)), save, restore)


def _draw(page: PageObject, form: IndirectObject, save: IndirectObject, restore: IndirectObject) -> None:
    own = page["/Contents"]
    contents = list(own) if isinstance(own, ArrayObject) else [page.raw_get("/Contents")]
    page[NameObject("/Contents")] = ArrayObject([save, *contents, restore])
    resources = DictionaryObject(cast("DictionaryObject", page["/Resources"]))  # pages share theirs
    drawn = DictionaryObject(
        cast("DictionaryObject", resources.get("/XObject", DictionaryObject()).get_object())
    )
    drawn[NameObject(NAME)] = form
    resources[NameObject("/XObject")] = drawn
    page[NameObject("/Resources")] = resources


def _form(writer: PdfWriter, overlay: PageObject) -> StreamObject:
    content = overlay.get_contents()
    form = _stream(content.get_data() if content is not None else b"")
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject(overlay.mediabox)
    form[NameObject("/Resources")] = cast("DictionaryObject", overlay["/Resources"]).clone(writer)
    return form.flate_encode()


def _stream(data: bytes) -> StreamObject:
    stream = StreamObject()
    stream.set_data(data)
    return stream
