"""What belongs to a volume as a whole: outline, labels, attachments, fonts and pictures, what it declares."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pypdf.generic import DictionaryObject, StreamObject

from volumes.document import Document, Element, Heading, moved, plain
from volumes.made import Made, Stretch, read

STANDARDS = (rb'pdfuaid:part(="|>)1', rb'pdfaid:part(="|>)3', rb'pdfaid:conformance(="|>)A')
ROMAN = {1: "i", 4: "iv", 5: "v", 9: "ix", 10: "x", 40: "xl", 50: "l"}


def around_problems(document: Document, made: Made, stretches: Sequence[Stretch]) -> Iterator[str]:
    """Yield what is wrong with the volume, apart from its pages and its structure."""
    yield from _outline(document, made, stretches)
    yield from _labels(document, made)
    yield from _attachments(document, made)
    yield from _shared(document)
    yield from _declared(document, read(made.front))


def _outline(document: Document, made: Made, stretches: Sequence[Stretch]) -> Iterator[str]:
    """Ask whether each bulletin has an entry, its headings below, and each leads where it says."""
    first = {one.name: one.first for one in reversed(stretches)}
    entries = [n for n, one in enumerate(document.outline) if one.depth == 0]
    by_title = {document.outline[n].title: (n, end) for n, end in pairwise([*entries, len(document.outline)])}
    order = [document.outline[n].title for n in entries]
    titles = [one.title for one in made.sources]
    if [title for title in order if title in set(titles)] != titles:
        yield "outline: the bulletins are not there, or not in their order"
        return
    for source in made.sources:
        n, end = by_title[source.title]
        if document.outline[n].landing[0] != first[source.key]:
            yield f"outline: {source.key} leads to page {document.outline[n].landing[0]}"
        own = [one for one in stretches if one.name == source.key]
        theirs = [(heading, one.first) for one in own for heading in one.own.outline]
        yield from _headings(source.key, document.outline[n + 1 : end], theirs)


def _headings(key: str, ours: list[Heading], theirs: list[tuple[Heading, int]]) -> Iterator[str]:
    """Ask for each heading below the bulletin's own title, which may be there too."""
    placed = [(one.title, moved(one.landing, first), one.depth) for one, first in theirs]
    there = [(one.title, one.landing) for one in ours]
    wanted = [(title, landing) for title, landing, depth in placed if depth > 0]
    if [one for one in there if one in wanted] != wanted:
        yield f"outline: {key}: a heading is not there, or leads elsewhere"
    if not set(there) <= {(title, landing) for title, landing, _ in placed}:
        yield f"outline: {key}: there is a heading of another"


def _labels(document: Document, made: Made) -> Iterator[str]:
    """Ask whether the pages are labelled i, ii, iii and 1, 2, 3."""
    leading = len(read(made.front).pages)
    expected = [roman(n + 1) for n in range(leading)]
    expected += [str(n + 1) for n in range(len(document.pages) - leading)]
    if list(document.reader.page_labels) != expected:
        yield f"labels: {list(document.reader.page_labels)[:9]} in place of {expected[:9]}"


def roman(number: int) -> str:
    """Return `number` in lower case Roman figures."""
    for value in sorted(ROMAN, reverse=True):
        if number >= value:
            return ROMAN[value] + roman(number - value)
    return ""


def _attachments(document: Document, made: Made) -> Iterator[str]:
    """Ask whether each bulletin's file is attached as it was, under its key, and its Part's own."""
    expected = {
        source.key.encode() + b"/" + name: own
        for source in made.sources
        for pdf in source.pdfs
        for name, own in read(pdf).attachments.items()
    }
    if set(document.attachments) != set(expected):
        yield f"attachments: {sorted(document.attachments)[:3]} in place of {sorted(expected)[:3]}"
        return
    for name, own in expected.items():
        if _file(document.attachments[name]) != _file(own):
            yield f"attachments: {name.decode()} is not as it was"
    numbers = {one.indirect_reference.idnum: name for name, one in document.attachments.items()}
    parts = [kid for top in document.tops for kid in top.kids if isinstance(kid, Element)]
    for source, part in zip(made.sources, parts[1:], strict=False):
        names = {numbers.get(one.idnum) for one in part.entries.get("/AF", [])}
        if names != {name for name in expected if name.startswith(source.key.encode() + b"/")}:
            yield f"AF: {source.key}: its file is not its Part's"


def _file(specification: DictionaryObject) -> tuple[object, ...]:
    stream = specification["/EF"]["/F"]
    told_of = [plain(specification.get(key)) for key in ("/F", "/UF", "/AFRelationship", "/Desc")]
    return stream.get_data(), plain(stream.get("/Params")), stream.get("/Subtype"), *told_of


def _shared(document: Document) -> Iterator[str]:
    """Ask whether each face, picture and profile is there once."""
    for face, count in faces(document).items():
        if count > 1:
            yield f"fonts: {face} is there {count} times"
    copies: defaultdict[bytes, set[int]] = defaultdict(set)
    for number, stream in _streams(document):
        copies[_fingerprint(stream)].add(number)
    if repeated := [numbers for numbers in copies.values() if len(numbers) > 1]:
        yield f"pictures: {len(repeated)} are there more than once"


def faces(document: Document) -> dict[str, int]:
    """Return how many font programs there are of each face that a page uses."""
    programs: defaultdict[str, set[int]] = defaultdict(set)
    for font in fonts(document):
        descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
        program = next(descriptor.raw_get(key) for key in ("/FontFile2", "/FontFile3") if key in descriptor)
        programs[re.sub(r"^/([A-Z]{6}\+)?", "", str(font["/BaseFont"]))].add(program.idnum)
    return {face: len(numbers) for face, numbers in programs.items()}


def fonts(document: Document) -> Iterable[DictionaryObject]:
    """Return all fonts that pages may use."""
    found = {
        id(font): font
        for page in document.pages
        for font in (one.get_object() for one in page["/Resources"].get("/Font", {}).values())
    }
    return found.values()


def _streams(document: Document) -> Iterator[tuple[int, StreamObject]]:
    """Yield pictures and profiles of colour that pages use, with the numbers of their objects."""
    for page in document.pages:
        resources = page["/Resources"]
        held = list(resources.get("/XObject", {}).values())
        spaces = map(_resolved, resources.get("/ColorSpace", {}).values())
        held += [space[1] for space in spaces if space[0] == "/ICCBased"]
        for one in map(_resolved, held):
            if one.get("/Subtype") != "/Form":
                yield one.indirect_reference.idnum, one


def _resolved(value: object) -> object:
    return value.get_object()


def _fingerprint(stream: StreamObject) -> bytes:
    digest = hashlib.sha256(stream._data)  # as it is in the file: decoding a picture costs much
    for key in sorted(stream):
        value = stream[key].get_object()
        if isinstance(value, StreamObject):
            digest.update(_fingerprint(value))
        elif key != "/Length":
            digest.update(f"{key} {plain(value)}".encode())
    return digest.digest()


def _declared(document: Document, front: Document) -> Iterator[str]:
    """Ask whether the whole declares both standards, and what the front says of it."""
    metadata = document.catalog["/Metadata"].get_data()
    for standard in STANDARDS:
        if not re.search(standard, metadata):
            yield f"metadata: {standard.decode()} is not declared"
    if metadata.count(b"<rdf:RDF") != 1:
        yield "metadata: there is not one description"
    for key in ("/Title", "/Author", "/CreationDate", "/ModDate"):
        if (document.reader.metadata or {}).get(key) != (front.reader.metadata or {}).get(key):
            yield f"metadata: {key} is not the front's"
    catalog = document.catalog
    if catalog.get("/Lang") != front.catalog.get("/Lang"):
        yield "metadata: the language is not the front's"
    if not catalog.get("/MarkInfo", {}).get("/Marked") or not catalog.get("/ViewerPreferences", {}).get(
        "/DisplayDocTitle"
    ):
        yield "metadata: it is not marked, or its title is not shown"
    if len(catalog.get("/OutputIntents", [])) != 1:
        yield "metadata: there is not one output intent"
