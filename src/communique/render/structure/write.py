"""The structure tree → objects of the PDF (ISO 32000-1, 14.7): elements, and who owns what."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pydyf

from communique.render.structure.node import LinkArea, Mark, Node


def write(pdf: Any, tree: Node, marks: list[int]) -> None:
    """Write `tree` into `pdf`, whose pages have as many `marks` each."""
    root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(root)
    writer = _Writer(pdf, marks)
    root["K"] = pydyf.Array([writer.write(tree, root)])
    numbers = pydyf.Dictionary({"Nums": writer.numbers()})
    pdf.add_object(numbers)
    root["ParentTree"] = numbers.reference
    root["ParentTreeNextKey"] = len(marks) + len(writer.owners_of_links)
    if writer.names:
        root["IDTree"] = pydyf.Dictionary({"Names": _names(writer.names)})
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


class _Writer:
    """Writes elements, and collects who owns which mark, link and name."""

    def __init__(self, pdf: Any, marks: list[int]) -> None:
        self.pdf = pdf
        self.pages = pdf.page_references
        self.owners: list[list[bytes]] = [[b"null"] * count for count in marks]
        self.owners_of_links: list[bytes] = []
        self.names: dict[str, bytes] = {}

    def write(self, node: Node, parent: Any) -> bytes:
        """Write `node` and all below it; return its reference.

        What may be left unsaid is, its type and an array around one child: a year's volume has a
        million elements, which all stand in memory while it is bound.
        """
        element = pydyf.Dictionary({"S": f"/{node.tag}", "P": parent.reference})
        self.pdf.add_object(element)
        reference: bytes = element.reference
        page = next((child.page for child in node.children if not isinstance(child, Node)), None)
        if page is not None:
            element["Pg"] = self.pages[page]
        element.update(_entries(node))
        if node.id is not None:
            self.names[node.id] = reference
        for area in (child for child in node.children if isinstance(child, LinkArea)):
            area.annotation["Contents"] = pydyf.String(node.contents)
        children = [self._child(child, element, page) for child in node.children]
        element["K"] = children[0] if len(children) == 1 else pydyf.Array(children)
        return reference

    def numbers(self) -> Any:
        """Return the entries of the tree of parents: an array for each page, then one for each link."""
        entries = [*map(pydyf.Array, self.owners), *self.owners_of_links]
        return pydyf.Array(item for pair in enumerate(entries) for item in pair)

    def _child(self, child: Node | Mark | LinkArea, element: Any, page: int | None) -> Any:
        if isinstance(child, Node):
            return self.write(child, element)
        if isinstance(child, LinkArea):
            return self._link(child, element)
        if child.words:
            return self.write(Node("Span", words=child.words, children=[replace(child, words="")]), element)
        self.owners[child.page][child.mcid] = element.reference
        if child.page == page:
            return child.mcid
        return pydyf.Dictionary({"Type": "/MCR", "Pg": self.pages[child.page], "MCID": child.mcid})

    def _link(self, area: LinkArea, element: Any) -> Any:
        area.annotation["StructParent"] = len(self.owners) + len(self.owners_of_links)
        self.owners_of_links.append(element.reference)
        return pydyf.Dictionary(
            {"Type": "/OBJR", "Obj": area.annotation.reference, "Pg": self.pages[area.page]}
        )


def _entries(node: Node) -> dict[str, Any]:
    """Return what an element's dictionary says beside its place in the tree."""
    texts = {"Lang": node.lang, "Alt": node.alt, "ActualText": node.words, "ID": node.id}
    entries: dict[str, Any] = {key: pydyf.String(text) for key, text in texts.items() if text is not None}
    if attributes := _attributes(node):
        entries["A"] = pydyf.Dictionary(attributes)
    return entries


def _attributes(node: Node) -> dict[str, Any]:
    if node.box:
        return {"O": "/Layout", "BBox": pydyf.Array(node.box)}
    if node.numbering:
        return {"O": "/List", "ListNumbering": f"/{node.numbering}"}
    attributes: dict[str, Any] = {"Scope": f"/{node.scope}"} if node.scope else {}
    if node.headers:
        attributes["Headers"] = pydyf.Array(map(pydyf.String, node.headers))
    attributes |= {key: span for key, span in zip(("ColSpan", "RowSpan"), node.span, strict=True) if span > 1}
    return {"O": "/Table", **attributes} if attributes else {}


def _names(references: dict[str, bytes]) -> Any:
    return pydyf.Array(item for key in sorted(references) for item in (pydyf.String(key), references[key]))
