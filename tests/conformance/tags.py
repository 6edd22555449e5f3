"""A checker of a PDF's tags that shares nothing with the writer of them: pypdf's eyes, and the HTML's words.

veraPDF asks whether a tree is well formed. Here we ask whether it is true: whether what is
read aloud is what the page says, in its order, each language by itself.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import groupby

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from conformance.marked_content import Marked, read_marked
from conformance.spoken import Block, Picture, letters, spoken, told_pictures

INLINE = {"Link", "Span", "Reference", "Quote", "Code"}
GENERATED = {"Reference", "Lbl"}  # numbers of notes and items, which no source says
CHILDREN = {
    "L": {"LI"},
    "LI": {"Lbl", "LBody"},
    "Table": {"THead", "TBody", "TFoot", "TR", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
}


@dataclass
class Element:
    """A structure element."""

    tag: str
    number: int  # of its object
    lang: str
    entries: DictionaryObject
    parent: "Element | None"
    children: list["Element | tuple[int, int]"] = field(default_factory=list)  # elements; marks by page, MCID

    def walk(self) -> Iterator["Element"]:
        """Yield this element and all below it, in order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    @property
    def attributes(self) -> dict[str, object]:
        """The attributes of the element's one owner."""
        return dict(self.entries.get("/A", {}))


def problems(pdf: bytes, html: str) -> list[str]:
    """Return all that is wrong with the tags of `pdf`, which was made of `html`: nothing if they are true."""
    return Check(pdf).problems(html)


class Check:
    """One PDF, read once."""

    def __init__(self, pdf: bytes) -> None:
        self.reader = PdfReader(BytesIO(pdf))
        self.catalog = self.reader.root_object
        self.pages = {page.indirect_reference.idnum: n for n, page in enumerate(self.reader.pages)}
        self.content: list[Marked] = [read_marked(page) for page in self.reader.pages]
        self.links: dict[int, Element] = {}  # the element of each annotation
        self.found: list[str] = []
        root = self.catalog["/StructTreeRoot"]
        self.numbers = dict(_pairs(root["/ParentTree"]["/Nums"]))
        self.names = {
            str(key): value.idnum for key, value in _pairs(root.get("/IDTree", {}).get("/Names", []))
        }
        (top,) = root["/K"]
        self.root = self.read_element(top, None, str(self.catalog["/Lang"]))
        self.elements = list(self.root.walk())

    def problems(self, html: str) -> list[str]:
        """Return what is wrong."""
        self.check_marks()
        self.check_links()
        self.check_kinds()
        self.check_tables()
        self.check_words(spoken(html))
        self.check_pictures(told_pictures(html))
        return [*self.found, *(problem for page in self.content for problem in page.problems)]

    def read_element(self, reference: IndirectObject, parent: Element | None, lang: str) -> Element:
        """Read the element at `reference` and all below it."""
        entries = reference.get_object()
        lang = str(entries.get("/Lang", lang))
        element = Element(entries["/S"][1:], reference.idnum, lang, entries, parent)
        if parent and entries.raw_get("/P").idnum != parent.number:
            self.found.append(f"{element.tag}: /P is not its parent")
        page = entries.raw_get("/Pg") if "/Pg" in entries else None
        own = entries.get("/K", [])
        for child in own if isinstance(own, ArrayObject) else [entries.raw_get("/K")]:
            self.read_child(child, element, page)
        return element

    def read_child(self, child: object, element: Element, page: IndirectObject | None) -> None:
        """Read one entry of an element's /K: a mark, a link's place or an element."""
        kid = child.get_object()
        if isinstance(kid, int):
            element.children.append((self.pages[page.idnum], int(kid)))
        elif kid.get("/Type") == "/MCR":
            element.children.append((self.pages[kid.raw_get("/Pg").idnum], int(kid["/MCID"])))
        elif kid.get("/Type") == "/OBJR":
            self.links[kid.raw_get("/Obj").idnum] = element
        else:
            element.children.append(self.read_element(child, element, element.lang))

    def check_marks(self) -> None:
        """Ask whether each mark of the content belongs to one element, and both sides say so."""
        owners = [
            (child, one) for one in self.elements for child in one.children if not isinstance(child, Element)
        ]
        there = {(n, mcid) for n, page in enumerate(self.content) for mcid in page.texts}
        counts = Counter(mark for mark, _ in owners)
        self.found += [f"mark {mark} is in no element" for mark in sorted(there - set(counts))]
        self.found += [f"mark {mark} is in no content" for mark in sorted(set(counts) - there)]
        self.found += [f"mark {mark} is read twice" for mark, count in counts.items() if count > 1]
        for (page, mcid), element in owners:
            entry = self.numbers[self.reader.pages[page]["/StructParents"]].get_object()
            if mcid >= len(entry) or getattr(entry[mcid], "idnum", None) != element.number:
                self.found.append(f"ParentTree: mark {(page, mcid)} is not its element's")

    def check_links(self) -> None:
        """Ask whether each link is in the tree, and says where it leads."""
        for page in self.reader.pages:
            for reference in page.get("/Annots", []):
                annotation = reference.get_object()
                element = self.links.get(reference.idnum)
                owner = self.numbers.get(annotation.get("/StructParent"))
                if element is None or element.tag != "Link":
                    self.found.append("OBJR: a link is in no Link")
                elif owner is None or owner.idnum != element.number:
                    self.found.append("ParentTree: a link is not its element's")
                if not self.is_told(annotation, element):
                    self.found.append("Contents: a link does not say where it leads")

    def is_told(self, annotation: DictionaryObject, element: Element | None) -> bool:
        """Tell whether a link has words: its address only where that is what is printed."""
        contents, address = annotation.get("/Contents", ""), annotation.get("/A", {}).get("/URI", "")
        printed = "".join(map(self.text, element.children)) if element else ""
        return bool(contents) and (contents != address or letters(printed) == letters(address))

    def check_kinds(self) -> None:
        """Ask of lists, pictures and notes what a reader needs of them."""
        for one in self.elements:
            inside = {child.tag for child in one.children if isinstance(child, Element)}
            if not inside <= CHILDREN.get(one.tag, inside):
                self.found.append(f"{one.tag} holds {', '.join(sorted(inside - CHILDREN[one.tag]))}")
            if one.tag == "L" and "/ListNumbering" not in one.attributes:
                self.found.append("ListNumbering is missing")
            if one.tag == "Figure":
                self.check_figure(one)
        notes = [one for one in self.elements if one.tag == "Note"]
        references = [one for one in self.elements if one.tag == "Reference"]
        if len(notes) != len(references):
            self.found.append(f"{len(notes)} notes, but {len(references)} references")
        self.check_ids([*notes, *(one for one in self.elements if one.tag == "TH")])

    def check_figure(self, figure: Element) -> None:
        """Ask a picture for words, and for a box on its page: in points, from the foot."""
        if not figure.entries.get("/Alt"):
            self.found.append("Figure: no words")
        left, bottom, right, top = map(float, figure.attributes.get("/BBox", (0, 0, 0, 0)))
        (page, _), *_ = [child for child in figure.children if not isinstance(child, Element)]
        paper = self.reader.pages[page].mediabox
        if not (0 <= left < right <= paper.width and 0 <= bottom < top <= paper.height):
            self.found.append("Figure: its box is not on the page")

    def check_ids(self, named: list[Element]) -> None:
        """Ask whether each note and header has a name of its own, by which it is found."""
        for one in named:
            key = str(one.entries.get("/ID", ""))
            if self.names.get(key) != one.number:
                self.found.append(f"IDTree: {one.tag} is not found by its ID")
        if list(self.names) != sorted(self.names) or len(self.names) != len(named):
            self.found.append("IDTree: names are out of order, or of nothing")

    def check_tables(self) -> None:
        """Ask each header of what it speaks, and each cell which headers speak of it."""
        for one in self.elements:
            if one.tag == "TH" and one.attributes.get("/Scope") not in {"/Row", "/Column"}:
                self.found.append("Scope is missing")
            unknown = [key for key in one.attributes.get("/Headers", []) if str(key) not in self.names]
            if unknown:
                self.found.append("Headers: a header is not found")
        for table in (one for one in self.elements if one.tag == "Table"):
            has_headers = any(one.tag == "TH" for one in table.walk())
            cells = [one for one in table.walk() if one.tag == "TD"]
            if has_headers and not all(cell.attributes.get("/Headers") for cell in cells):
                self.found.append("Headers: a cell has none")

    def check_words(self, expected: list[Block]) -> None:
        """Ask whether each language is one run in the tree, and says block by block what the HTML says."""
        told = [block for block in self.blocks(self.root) if block.text]
        order = [lang for lang, _ in groupby(block.lang for block in told)]
        if len(order) != len(set(order)):
            self.found.append(f"order: the languages alternate ({len(order)} times)")
        for lang in dict.fromkeys(block.lang for block in [*expected, *told]):
            ours, theirs = ([b for b in blocks if b.lang == lang] for blocks in (told, expected))
            if ours != theirs:
                pair = next(
                    (p for p in zip(ours, theirs, strict=False) if p[0] != p[1]), (len(ours), len(theirs))
                )
                self.found.append(f"words: {lang}: {pair[0]} in place of {pair[1]}")

    def check_pictures(self, expected: list[Picture]) -> None:
        """Ask whether each language is told of each picture what the HTML says of it."""
        figures = [one for one in self.elements if one.tag == "Figure"]
        told = [Picture(one.lang, str(one.entries.get("/Alt", ""))) for one in figures]
        for lang in dict.fromkeys(one.lang for one in [*expected, *told]):
            ours, theirs = ([one.words for one in words if one.lang == lang] for words in (told, expected))
            if ours != theirs:
                self.found.append(f"pictures: {lang}: {ours} in place of {theirs}")

    def blocks(self, element: Element) -> Iterator[Block]:
        """Yield the blocks of text in `element`, in the order of reading."""
        for inline, children in groupby(element.children, key=_is_inline):
            if inline:
                text = "".join(self.text(child) for child in children)
                if element.tag != "Lbl" or _is_term(element):
                    yield Block(element.lang, element.tag, letters(text))
            else:
                for child in children:
                    yield from self.blocks(child)

    def text(self, child: "Element | tuple[int, int]") -> str:
        """Return the words of a mark or of an inline element."""
        if not isinstance(child, Element):
            page, mcid = child
            return self.content[page].texts.get(mcid, "")
        shown = "" if child.tag in GENERATED else "".join(map(self.text, child.children))
        spelt = str(child.entries.get("/ActualText", shown))
        if sorted(letters(spelt)) != sorted(letters(shown)):
            self.found.append(f"ActualText: {spelt!r} in place of {shown!r}")
        return spelt


def _is_inline(child: "Element | tuple[int, int]") -> bool:
    return not isinstance(child, Element) or child.tag in INLINE


def _is_term(label: Element) -> bool:
    """Tell a definition list's term, which is text, from the generated number of an item or note."""
    holder = label.parent and label.parent.parent
    return holder is not None and holder.tag == "L" and holder.attributes.get("/ListNumbering") == "/None"


def _pairs(flat: list) -> Iterator[tuple]:
    return zip(flat[::2], flat[1::2], strict=True)
