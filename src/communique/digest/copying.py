"""One PDF → its pages, and what its catalog says of them, as they stand in the volume."""

from __future__ import annotations

import warnings
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from pikepdf import Dictionary, Name, Stream

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

    from communique.digest.resources import Shared


@dataclass(frozen=True, slots=True)
class Copied:
    """What the volume now has of one PDF, which may be closed."""

    pages: tuple[Object, ...]
    lang: str
    tags: Object  # StructTreeRoot
    outlines: Object | None
    destinations: Object | None  # a tree of names
    files: Object | None  # a tree of names
    metadata: Object  # XMP
    intents: Object | None  # only of the first: they hold for the whole


def copy_into(volume: Pdf, source: Pdf, shared: Shared) -> Copied:
    """Append the pages of `source` to `volume`, with all that belongs to them.

    Pages must come first: all else refers to them, and is copied by one reach for everything, so
    that what two trees share stays shared.
    """
    withdrawn = shared.withdraw(source)
    _detach_streams(source)
    first = len(volume.pages)
    with warnings.catch_warnings():  # of named destinations, which are carried over below
        warnings.simplefilter("ignore")
        volume.pages.extend(source.pages)
    pages = tuple(volume.pages[number].obj for number in range(first, len(volume.pages)))
    shared.put_back(pages, withdrawn)
    root = source.Root
    names = root.get("/Names", Dictionary())
    wanted = {
        "/Tags": root.StructTreeRoot,
        "/Outlines": root.get("/Outlines"),
        "/Dests": names.get("/Dests"),
        "/Files": names.get("/EmbeddedFiles"),
        "/Intents": None if first else root.OutputIntents,
    }
    held = Dictionary({key: value for key, value in wanted.items() if value is not None})
    copy = volume.copy_foreign(source.make_indirect(held))
    return Copied(
        pages,
        str(root.Lang),
        copy["/Tags"],
        copy.get("/Outlines"),
        copy.get("/Dests"),
        copy.get("/Files"),
        _metadata(volume, source),
        copy.get("/Intents"),
    )


def _metadata(volume: Pdf, source: Pdf) -> Object:
    """Return what `source` says of itself, packed: for each bulletin it would weigh as much as a page."""
    packed = zlib.compress(source.Root.Metadata.read_bytes())
    return volume.make_stream(packed, Type=Name.Metadata, Subtype=Name.XML, Filter=Name.FlateDecode)


def _detach_streams(source: Pdf) -> None:
    """Let no stream of `source` need its file any longer: what is copied would hold on to all of it."""
    for one in source.objects:
        if isinstance(one, Stream) and "/Length1" not in one:  # all but fonts, which are not copied
            packing = (
                cast("Name | None", one.get("/Filter")),
                cast("Dictionary | None", one.get("/DecodeParms")),
            )
            one.write(one.read_raw_bytes(), filter=packing[0], decode_parms=packing[1])
