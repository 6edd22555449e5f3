"""The structure tree of the volume: a Document, and in it each PDF's own tree as a Part (ISO 32000-1, 14.7).

A PDF's numbers in the tree of parents move up by as many as the volume has by then, and its
identifiers get a prefix. All else stays as it was copied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name, Object, String

from communique.digest.trees import Branch, grow, leaves_of, read_tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pikepdf import Pdf

    from communique.digest.copying import Copied


class StructureTree:
    """The tree while it is bound."""

    def __init__(self, volume: Pdf) -> None:
        self.volume = volume
        self.root = volume.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = self._element("Document", self.root)
        self.next_key = 0
        self.owners: list[Branch] = []  # leaves of the tree of parents
        self.identified: list[Branch] = []  # leaves of the tree of identifiers
        self.roles: dict[str, str] = {}

    def add(self, title: str, copies: Sequence[tuple[Copied, bytes]]) -> Object:
        """Append the trees of `copies`, each with the prefix of its identifiers, as one Part; return it.

        Of several, each becomes a Sect of it.
        """
        own = [self._take_over(copied, prefix) for copied, prefix in copies]
        if len(own) == 1:
            (part,) = own
            part.S, part.P = Name.Part, self.document
        else:
            part = self._element("Part", self.document)
            part.Lang = own[0].Lang
            for element in own:
                element.S, element.P = Name.Sect, part
            part.K = Array(own)
        part.T = String(title)
        self.document.K.append(part)
        return part

    def finish(self) -> Object:
        """Return the root of the tree."""
        self.root.K = Array([self.document])
        self.root.ParentTree = grow(self.volume, self.owners)
        self.root.ParentTreeNextKey = self.next_key
        if self.identified:
            self.root.IDTree = grow(self.volume, self.identified)
        if self.roles:
            self.root.RoleMap = Dictionary({tag: Name(role) for tag, role in sorted(self.roles.items())})
        return self.root

    def clash(self, copied: Copied) -> str | None:
        """Return which tag of `copied` stands for another one than in the volume (ISO 32000-1, 14.7.3)."""
        for tag, role in sorted(_roles(copied).items()):
            if (known := self.roles.get(tag, role)) != role:
                return f"its tag {tag} stands for {role}, and that of another file for {known}"
        return None

    def _take_over(self, copied: Copied, prefix: bytes) -> Object:
        """Make the tree of `copied` fit to stand in the volume's; return its topmost element."""
        self._move_keys(copied)
        self._prefix_identifiers(copied.tags, prefix)
        self.roles |= _roles(copied)
        tops = _list(copied.tags.K)
        if [element.S for element in tops] == ["/Document"]:
            (top,) = tops
        else:
            top = self._element("Sect", self.document)
            top.K = Array(tops)
            for element in tops:
                element.P = top
        if "/Lang" not in top:
            top.Lang = String(copied.lang)
        top.Metadata = copied.metadata  # of this part of the volume: ISO 32000-1, 14.3.2
        return top

    def _move_keys(self, copied: Copied) -> None:
        """Let what points into the tree of parents point to where its entries go."""
        base = self.next_key
        entries = [(int(key) + base, value) for key, value in read_tree(copied.tags.ParentTree, "/Nums")]
        self.owners += leaves_of(self.volume, entries, "/Nums")
        self.next_key = entries[-1][0] + 1
        for page in copied.pages:
            if "/StructParents" in page:
                page.StructParents = int(page.StructParents) + base
            for annotation in page.get("/Annots", ()):
                if "/StructParent" in annotation:
                    annotation.StructParent = int(annotation.StructParent) + base

    def _prefix_identifiers(self, tags: Object, prefix: bytes) -> None:
        """Set `prefix` before each identifier, and before it where a table's cell names its headers."""
        if "/IDTree" in tags:
            identified = list(read_tree(tags.IDTree, "/Names"))
            walked = _tables_of(element for _, element in identified)
        else:
            walked = _list(tags.K)
            identified = [(element.ID, element) for element in _walk(walked) if "/ID" in element]
            identified.sort(key=lambda pair: bytes(pair[0]))
        entries = []
        for old, element in identified:
            element.ID = String(prefix + bytes(old))
            entries.append((element.ID, element))
        self.identified += leaves_of(self.volume, entries, "/Names")
        for element in _walk(walked):
            _prefix_headers(element, prefix)

    def _element(self, tag: str, parent: Object) -> Object:
        entries = {"/Type": Name.StructElem, "/S": Name(f"/{tag}"), "/P": parent, "/K": Array()}
        return self.volume.make_indirect(Dictionary(entries))


def _roles(copied: Copied) -> dict[str, str]:
    return {tag: str(role) for tag, role in copied.tags.get("/RoleMap", Dictionary()).items()}


def _tables_of(elements: Iterator[Object]) -> list[Object]:
    """Return each table that one of `elements` is a header of, once: headers are named in no other place."""
    tables = (_table_of(element) for element in elements if element.S == "/TH")
    return [*{table.objgen: table for table in tables}.values()]


def _table_of(element: Object) -> Object:
    while element.S != "/Table":
        element = element.P
    return element


def _walk(elements: Sequence[Object]) -> Iterator[Object]:
    """Return `elements` and all elements below them."""
    stack = list(elements)
    while stack:
        element = stack.pop()
        yield element
        stack += [
            kid for kid in _list(element.get("/K", Array())) if isinstance(kid, Dictionary) and "/S" in kid
        ]


def _prefix_headers(element: Object, prefix: bytes) -> None:
    for attributes in _list(element.get("/A", Array())):
        if isinstance(attributes, Dictionary) and "/Headers" in attributes:
            attributes.Headers = Array([String(prefix + bytes(name)) for name in attributes.Headers])


def _list(one: Object) -> list[Object]:
    """Return what may be one thing or an array of them as a list."""
    return list(one) if isinstance(one, Array) else [one]
