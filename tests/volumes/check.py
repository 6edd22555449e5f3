"""A checker of bound volumes that shares nothing with the binder: the volume beside what it was made of.

pypdf reads what is said of the pages, PDFium what is on them, qpdf whether the file is whole.
"""

import subprocess
from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest
from tempfile import NamedTemporaryFile

from pypdf.generic import DictionaryObject

from volumes.around import around_problems
from volumes.document import Document, Element, moved, plain
from volumes.made import Made, Stretch, look_at, read, stretches_of
from volumes.reading import structure_problems, told
from volumes.sight import Sight, differing, is_blank, is_on, see

BOXES = ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox", "/Rotate", "/UserUnit")


def problems(volume: bytes, made: Made) -> list[str]:
    """Return all that is wrong with `volume`: each begins with what it is about."""
    document = Document(volume)
    stretches = list(stretches_of(made))
    if len(document.pages) != sum(len(one.own.pages) for one in stretches):
        return [f"pages: there are {len(document.pages)}"]
    found = [
        *whole(volume),
        *structure_problems(document),
        *(problem for one in stretches for problem in _pages(document, see(volume), one)),
        *(problem for one in stretches for problem in _links(document, one, made)),
        *_parts(document, made, stretches),
        *around_problems(document, made, stretches),
    ]
    return list(dict.fromkeys([*found, *document.faults]))


def whole(pdf: bytes) -> Iterator[str]:
    """Ask qpdf whether the file is whole."""
    with NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        run = subprocess.run(["qpdf", "--check", file.name], capture_output=True, check=False)
    if run.returncode:
        yield f"qpdf: {(run.stdout + run.stderr).decode(errors='replace').strip()[-300:]}"


def _pages(document: Document, sight: Sight, stretch: Stretch) -> Iterator[str]:
    """Ask whether each page looks and reads as its source's, but for the stamp."""
    own_sight = look_at(stretch.own.pdf)
    for n, own in enumerate(stretch.own.pages):
        page = stretch.first + n
        name = f"{stretch.name}, page {n + 1}"
        if [plain(document.pages[page].get(key)) for key in BOXES] != [plain(own.get(key)) for key in BOXES]:
            yield f"boxes: {name}"
        text, said = sight.text(page), own_sight.text(n).rstrip()
        rest = text[len(said) :].strip()
        if not text.startswith(said):
            yield f"text: {name}: does not begin as its source"
        printed = (text if stretch.folio is None else rest).split()[-1:]
        if page and printed != [document.reader.page_labels[page]]:  # a cover has no number
            yield f"stamp: {name}: {rest[-40:]!r} for {document.reader.page_labels[page]}"
        if stretch.folio is None and rest:
            yield f"text: {name}: more than its source says"
        picture, own_picture = sight.picture(page), own_sight.picture(n)
        box = sight.box_after(page, own_sight.count(n)) if rest else None
        if differing(picture, own_picture, box):
            yield f"pixels: {name}"
        if box and not is_on(own, box):
            yield f"stamp: {name}: it is not on the page"
        elif box and not is_blank(own_picture, box):
            yield f"stamp: {name}: it covers what is printed"


def _links(document: Document, stretch: Stretch, made: Made) -> Iterator[str]:
    """Ask whether each link leads where it led, or to the page whose number it asked for."""
    for n in range(len(stretch.own.pages)):
        ours = [one for _, one in document.annotations(stretch.first + n)]
        theirs = [one for _, one in stretch.own.annotations(n)]
        if len(ours) != len(theirs):
            yield f"links: {stretch.name}: {len(ours)} in place of {len(theirs)}"
        for one, own in zip(ours, theirs, strict=False):
            if not _leads_right(document, one, own, stretch, made):
                told = own.get("/Dest") or _action(own)
                yield f"links: {stretch.name}: {told} leads to {document.landing(one) or _action(one)}"
            if any(plain(one.get(key)) != plain(own.get(key)) for key in ("/Rect", "/Contents")):
                yield f"links: {stretch.name}: one stands elsewhere, or tells of another"


def _leads_right(
    document: Document, one: DictionaryObject, own: DictionaryObject, stretch: Stretch, made: Made
) -> bool:
    landing, address = document.landing(one), _action(own)
    if stretch.folio is None and address.startswith(made.links):
        asked = int(address.removeprefix(made.links).rstrip("/"))
        return landing is not None and landing[0] == len(read(made.front).pages) + asked - 1
    return landing == moved(stretch.own.landing(own), stretch.first) and _action(one) == address


def _action(annotation: DictionaryObject) -> str:
    return str(annotation.get("/A", {}).get("/URI", ""))


def _parts(document: Document, made: Made, stretches: Sequence[Stretch]) -> Iterator[str]:
    """Ask whether each Part reads as its bulletin does by itself."""
    if [one.tag for one in document.tops] != ["Document"]:
        yield "parts: there is not one Document"
    kids = [kid for top in document.tops for kid in top.kids if isinstance(kid, Element)]
    groups = [list(group) for _, group in groupby(stretches, key=lambda one: one.name)]
    if [kid.tag for kid in kids] != ["Part"] * len(groups):
        yield f"parts: {len(kids)} in place of {len(groups)}"
    for part, group in zip(kids, groups, strict=False):
        tellers = [part] if len(group) == 1 else [kid for kid in part.kids if isinstance(kid, Element)]
        if len(tellers) != len(group) or (len(group) > 1 and {one.tag for one in tellers} != {"Sect"}):
            yield f"parts: {group[0].name}: {len(tellers)} in place of {len(group)}"
        for teller, stretch in zip(tellers, group, strict=False):
            yield from _reads(teller, document, stretch)
    for source in made.sources:
        part = next((kid for kid in kids if str(kid.entries.get("/T", "")) == source.title), None)
        if part is None or kids.index(part) != made.sources.index(source) + 1:
            yield f"parts: {source.key}: its title is not there, or at another"


def _reads(teller: Element, document: Document, stretch: Stretch) -> Iterator[str]:
    (own,) = stretch.own.tops
    if teller.lang != own.lang or "/Lang" not in teller.entries:
        yield f"parts: {stretch.name}: its language is {teller.lang} in place of {own.lang}"
    ours, theirs = told(teller, document, stretch.first), told(own, stretch.own, 0)
    for one, other in zip_longest(ours, theirs):
        if one != other:
            yield f"reads: {stretch.name}: {one!r} in place of {other!r}"
            return
