"""What a joined file still has of what its parts had, counted: nothing is taken on trust, nothing raises."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass

from pypdf.generic import DictionaryObject, StreamObject

from volumes.document import Document, Element, moved, raw


@dataclass(frozen=True)
class Survey:
    """Counts of one file, or of all files together."""

    tagged: int  # structure elements that marked content on a page agrees with
    headed: int  # cells of tables whose every header is found, in their own table
    languages: int  # structure elements that say their language
    links: int  # that lead where they led
    outline: int  # entries that lead to a page
    attachments: int  # that differ
    programs: int  # of fonts


def survey(pdf: bytes, parts: Sequence[Document]) -> Survey:
    """Count what `pdf` has, whose pages are those of `parts` in their order, or follow on others."""
    document = Document(pdf, is_strict=False)
    return Survey(
        tagged=len(_tagged(document)),
        headed=_headed(document),
        languages=sum("/Lang" in one.entries for one in _elements(document)),
        links=_links(document, parts),
        outline=sum(one.landing[0] >= 0 for one in document.outline),
        attachments=len({one["/EF"]["/F"].get_data() for one in document.attachments.values()}),
        programs=_programs(document),
    )


def together(surveys: Sequence[Survey]) -> Survey:
    """Return the sum of `surveys`."""
    return Survey(*map(sum, zip(*map(astuple, surveys), strict=True)))


def _elements(document: Document) -> list[Element]:
    return list(document.elements.values()) if "/StructTreeRoot" in document.catalog else []


def _tagged(document: Document) -> set[int]:
    """Return the elements whose marks the tree of parents gives back to them."""
    found = set()
    for one in _elements(document):
        for page, mcid in (kid for kid in one.kids if isinstance(kid, tuple) and kid[0] >= 0):
            key = document.pages[page].get("/StructParents")
            entry = document.parents.get(None if key is None else int(key))
            listed = list(entry.get_object()) if entry is not None else []
            if mcid < len(listed) and getattr(listed[mcid], "idnum", None) == one.number:
                found.add(one.number)
    return found


def _headed(document: Document) -> int:
    count = 0
    for table in (one for one in _elements(document) if one.tag == "Table"):
        headers = {one.number for one in table.walk() if one.tag == "TH"}
        for cell in table.walk():
            names = cell.attributes.get("/Headers", [])
            count += bool(names) and all(document.ids.get(raw(name)) in headers for name in names)
    return count


def _links(document: Document, parts: Sequence[Document]) -> int:
    own = sum(len(part.pages) for part in parts)
    first, count = (len(document.pages) - own if len(document.pages) > own else 0), 0
    for part in parts:
        for n in range(len(part.pages)):
            expected = {(_place(one), _aim(part, one, first)) for _, one in part.annotations(n)}
            ours = {(_place(one), _aim(document, one, 0)) for _, one in document.annotations(first + n)}
            count += len(expected & ours)
        first += len(part.pages)
    return count


def _place(annotation: DictionaryObject) -> tuple[float, ...]:
    return tuple(round(float(edge)) for edge in annotation["/Rect"])


def _aim(document: Document, annotation: DictionaryObject, by: int) -> object:
    landing = moved(document.landing(annotation), by)
    return landing[0] if landing else str(annotation.get("/A", {}).get("/URI", ""))


def _programs(document: Document) -> int:
    numbers = set()
    for page in document.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            program = next(descriptor[key] for key in ("/FontFile2", "/FontFile3") if key in descriptor)
            assert isinstance(program, StreamObject)
            numbers.add(program.indirect_reference.idnum)
    return len(numbers)
