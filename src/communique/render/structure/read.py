"""The boxes of the pages → what each element of the HTML shows, and where.

Boxes are asked for nothing else: anonymous ones, and the pieces of an element on several
pages, never reach the structure tree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from communique.render import inside
from communique.render.structure.node import Box, LinkArea, Mark, UntaggableError
from communique.render.structure.pictures import picture_of, tells_again
from communique.render.structure.reading_order import in_reading_order

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from weasyprint.document import Document

POINTS = 0.75  # in a CSS pixel

Artifact = Literal["header", "footer", "repeat", "layout"]
Part = Literal["marker", "footnote-call", "footnote-marker"]  # generated content with a place of its own
PARTS: dict[str, Part] = {name: name for name in ("marker", "footnote-call", "footnote-marker")}


@dataclass(slots=True)
class Reading:
    """What the pages show of each element: its marks and children in the order of reading."""

    root: Element
    parents: dict[Element, Element]
    content: dict[Element, list[Element | Mark]] = field(default_factory=dict)
    parts: dict[tuple[Element, Part], list[Mark]] = field(default_factory=dict)
    links: dict[Element, list[LinkArea]] = field(default_factory=dict)
    boxes: dict[Element, Box] = field(default_factory=dict)
    bullets: dict[Element, Any] = field(default_factory=dict)  # list-style-type of each list
    artifacts: list[dict[int, Artifact]] = field(default_factory=list)  # of each page, by MCID
    marks: list[int] = field(default_factory=list)  # how many each page has
    again: list[dict[int, list[Mark]]] = field(default_factory=list)  # of each page, by a picture's MCID


def read(document: Document, streams: list[Any]) -> Reading:
    """Read all pages of `document`. Raises UntaggableError."""
    root = inside.root_element(document)
    parents = {child: element for element in root.iter() for child in element}
    reading = Reading(root, parents)
    reader = _Reader(reading)
    for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
        reader.read_page(number, page, inside.marked_boxes(stream))
    reader.tell_again()
    return reading


class _Reader:
    """Walks the boxes page by page, and remembers which elements were met."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.met: set[Element] = set()
        self.line_ends: set[Any] = set()  # the last text of each line
        self.first_page: dict[Element, int] = {}  # of a table's head or foot

    def read_page(self, number: int, page: Any, marked: dict[Any, int]) -> None:
        artifacts: dict[int, Artifact] = {}
        self.reading.artifacts.append(artifacts)
        self.reading.marks.append(len(marked))
        self.reading.again.append({})
        stack: list[tuple[Any, Artifact | None]] = [(inside.page_box(page), None)]
        while stack:
            box, artifact = stack.pop()
            box = inside.placed(box)
            artifact = self._artifact(box, number) or artifact
            self._note_style(box)
            self.line_ends.update(inside.last_text(box))
            if box.link_annotation is not None:
                self._put_link(box, number, artifact)
            mcid = marked.get(box)
            if mcid is not None and (artifact or _is_decoration(box.element)):
                artifacts[mcid] = artifact or "layout"
            elif mcid is not None:
                words = in_reading_order(box, ends_line=box in self.line_ends)
                self._put_mark(box, Mark(number, mcid, words), page.height)
            stack.extend((child, artifact) for child in reversed(box.children))

    def tell_again(self) -> None:
        """Give a mark to each element that says in another language what a picture shows."""
        for teller in filter(tells_again, self.reading.root.iter("div")):
            picture = picture_of(teller, self.reading.parents)
            painted = self.reading.content.get(picture, [])[:1]  # nothing where its file is missing
            for mark in (one for one in painted if isinstance(one, Mark)):
                self._meet(teller)
                own = Mark(mark.page, self.reading.marks[mark.page])
                self.reading.marks[mark.page] += 1
                self.reading.again[mark.page].setdefault(mark.mcid, []).append(own)
                self.reading.content[teller] = [own]
                self.reading.boxes[teller] = self.reading.boxes[picture]

    def _artifact(self, box: Any, number: int) -> Artifact | None:
        """Return as what `box` and all in it is left out of the tree, if it is."""
        if inside.is_margin_box(box):
            return "footer" if "bottom" in box.at_keyword else "header"
        if box.is_leader:
            return "layout"
        if inside.is_table_head_or_foot(box) and box.element is not None:
            return None if self.first_page.setdefault(box.element, number) == number else "repeat"
        return None

    def _note_style(self, box: Any) -> None:
        if box.element_tag == "li" and box.element in self.reading.parents:
            self.reading.bullets.setdefault(self.reading.parents[box.element], box.style["list_style_type"])

    def _put_mark(self, box: Any, mark: Mark, height: float) -> None:
        element: Element = box.element
        self._meet(element)
        part = PARTS.get(box.element_tag.partition("::")[2])
        if part:
            self.reading.parts.setdefault((element, part), []).append(mark)
        else:
            self.reading.content.setdefault(element, []).append(mark)
        if inside.is_picture(box):
            self.reading.boxes.setdefault(element, _rectangle(box, height))

    def _put_link(self, box: Any, number: int, artifact: Artifact | None) -> None:
        """Give an annotation to its link, one for each line or piece of it."""
        link = self._enclosing_link(box.element)
        if link is None or artifact in {"header", "footer"}:
            message = "a link stands in a running head or foot, where no reader can reach it"
            raise UntaggableError(message, "print the address as text there, or link from the page itself")
        self._meet(link)
        self.reading.links.setdefault(link, []).append(LinkArea(number, box.link_annotation))

    def _enclosing_link(self, element: Element | None) -> Element | None:
        while element is not None and element.tag != "a":
            element = self.reading.parents.get(element)
        return element

    def _meet(self, element: Element) -> None:
        """Enter `element` into its parent's content when it is first met, and that into its own."""
        while element not in self.met:
            self.met.add(element)
            parent = self.reading.parents.get(element)
            if parent is None:
                return
            self.reading.content.setdefault(parent, []).append(element)
            element = parent


def _is_decoration(element: Element | None) -> bool:
    return element is None or (element.tag == "img" and element.get("alt") == "")


def _rectangle(box: Any, height: float) -> Box:
    """Return where a picture stands: CSS counts from the top of the page, PDF from its foot."""
    left, top = box.content_box_x(), box.content_box_y()
    edges = (left, height - top - box.height, left + box.width, height - top)
    left, bottom, right, upper = (round(edge * POINTS, 2) for edge in edges)
    return left, bottom, right, upper
