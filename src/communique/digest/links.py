"""Where links and names lead, once pages of many PDFs stand in one.

Names are unique in one PDF only: each gets a prefix. A link to a page of the body, which had none
when the front matter was printed, is an address until it is bound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name, String

from communique.digest.trees import leaves_of, read_tree
from communique.errors import Fault, RenderFaults

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pikepdf import Object, Pdf

    from communique.digest.copying import Copied
    from communique.digest.trees import Branch


def prefix_destinations(volume: Pdf, copied: Copied, prefix: bytes) -> list[Branch]:
    """Set `prefix` before each named destination of `copied` and each use of it; return the leaves."""
    for annotation in annotations_of(copied.pages):
        _prefix_use(annotation, "/Dest", prefix)
        _prefix_use(annotation.get("/A", Dictionary()), "/D", prefix)
    if copied.destinations is None:
        return []
    names = read_tree(copied.destinations, "/Names")
    return leaves_of(volume, [(String(prefix + bytes(name)), place) for name, place in names], "/Names")


def aim(matter: Sequence[Object], body: Sequence[Object], address: str) -> None:
    """Turn the links on pages of `matter` to `address` and a folio into links to pages of `body`.

    Raises RenderFaults where a link asks for a page that the body does not have.
    """
    for annotation in annotations_of(matter):
        uri = str(annotation.get("/A", Dictionary()).get("/URI", ""))
        if uri.startswith(address):
            annotation.Dest = top_of(_page(uri.removeprefix(address), body))
            del annotation.A
            if str(annotation.get("/Contents", "")) == uri:
                del annotation.Contents


def annotations_of(pages: Sequence[Object]) -> Iterator[Object]:
    """Return the annotations on `pages`."""
    for page in pages:
        yield from page.get("/Annots", ())


def top_of(page: Object) -> Object:
    """Return the destination that is the top of `page`, at whatever zoom a reader has."""
    return Array([page, Name.XYZ, None, page.MediaBox[3], None])


def _prefix_use(holder: Object, key: str, prefix: bytes) -> None:
    if isinstance(holder.get(key), String):
        holder[key] = String(prefix + bytes(holder[key]))


def _page(folio: str, body: Sequence[Object]) -> Object:
    if folio.isdecimal() and 1 <= int(folio) <= len(body):
        return body[int(folio) - 1]
    message = f"a link leads to page {folio!r} of the body; expected a number from 1 to {len(body)}"
    raise RenderFaults([Fault("D005", message, hint="in the template, take each link from line.address")])
