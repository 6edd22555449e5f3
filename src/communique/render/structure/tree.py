"""The HTML's elements → the structure tree.

An element that only lays out (`div`, `main`, `header` …) vanishes. One of these with a `lang`
is a cell: all cells of a language are read through as one part, a Sect, though on paper the
languages stand side by side. What holds cells and means something itself, such as a figure
with a caption for each language, is parted likewise. What stands beside the cells goes to
the language of the whole page.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from communique.render.structure.lists import numbering
from communique.render.structure.node import Mark, Node, UntaggableError
from communique.render.structure.pictures import tells_again
from communique.render.structure.tables import cells, headers_of, scope, span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from communique.render.structure.read import Part, Reading

    Share = Callable[[str], Node]  # where what is written in a language goes

SVG = "{http://www.w3.org/2000/svg}svg"
LAYOUT = frozenset({"html", "body", "main", "header", "footer", "div", "address"})
GROUPS = {
    "article": "Art",
    "aside": "Sect",
    "blockquote": "BlockQuote",
    "figcaption": "Caption",
    "figure": "Div",
    "nav": "Sect",
    "section": "Sect",
}
TAGS = {
    **GROUPS,
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    "a": "Link",
    "caption": "Caption",
    "dd": "LBody",
    "dl": "L",
    "dt": "Lbl",
    "img": "Figure",
    "ol": "L",
    "p": "P",
    "pre": "P",
    SVG: "Figure",
    "table": "Table",
    "tbody": "TBody",
    "td": "TD",
    "tfoot": "TFoot",
    "th": "TH",
    "thead": "THead",
    "tr": "TR",
    "ul": "L",
}
INLINE = frozenset(
    # a set literal would stand on thirty lines
    "a abbr b bdi bdo br cite code data del dfn em i ins kbd mark q s samp small "  # noqa: SIM905 - see above
    "span strong sub sup time u var wbr".split()
)
# ISO 32000-1, 14.8.4: these hold no text themselves, and a footnote may stand in these or in those.
GROUPING = frozenset({"Document", "Art", "BlockQuote", "Div", "Sect"})
HOLDS_NOTES = GROUPING | {"Caption", "LBody", "TD", "TH"}


def build(reading: Reading) -> Node:
    """Return the tree of what was read. Raises UntaggableError."""
    return _Builder(reading).build()


class _Builder:
    """Walks the HTML's elements once."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.places = {child: place for one in reading.root.iter() for place, child in enumerate(one)}
        self.parted = _parted(reading)
        self.notes: list[tuple[Element, str]] = []  # called from a block that is not yet closed
        self.headers: dict[Element, list[Element]] = {}
        self.ids: dict[Element, str] = {}

    def build(self) -> Node:
        """Return the tree of the whole document."""
        root, document = self.reading.root, Node("Document")
        lang = root.get("lang", "")
        if root in self.parted:
            self._deal(root, _shares(lambda tag: document.add("Sect", tag)), lang)
        else:
            self._fill(document, self._children(root), lang)
        return document

    # Dealing what stands side by side

    def _deal(self, element: Element, share: Share, lang: str) -> None:
        """Give each cell in `element` to the share of its language, and all else to that of `lang`."""
        for dealt, children in groupby(self._children(element), key=self._is_dealt):
            if not dealt:
                self._fill(share(lang), children, lang)
                continue
            for child in (child for child in children if isinstance(child, Element)):
                self._deal_one(child, share, child.get("lang", lang))

    def _deal_one(self, element: Element, share: Share, lang: str) -> None:
        # a section that is a cell is the Sect of its language, and none in it
        tag = None if element.tag == "section" and _is_cell(element) else GROUPS.get(str(element.tag))
        if tells_again(element):
            self._fill(share(lang), [element], lang)
        elif element not in self.parted:
            target = share(lang)
            self._fill(target.add(tag) if tag else target, self._children(element), lang)
        elif tag:
            self._deal(element, _shares(lambda language: share(language).add(tag)), lang)
        else:
            self._deal(element, share, lang)

    def _is_dealt(self, child: Element | Mark) -> bool:
        return isinstance(child, Element) and (child in self.parted or _is_cell(child))

    # Elements in their order

    def _children(self, element: Element) -> list[Element | Mark]:
        """Return what `element` shows: in the HTML's order where it is all elements, else as it is read.

        Floats and a table's foot are laid out out of turn.
        """
        children = self.reading.content.get(element, [])
        elements = [child for child in children if isinstance(child, Element)]
        if len(elements) < len(children):
            return children
        return [*sorted(elements, key=self.places.__getitem__)]

    def _fill(self, node: Node, children: Iterable[Element | Mark], lang: str) -> None:
        """Put `children` under `node`; text that lies bare in a grouping element gets a paragraph."""
        for inline, group in groupby(children, key=_is_inline):
            target = node.add("P") if inline and node.tag in GROUPING else node
            for child in group:
                self._place(child, target, lang)
                if not inline:
                    self._close(node)
            self._close(node)

    def _close(self, node: Node) -> None:
        """Lay the footnotes of the block that ends here behind it, so that they part no sentence."""
        if node.tag in HOLDS_NOTES:
            notes, self.notes = self.notes, []
            for element, lang in notes:
                self._note(element, node, lang)

    def _place(self, child: Element | Mark, node: Node, lang: str) -> None:
        if isinstance(child, Mark):
            node.children.append(child)
        elif (child, "footnote-call") in self.reading.parts:
            self._call(child, node, lang)
        elif self._tag(child):
            self._emit(child, node, lang)
        else:
            self._pass_through(child, node, lang)

    def _tag(self, element: Element) -> str | None:
        if element.tag == "a" and element not in self.reading.links:
            return None
        return "Figure" if tells_again(element) else TAGS.get(str(element.tag))

    def _pass_through(self, element: Element, node: Node, lang: str) -> None:
        """Put what a mere layer of layout or emphasis shows under `node`, unless it changes the language."""
        own = element.get("lang", lang)
        if own != lang:
            node = node.add("Span" if element.tag in INLINE else "Div", own)
        self._fill(node, self._children(element), own)

    def _emit(self, element: Element, parent: Node, lang: str) -> None:
        own = element.get("lang", lang)
        tag = str(self._tag(element))
        if element.tag in {"dt", "dd"}:
            parent = _definition(parent, tag)
        node = parent.add(tag, own if own != lang else None)
        self._describe(element, node)
        if node.tag == "L" and element.tag != "dl":
            self._items(element, node, own)
        else:
            children = cells(element) if element.tag == "tr" else self._children(element)
            self._fill(node, children, own)
        node.children += self.reading.links.get(element, [])

    def _describe(self, element: Element, node: Node) -> None:
        """Set the attributes that the element's kind asks for."""
        if node.tag == "Figure":
            node.alt = _alternative(element)
            node.box = self.reading.boxes.get(element)  # none where the picture is missing
        elif node.tag == "Link":
            words = " ".join("".join(element.itertext()).split())
            node.contents = element.get("title") or words or element.get("href")
        elif node.tag == "L":
            node.numbering = numbering(element, self.reading.bullets.get(element))
        elif node.tag == "Table":
            self.headers |= headers_of(element, self.reading.parents)
        elif node.tag in {"TH", "TD"}:
            self._describe_cell(element, node)

    def _describe_cell(self, element: Element, node: Node) -> None:
        node.span = span(element)
        if node.tag == "TH":
            node.scope = scope(element, self.reading.parents)
            node.id = self._id(element)
        node.headers = tuple(self._id(header) for header in self.headers.get(element, ()))

    # Lists and footnotes

    def _items(self, element: Element, node: Node, lang: str) -> None:
        for item in (child for child in self._children(element) if isinstance(child, Element)):
            own = item.get("lang", lang)
            one = node.add("LI", own if own != lang else None)
            self._label(one, item, "marker")
            self._fill(one.add("LBody"), self._children(item), own)

    def _call(self, element: Element, node: Node, lang: str) -> None:
        """Put the number that calls a footnote where it stands, and the footnote off until the block ends."""
        if node.tag in GROUPING:
            node = node.add("P")
        node.add("Reference").children += self.reading.parts[element, "footnote-call"]
        self.notes.append((element, lang))

    def _note(self, element: Element, node: Node, lang: str) -> None:
        own = element.get("lang", lang)
        note = node.add("Note", own if own != lang else None)
        note.id = self._id(element)
        self._label(note, element, "footnote-marker")
        self._fill(note, self._children(element), own)

    def _label(self, node: Node, element: Element, part: Part) -> None:
        if marks := self.reading.parts.get((element, part)):
            node.add("Lbl").children += marks

    def _id(self, element: Element) -> str:
        return self.ids.setdefault(element, f"e{len(self.ids):05d}")


def _parted(reading: Reading) -> set[Element]:
    """Return the elements that hold cells: the way from each cell up, as far as it is layout or a group."""
    parted: set[Element] = set()
    for element in reading.content:
        holder = reading.parents.get(element) if _is_cell(element) else None
        while holder is not None and _is_layout_or_group(holder):
            parted.add(holder)
            holder = reading.parents.get(holder)
    return parted if reading.root in parted else set()


def _is_cell(element: Element) -> bool:
    return "lang" in element.attrib and element.tag != "html" and _is_layout_or_group(element)


def _is_layout_or_group(element: Element) -> bool:
    return element.tag in LAYOUT or element.tag in GROUPS


def _is_inline(child: Element | Mark) -> bool:
    return isinstance(child, Mark) or child.tag in INLINE


def _shares(make: Share) -> Share:
    """Return `make`, asked but once for each language."""
    made: dict[str, Node] = {}

    def share(lang: str) -> Node:
        if lang not in made:
            made[lang] = make(lang)
        return made[lang]

    return share


def _definition(parent: Node, tag: str) -> Node:
    """Return the item of a definition list that a term begins and its description ends."""
    last = parent.children[-1] if parent.children else None
    if tag == "LBody" and isinstance(last, Node) and last.tag == "LI":
        return last
    return parent.add("LI")


def _alternative(element: Element) -> str:
    words = element.get("alt") or element.get("aria-label") or element.findtext(f"{SVG[:-3]}title")
    if not words:
        message = (
            f"the picture {element.get('src', 'drawn in the page')} has no words for those who cannot see it"
        )
        hint = 'give the <img> an alt, or an <svg> a <title>; alt="" where it is an ornament'
        raise UntaggableError(message, hint)
    return words
