"""What a screen reader is told: the structure of one file, line by line, so that two can be compared.

And whether structure and pages agree: marks, annotations, IDs and the headers of tables.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from volumes.document import Document, Element, Mark, plain, raw

SAID = ("/Alt", "/ActualText", "/E", "/T")


def told(parent: Element, document: Document, first: int) -> Iterator[str]:
    """Yield what is told of all below `parent`, whose first page is `first`: nothing names an object.

    A header is named by its place, so that IDs may differ.
    """
    places = {one.number: n for n, one in enumerate(parent.walk())}
    places |= {-number: n for n, number in enumerate(_annotations(document, first))}
    for kid in parent.kids:
        yield from _lines(kid, document, first, places, 0)


def _lines(
    kid: "Element | Mark | int", document: Document, first: int, places: dict, depth: int
) -> Iterator[str]:
    indent = " " * depth
    if isinstance(kid, int):
        yield f"{indent}link {places.get(-kid)}"
    elif isinstance(kid, tuple):
        page, mcid = kid
        said = document.marked(page).texts.get(mcid) if page >= 0 else None
        yield f"{indent}page {page - first}: {said!r}"
    else:
        words = {key: str(kid.entries[key]) for key in SAID if key in kid.entries}
        yield f"{indent}{kid.tag} {kid.lang} {words} {_attributes(kid, document, places)}"
        for inner in kid.kids:
            yield from _lines(inner, document, first, places, depth + 1)


def _attributes(element: Element, document: Document, places: dict[int, int]) -> dict[str, object]:
    given = sorted(element.attributes.items())
    found = {key: plain(value) for key, value in given if key != "/Headers"}
    if "/Headers" in element.attributes:
        found["/Headers"] = [
            places.get(document.ids.get(raw(one), 0)) for one in element.attributes["/Headers"]
        ]
    return found


def _annotations(document: Document, first: int) -> list[int]:
    return [number for page in range(first, len(document.pages)) for number, _ in document.annotations(page)]


def structure_problems(document: Document) -> Iterator[str]:
    """Yield where structure and pages do not agree."""
    yield from _marks(document)
    yield from _links(document)
    yield from _keys(document)
    yield from _ids(document)
    yield from _headers(document)


def _marks(document: Document) -> Iterator[str]:
    """Ask whether each mark belongs to one element, and both sides say so."""
    owners = [(kid, one) for one in document.elements.values() for kid in one.kids if isinstance(kid, tuple)]
    owned = Counter(mark for mark, _ in owners)
    by_page: defaultdict[int, dict[int, Element]] = defaultdict(dict)
    for (n, mcid), one in owners:
        by_page[n][mcid] = one
    yield from (f"mark {mark} is read {count} times" for mark, count in owned.items() if count > 1)
    shown = set()
    for n in range(len(document.pages)):
        marked = document.marked(n)
        yield from (f"marks: page {n}: {fault}" for fault in marked.problems)
        shown |= {(n, mcid) for mcid in marked.texts}
        yield from _of_page(n, document, by_page[n])
    yield from (f"mark {mark} is in no element" for mark in sorted(shown - set(owned)))
    yield from (f"mark {mark} is in no content" for mark in sorted(set(owned) - shown))


def _of_page(n: int, document: Document, owners: dict[int, Element]) -> Iterator[str]:
    entry = document.parents.get(int(document.pages[n].get("/StructParents", -1)))
    listed = list(entry.get_object()) if entry is not None else []
    told_by = {mcid: one.idnum for mcid, one in enumerate(listed) if hasattr(one, "idnum")}
    if told_by != {mcid: one.number for mcid, one in owners.items()}:
        yield f"ParentTree: page {n}: marks are not their elements'"


def _links(document: Document) -> Iterator[str]:
    """Ask whether each annotation belongs to one Link, and both sides say so."""
    owners = [(kid, one) for one in document.elements.values() for kid in one.kids if isinstance(kid, int)]
    holder = dict(owners)
    there = set()
    for n in range(len(document.pages)):
        for number, annotation in document.annotations(n):
            there.add(number)
            element = holder.get(number)
            entry = document.parents.get(int(annotation.get("/StructParent", -1)))
            if element is None or element.tag != "Link":
                yield f"OBJR: page {n}: an annotation is in no Link"
            elif getattr(entry, "idnum", None) != element.number:
                yield f"ParentTree: page {n}: an annotation is not its element's"
    if len(holder) != len(owners) or set(holder) != there:
        yield "OBJR: the structure holds annotations that are on no page, or one twice"


def _keys(document: Document) -> Iterator[str]:
    """Ask whether each key of the tree of parents is used by one thing alone."""
    used = [int(page["/StructParents"]) for page in document.pages if "/StructParents" in page]
    for n in range(len(document.pages)):
        used += [int(one["/StructParent"]) for _, one in document.annotations(n) if "/StructParent" in one]
    if sorted(used) != sorted(document.parents):
        yield "ParentTree: its keys are not those that pages and annotations have"
    if int(document.root.get("/ParentTreeNextKey", max(used, default=-1) + 1)) <= max(used, default=-1):
        yield "ParentTree: the next key is taken"


def _ids(document: Document) -> Iterator[str]:
    """Ask whether the elements that have an ID are those that are found by it."""
    owners = [one for one in document.elements.values() if "/ID" in one.entries]
    named = [(raw(one.entries["/ID"]), one.number) for one in owners]
    if sorted(named) != sorted(document.ids.items()):
        yield "IDTree: its names are not those of the elements"


def _headers(document: Document) -> Iterator[str]:
    """Ask whether each cell's headers are found, in its own table."""
    for table in (one for one in document.elements.values() if one.tag == "Table"):
        inside = {one.number for one in table.walk() if one.tag == "TH"}
        for cell in table.walk():
            for name in cell.attributes.get("/Headers", []):
                if document.ids.get(raw(name)) not in inside:
                    yield f"Headers: {raw(name)!r} is no header of the cell's table"
