"""PDF files in, one PDF file out: outline, page labels, links and metadata of the whole.

The result claims no tags: what the bulletins' structure trees say is not carried over, so
nothing that points into them stays either.
"""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import TYPE_CHECKING, cast

from pypdf import PdfReader, PdfWriter
from pypdf.constants import PageLabelStyle
from pypdf.generic import ArrayObject, BooleanObject, ByteStringObject, DictionaryObject, NameObject

from communique.digest.guest import damaged, open_guest
from communique.digest.links import aim_at_folios, prepare_links
from communique.digest.outline import add_entry, add_headings
from communique.digest.stamp import stamp
from communique.errors import Fault, RenderFaults

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from communique.digest.guest import Guest
    from communique.model import Item, Volume

METADATA = ("/Title", "/Author", "/Subject", "/Keywords", "/Creator", "/CreationDate", "/ModDate")


def bind(volume: Volume, front: bytes, stamps: bytes, guests: Mapping[str, Sequence[Guest]]) -> bytes:
    """Return the digest: `front`, then each bulletin of `volume` with its pages numbered on.

    `front` also brings the metadata and the language of the whole. `stamps` has one page
    for each of the volume's, to be laid over it. `guests` are the PDFs of each bulletin by
    its id. Raises RenderFaults that name a file which cannot be bound. The same input gives
    the same bytes.
    """
    writer = PdfWriter()
    cover = PdfReader(BytesIO(front))
    _append(writer, cover, import_outline=True)
    leading = len(cover.pages)
    for item in volume.items:
        _append_item(writer, item, guests[item.id])
    body = writer.pages[leading:]
    stamp(writer, body, PdfReader(BytesIO(stamps)))
    aim_at_folios(writer.pages[:leading], body)
    _label(writer, leading)
    _describe(writer, cover)
    # pypdf's own identifier is random, and it has no other way to set one.
    bound = (guest.data for item in volume.items for guest in guests[item.id])
    writer._ID = _identifier([front, stamps, *bound])
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _append_item(writer: PdfWriter, item: Item, guests: Sequence[Guest]) -> None:
    entry = None
    for guest, sheets in zip(guests, item.parts, strict=True):
        reader = open_guest(guest)
        if len(reader.pages) != len(sheets):
            message = f"{guest.path.name} has {len(reader.pages)} pages; the plan expected {len(sheets)}"
            hint = "bind again: the file was changed"
            raise RenderFaults([Fault("D004", message, path=guest.path, hint=hint)])
        try:
            first = _append(writer, reader)
            entry = entry or add_entry(writer, heading_of(item), reader, first)
            add_headings(writer, entry, reader, first)
        except Exception as problem:  # a damaged file makes pypdf raise nearly anything
            raise damaged(guest, problem) from problem


def heading_of(item: Item) -> str:
    """Return the line of `item` in the outline: its number and its title."""
    return f"{item.record} · {next(iter(item.bulletin.title.root.values()))}"


def _append(writer: PdfWriter, reader: PdfReader, *, import_outline: bool = False) -> int:
    """Append all pages of `reader`, and return where the first of them now stands."""
    first = len(writer.pages)
    prepare_links(reader)
    for page in reader.pages:
        page.pop("/Tabs", None)  # an order taken from tags that are not carried over
    writer.append(reader, import_outline=import_outline)
    return first


def _label(writer: PdfWriter, leading: int) -> None:
    """Label the front matter i, ii, iii and the body 1, 2, 3 (ISO 32000-1, 12.4.2)."""
    writer.set_page_label(0, leading - 1, PageLabelStyle.LOWERCASE_ROMAN)
    writer.set_page_label(leading, len(writer.pages) - 1, PageLabelStyle.DECIMAL, start=1)


def _describe(writer: PdfWriter, cover: PdfReader) -> None:
    """Let the front matter speak for the whole: its title, authors, dates and language."""
    said = cast("DictionaryObject", cover.metadata or {})
    writer.add_metadata({key: said[key] for key in METADATA if said.get(key)})
    writer.root_object[NameObject("/Lang")] = cover.root_object["/Lang"]
    writer.page_mode = "/UseOutlines"
    shown = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    writer.root_object[NameObject("/ViewerPreferences")] = shown


def _identifier(parts: list[bytes]) -> ArrayObject:
    """Return the file's identifier (ISO 32000-1, 14.4), taken from what it is made of."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    identifier = ByteStringObject(digest.digest()[:16])
    return ArrayObject([identifier, identifier])
