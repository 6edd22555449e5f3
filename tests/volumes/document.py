"""One PDF, read by pypdf: its trees of names and numbers, its structure, where its links lead.

Nothing here knows the binder. What a tree gets wrong by itself is noted in `faults`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from itertools import pairwise
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NullObject, NumberObject

from conformance.marked_content import Marked, read_marked

Mark = tuple[int, int]  # page (0 is the first) and MCID
Landing = tuple[int, tuple[object, ...]]  # page, and how it is shown


@dataclass
class Element:
    """A structure element."""

    tag: str  # a standard one: the role map is applied
    number: int  # of its object
    lang: str  # its own, or what it stands in
    entries: DictionaryObject
    parent: "Element | None"
    kids: list["Element | Mark | int"] = field(default_factory=list)  # an int is an annotation's object

    def walk(self) -> Iterator["Element"]:
        """Yield this element and all below it, in order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    @property
    def attributes(self) -> dict[str, Any]:
        """The attributes of all owners."""
        given = self.entries.get("/A", ArrayObject())
        owners = given if isinstance(given, ArrayObject) else [given]
        return {key: value for owner in owners for key, value in owner.get_object().items()}


@dataclass(frozen=True)
class Heading:
    """An entry of the outline."""

    depth: int  # 0 is the outermost
    title: str
    landing: Landing


class Document:
    """One PDF, read once."""

    def __init__(self, pdf: bytes, *, is_strict: bool = True) -> None:
        self.pdf = pdf
        self.reader = PdfReader(BytesIO(pdf), strict=is_strict)
        self.catalog = self.reader.root_object
        self.pages = list(self.reader.pages)
        self.page_of = {page.indirect_reference.idnum: n for n, page in enumerate(self.pages)}
        self.faults: list[str] = []
        self._marked: dict[int, Marked] = {}

    @cached_property
    def root(self) -> DictionaryObject:
        """The root of the structure."""
        return self.catalog["/StructTreeRoot"]

    @cached_property
    def tops(self) -> list[Element]:
        """The outermost structure elements."""
        lang = str(self.catalog["/Lang"])
        return [self._element(kid, None, lang) for kid in _listed(self.root.raw_get("/K"))]

    @cached_property
    def elements(self) -> dict[int, Element]:
        """All structure elements by the number of their object, in order."""
        return {one.number: one for top in self.tops for one in top.walk()}

    @cached_property
    def parents(self) -> dict[int, Any]:
        """The tree of parents: what each page and annotation belongs to (ISO 32000-1, 14.7.4.4)."""
        return dict(self._leaves("ParentTree", self.root["/ParentTree"], "/Nums"))

    @cached_property
    def ids(self) -> dict[bytes, int]:
        """The numbers of the elements that have an ID."""
        tree = self.root.get("/IDTree", {})
        return {key: value.idnum for key, value in self._leaves("IDTree", tree, "/Names")}

    @cached_property
    def destinations(self) -> dict[bytes, Any]:
        """The named destinations."""
        return dict(self._leaves("Dests", self.names.get("/Dests", {}), "/Names"))

    @cached_property
    def attachments(self) -> dict[bytes, DictionaryObject]:
        """The file specifications of what is attached, by name."""
        tree = self.names.get("/EmbeddedFiles", {})
        return {name: one.get_object() for name, one in self._leaves("EmbeddedFiles", tree, "/Names")}

    @property
    def names(self) -> dict[str, Any]:
        """The trees of names."""
        return self.catalog.get("/Names", {})

    @cached_property
    def outline(self) -> list[Heading]:
        """The outline's entries, each before those below it."""
        root = "/Outlines" in self.catalog
        return list(self._headings(self.catalog.raw_get("/Outlines"), 0)) if root else []

    def marked(self, page: int) -> Marked:
        """Return what the marked content of `page` says."""
        if page not in self._marked:
            self._marked[page] = read_marked(self.pages[page])
        return self._marked[page]

    def annotations(self, page: int) -> list[tuple[int, DictionaryObject]]:
        """Return the annotations of `page`, each with the number of its object."""
        given = self.pages[page].get("/Annots", [])
        return [(one.idnum, one.get_object()) for one in given]

    def landing(self, holder: DictionaryObject) -> Landing | None:
        """Return where a link or an entry of the outline leads in this file, or None where nowhere in it."""
        action = holder.get("/A", {})
        target = holder.get("/Dest", action.get("/D") if action.get("/S") == "/GoTo" else None)
        if target is None:
            return None
        if not isinstance(target, ArrayObject):
            target = self.destinations.get(raw(target), NullObject()).get_object()
            target = target.get("/D") if isinstance(target, DictionaryObject) else target
        if not isinstance(target, ArrayObject):
            return (-1, ())
        page = list.__getitem__(target, 0)
        shown = tuple(plain(one) for one in list(target)[1:])
        return self.page_of.get(getattr(page, "idnum", -1), -1), shown

    def _element(self, reference: Any, parent: Element | None, lang: str) -> Element:
        entries = reference.get_object()
        tag = str(entries["/S"])
        tag = str(self.root.get("/RoleMap", {}).get(tag, tag))[1:]
        element = Element(tag, reference.idnum, str(entries.get("/Lang", lang)), entries, parent)
        own = parent.number if parent else self.catalog.raw_get("/StructTreeRoot").idnum
        if entries.raw_get("/P").idnum != own:
            self.faults.append(f"tree: /P of a {tag} is not its parent")
        page = entries.raw_get("/Pg").idnum if "/Pg" in entries else None
        if "/K" in entries:
            element.kids = [self._kid(kid, element, page) for kid in _listed(entries.raw_get("/K"))]
        return element

    def _kid(self, reference: Any, element: Element, page: int | None) -> Element | Mark | int:
        kid = reference.get_object()
        if isinstance(kid, NumberObject):
            return self.page_of.get(page, -1), int(kid)
        if kid.get("/Type") == "/MCR":
            return self.page_of.get(kid.raw_get("/Pg").idnum if "/Pg" in kid else page, -1), int(kid["/MCID"])
        if kid.get("/Type") == "/OBJR":
            return int(kid.raw_get("/Obj").idnum)
        return self._element(reference, element, element.lang)

    def _leaves(self, name: str, tree: Any, leaf: str) -> Iterator[tuple[Any, Any]]:
        """Yield the pairs of a tree; note keys out of order, and limits that are not those of its leaves."""
        pairs = list(self._pairs(name, tree.get_object(), leaf)) if tree else []
        keys = [key for key, _ in pairs]
        if any(one >= other for one, other in pairwise(keys)):
            self.faults.append(f"{name}: keys are out of order, or there twice")
        yield from pairs

    def _pairs(self, name: str, node: DictionaryObject, leaf: str) -> list[tuple[Any, Any]]:
        pairs = [pair for kid in node.get("/Kids", []) for pair in self._pairs(name, kid.get_object(), leaf)]
        flat = list(node.get(leaf, []))
        pairs += [(raw(key.get_object()), value) for key, value in zip(flat[::2], flat[1::2], strict=True)]
        if "/Limits" in node:
            limits = [raw(one) for one in node["/Limits"]]
            if not pairs or limits != [pairs[0][0], pairs[-1][0]]:
                self.faults.append(f"{name}: limits are not those of the leaves")
        return pairs

    def _headings(self, holder: IndirectObject, depth: int) -> Iterator[Heading]:
        before, reference = None, _number(holder.get_object(), "/First")
        while reference is not None:
            one = self.reader.get_object(reference)
            if (_number(one, "/Parent"), _number(one, "/Prev")) != (holder.idnum, before):
                self.faults.append(f"outline: {one['/Title']!r} does not know its neighbours")
            yield Heading(depth, str(one["/Title"]), self.landing(one) or (-1, ()))
            yield from self._headings(IndirectObject(reference, 0, self.reader), depth + 1)
            before, reference = reference, _number(one, "/Next")
        if before != _number(holder.get_object(), "/Last"):
            self.faults.append("outline: the last entry is not the last")


def moved(landing: Landing | None, by: int) -> Landing | None:
    """Return where `landing` is after `by` more pages."""
    return landing and (landing[0] + by, landing[1])


def raw(value: Any) -> Any:
    """Return the bytes of a string, or a number."""
    if isinstance(value, NumberObject):
        return int(value)
    return getattr(value, "original_bytes", value)


def plain(value: Any) -> object:
    """Return a value of a PDF as one of Python, so that two files can be compared."""
    value = value.get_object() if isinstance(value, IndirectObject) else value
    if value is None or isinstance(value, NullObject):
        return None
    if isinstance(value, DictionaryObject):
        return tuple(sorted((key, plain(one)) for key, one in value.items()))
    if isinstance(value, ArrayObject):
        return tuple(plain(one) for one in value)
    return round(float(value), 3) if isinstance(value, int | float) else str(value)


def _number(entries: DictionaryObject, key: str) -> int | None:
    """Return the number of the object that `key` names."""
    return entries.raw_get(key).idnum if key in entries else None


def _listed(value: Any) -> list[Any]:
    """Return what /K holds: one thing, or a list of things."""
    direct = value.get_object()
    return list(direct) if isinstance(direct, ArrayObject) else [value]
