"""PDFs in, one volume out: tagged as they were, its fonts and pictures once, its pages numbered on.

Over pikepdf, which is qpdf: each PDF is opened, copied and closed again, and only what must change
of it is touched.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from communique.digest.admission import REBUILD
from communique.digest.attachments import Attachments
from communique.digest.copying import copy_into
from communique.digest.guest import blaming, open_guest
from communique.digest.links import aim, prefix_destinations
from communique.digest.outline import Outline
from communique.digest.resources import Shared
from communique.digest.stamp import Stamps
from communique.digest.structure import StructureTree
from communique.digest.trees import grow
from communique.errors import Fault, RenderFaults

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pikepdf import Object, Pdf

    from communique.digest.copying import Copied
    from communique.digest.fonts import Sharing
    from communique.digest.guest import Guest
    from communique.digest.plan import Place, Plan
    from communique.digest.trees import Branch

LINKS = "https://digest.invalid/"  # can belong to nobody (RFC 2606)


@dataclass(frozen=True, slots=True)
class Matter:
    """What is printed around the body, each a tagged PDF of WeasyPrint."""

    front: bytes  # also gives the title, the language and the metadata of the whole
    back: bytes | None = None
    folio: bytes | None = None  # the specimen of the page numbers: see communique.digest.stamp


@dataclass(frozen=True, slots=True)
class Binding:
    """The volume, and what came of sharing its fonts."""

    pdf: bytes
    pages: int
    sharing: Sharing
    leading: int  # pages before the body


def bind(plan: Plan, guests: Mapping[str, Sequence[Guest]], matter: Matter, links: str = LINKS) -> Binding:
    """Return the volume of `plan`: front matter, each entry with its pages numbered on, end matter.

    `guests` are the PDFs of each entry by its key; each is asked for once, in order, so that a mapping
    may read files as they are asked for. A link in the matter to `links` and a folio
    becomes one to that page of the body. The same input gives the same bytes. Raises
    RenderFaults that name a file which cannot be bound.
    """
    volume = _Volume()
    with pikepdf.open(BytesIO(matter.front)) as front:
        leading = volume.append_matter(front)
        volume.describe(front)
    if matter.folio is not None:
        with pikepdf.open(BytesIO(matter.folio)) as specimen:
            volume.stamps = Stamps(volume.pdf, specimen, volume.shared)
    for place in plan.places:
        volume.append_entry(place, guests[place.entry.key])
    trailing: Sequence[Object] = ()
    if matter.back is not None:
        with pikepdf.open(BytesIO(matter.back)) as back:
            trailing = volume.append_matter(back)
    aim([*leading, *trailing], volume.body, links)
    return volume.finish(len(leading))


class _Volume:
    """The volume while it is bound."""

    def __init__(self) -> None:
        self.pdf: Pdf = pikepdf.new()
        self.shared = Shared(self.pdf)
        self.tree = StructureTree(self.pdf)
        self.outline = Outline(self.pdf)
        self.attachments = Attachments(self.pdf)
        self.stamps: Stamps | None = None
        self.destinations: list[Branch] = []
        self.body: list[Object] = []
        self.appended = 0

    def append_matter(self, source: Pdf) -> Sequence[Object]:
        """Append the front or the end matter; return its pages."""
        copied, prefix = self._copy(source)
        self.tree.add(str(source.docinfo.get("/Title", "")), [(copied, prefix)])
        self.outline.add_own(copied)
        return copied.pages

    def append_entry(self, place: Place, guests: Sequence[Guest]) -> None:
        """Append the PDFs of one entry."""
        entry = place.entry
        copies = []
        for guest, sheets in zip(guests, entry.parts, strict=True):
            with blaming(guest):
                copies.append(self._copy_guest(guest, len(sheets)))
        with blaming(guests[0]):
            self._enter(place, copies)

    def _enter(self, place: Place, copies: Sequence[tuple[Copied, bytes]]) -> None:
        """Enter what was copied of one entry into all that lists it, and number its pages."""
        entry, own = place.entry, [copied for copied, _ in copies]
        part = self.tree.add(entry.title, copies)
        self.outline.add(entry.title, own)
        self.attachments.add(entry.key, part, own)
        pages = [page for copied in own for page in copied.pages]
        self.body += pages
        if self.stamps:
            for folio, page in enumerate(pages, place.folio):
                self.stamps.set(page, folio)

    def describe(self, front: Pdf) -> None:
        """Let the front matter speak for the whole: its title, authors, dates, language and metadata."""
        root = self.pdf.Root
        root.Lang = String(str(front.Root.Lang))
        root.Metadata = self.pdf.copy_foreign(front.Root.Metadata)
        for key in sorted(front.docinfo.keys()):
            self.pdf.docinfo[key] = front.docinfo[key]

    def finish(self, leading: int) -> Binding:
        """Write the volume, of whose pages `leading` are front matter."""
        sharing = self.shared.fonts.finish()
        root = self.pdf.Root
        root.StructTreeRoot = self.tree.finish()
        root.MarkInfo = Dictionary(Marked=True)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        root.Outlines = self.outline.finish()
        root.PageMode = Name.UseOutlines
        root.PageLabels = _labels(leading)
        names = Dictionary()
        if self.destinations:
            names.Dests = grow(self.pdf, self.destinations)
        if (files := self.attachments.finish()) is not None:
            names.EmbeddedFiles = files
        root.Names = names
        written = BytesIO()
        self.pdf.save(
            written,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            fix_metadata_version=False,
        )
        return Binding(written.getvalue(), len(self.pdf.pages), sharing, leading)

    def _copy_guest(self, guest: Guest, pages: int) -> tuple[Copied, bytes]:
        with open_guest(guest) as source:
            if len(source.pages) != pages:
                message = f"{guest.path.name} has {len(source.pages)} pages; the plan expected {pages}"
                hint = "bind again: the file was changed"
                raise RenderFaults([Fault("D004", message, path=guest.path, hint=hint)])
            copied, prefix = self._copy(source)
        if clash := self.tree.clash(copied):
            message = f"{guest.path.name} holds what the volume cannot take over: {clash}"
            raise RenderFaults([Fault("D015", message, path=guest.path, hint=REBUILD)])
        return copied, prefix

    def _copy(self, source: Pdf) -> tuple[Copied, bytes]:
        """Append the pages of `source`; return what was copied, and the prefix of its names.

        All prefixes are of one length, so that names stay in order.
        """
        copied = copy_into(self.pdf, source, self.shared)
        if copied.intents is not None:
            self.pdf.Root.OutputIntents = copied.intents
        self.appended += 1
        prefix = f"{self.appended:06}:".encode()
        self.destinations += prefix_destinations(self.pdf, copied, prefix)
        return copied, prefix


def _labels(leading: int) -> Object:
    """Return i, ii, iii for the front matter, and 1, 2, 3 for all that follows (ISO 32000-1, 12.4.2)."""
    return Dictionary(Nums=Array([0, Dictionary(S=Name.r), leading, Dictionary(S=Name.D, St=1)]))
