"""Which PDFs may be bound: for any that binding would break, or that would lose by it, the reason why not.

A volume is one file of PDF/A-3a and PDF/UA-1. It takes over the pages, tags, links, names and
attachments that WeasyPrint writes; whatever else a file holds would be lost in silence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from pikepdf import Array, Dictionary, Name, String

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pikepdf import Object, Pdf

MAKER = "WeasyPrint 70.0"  # whose files binding is proved on, and the bugs' releases of it
REBUILD = "delete the file and build the bulletin again"
ELSEWHERE = "keep the signed file in another folder, delete this one and build the bulletin again"
# ISO 32000-1, 7.7.2: what of the catalog binding carries over, or writes anew for the whole.
CARRIED = {
    *("/Type", "/Version", "/Pages", "/Names", "/Outlines", "/PageMode", "/PageLayout", "/ViewerPreferences"),
    *("/Metadata", "/MarkInfo", "/StructTreeRoot", "/Lang", "/OutputIntents", "/AF"),
}
CARRIED_NAMES = {"/Dests", "/EmbeddedFiles"}  # 7.7.4
CARRIED_ANNOTATIONS = {"/Link", "/FileAttachment"}  # 12.5.6
CARRIED_ACTIONS = {"/URI", "/GoTo"}  # 12.6.4
WORDS = {
    "/AcroForm": "a form",
    "/AA": "actions that start by themselves",
    "/Collection": "a portfolio",
    "/JavaScript": "scripts",
    "/OCProperties": "layers",
    "/OpenAction": "an action that starts when it is opened",
    "/PageLabels": "page labels of its own",
}
MOST_FIELDS = 10_000  # of a form: a hostile one goes round in circles
LONGEST = 60  # characters that are quoted of what a file says
# ISO 19005-3, 6.6.4; ISO 14289-1, 5: attributes, or elements of their own
ARCHIVAL = re.compile(rb"pdfaid:part(?:\s*=\s*[\"']|>)(\d)")
LEVEL = re.compile(rb"pdfaid:conformance(?:\s*=\s*[\"']|>)(\w)")
ACCESSIBLE = re.compile(rb"pdfuaid:part(?:\s*=\s*[\"']|>)(\d)")


class Reason(NamedTuple):
    """Why a file may not be bound: the fault's code, what follows the file's name, and what to do."""

    code: str
    message: str
    hint: str = REBUILD


def reason_against(pdf: Pdf) -> Reason | None:
    """Return why `pdf`, which has pages and no password, may not be bound; None: it may.

    The reason that explains the others comes first: signing also changes a file and adds a form.
    """
    return next(filter(None, (check(pdf) for check in CHECKS)), None)


def _signed(pdf: Pdf) -> Reason | None:
    """Look for signatures, those that certify among them (ISO 32000-1, 12.8)."""
    certified = "/Perms" in pdf.Root
    if certified or any(_kind(field) == "/Sig" and "/V" in field for field in _fields(pdf)):
        message = (
            "is signed; bound with others it would lose its signature, which vouches for this file alone"
        )
        return Reason("D010", message, ELSEWHERE)
    return None


def _kind(field: Object) -> Any:
    """Return the type of a form's field, which it may have from the one above it (12.7.3.1)."""
    return field.get("/FT", _part(field, "/Parent").get("/FT"))


def _fields(pdf: Pdf) -> Iterator[Object]:
    waiting = list(_part(pdf.Root, "/AcroForm").get("/Fields", ()))
    for _ in range(MOST_FIELDS):
        if not waiting:
            return
        field = waiting.pop()
        waiting.extend(field.get("/Kids", ()))
        yield field


def _changed(pdf: Pdf) -> Reason | None:
    """Look for an update behind what was written first (7.5.6); a linearised file has a /Prev too."""
    if "/Prev" in pdf.trailer and not pdf.is_linearized:
        return Reason("D011", "was changed after it was made; expected it as WeasyPrint wrote it")
    return None


def _foreign(pdf: Pdf) -> Reason | None:
    maker = quoted(_part(pdf.trailer, "/Info").get("/Producer", ""))
    if maker == MAKER or maker.startswith(f"{MAKER}."):
        return None
    told = f"was made by {maker}" if maker else "does not say which program made it"
    return Reason("D012", f"{told}; expected {MAKER}")


def _beyond(pdf: Pdf) -> Reason | None:
    """Look for what no volume can hold, in the catalog, the names and on each page."""
    names = _part(pdf.Root, "/Names")
    strange = (set(pdf.Root.keys()) - CARRIED) | (set(names.keys()) - CARRIED_NAMES)
    if strange:
        told = " and ".join(WORDS.get(key, quoted(key)) for key in sorted(strange)[:3])
        return Reason("D015", f"has {told}, which a digest cannot take over")
    return next(filter(None, map(_beyond_on, pages_of(pdf), range(1, len(pdf.pages) + 1))), None)


def _beyond_on(page: Dictionary, number: int) -> Reason | None:
    """Look for what moves by itself on a page, and for annotations that are no links."""
    told = ""
    if "/AA" in page:
        told = WORDS["/AA"]
    elif page.get("/Rotate", 0) or "/UserUnit" in page:
        told = "a turn or a scale of its own"
    for annotation in page.get("/Annots", ()):
        action = _part(annotation, "/A")
        if annotation.get("/Subtype") not in CARRIED_ANNOTATIONS or "/AA" in annotation:
            told = f"an annotation of the kind {quoted(annotation.get('/Subtype'))}"
        elif action.get("/S", "/GoTo") not in CARRIED_ACTIONS or "/Next" in action:
            told = f"a link that does {quoted(action.get('/S'))}"
    return Reason("D015", f"has on page {number} {told}, which a digest cannot take over") if told else None


def _untagged(pdf: Pdf) -> Reason | None:
    """Look for the tags that a screen reader needs and binding joins (ISO 32000-1, 14.7 and 14.8)."""
    tree = pdf.Root.get("/StructTreeRoot")
    if not isinstance(tree, Dictionary) or not tree.get("/K"):
        told = "it has no structure tree"
    elif not _part(pdf.Root, "/MarkInfo").get("/Marked", False):
        told = "its /MarkInfo does not say that it is tagged"
    elif not isinstance(language := pdf.Root.get("/Lang"), String) or not str(language):
        told = "it names no language"
    else:
        told = _astray(pdf, _part(tree, "/ParentTree").get("/Nums"))
    return Reason("D013", f"is not tagged in full: {told}") if told else None


def _astray(pdf: Pdf, numbers: object) -> str:
    """Say which page or annotation `numbers`, the ParentTree's leaf, does not lead to its tags (14.7.4.4)."""
    if not isinstance(numbers, Array):
        return "it has no ParentTree in one piece"
    known = set(map(int, list(numbers)[::2]))
    for number, page in enumerate(pages_of(pdf), 1):
        if page.get("/StructParents") not in known:
            return f"page {number} does not lead to its tags"
        if any(annotation.get("/StructParent") not in known for annotation in page.get("/Annots", ())):
            return f"an annotation on page {number} does not lead to its tag"
    return ""


def _undeclared(pdf: Pdf) -> Reason | None:
    """Look for both standards in the metadata, and for a version that they allow (ISO 19005-3, 6.1.2)."""
    expected = "expected PDF/A-3a and PDF/UA-1 in one"
    for version in (pdf.pdf_version, quoted(pdf.Root.get("/Version", "1.7")).removeprefix("/")):
        if not version.startswith("1."):
            return Reason("D014", f"is PDF {version}; {expected}, which end with PDF 1.7")
    metadata = pdf.Root.get("/Metadata")
    told = metadata.read_bytes() if metadata is not None else b""
    part, level, accessible = (pattern.search(told) for pattern in (ARCHIVAL, LEVEL, ACCESSIBLE))
    if not (part and level and part[1] + level[1].upper() == b"3A"):
        return Reason("D014", f"does not declare PDF/A-3a; {expected}")
    if not (accessible and accessible[1] == b"1"):
        return Reason("D014", f"does not declare PDF/UA-1; {expected}")
    return None


CHECKS: tuple[Callable[[Pdf], Reason | None], ...] = (
    _signed,
    _changed,
    _foreign,
    _beyond,
    _untagged,
    _undeclared,
)


def pages_of(pdf: Pdf) -> Iterator[Dictionary]:
    """Return the dictionary of each page."""
    return (page.obj for page in pdf.pages)


def _part(whole: Object, key: str) -> Object:
    """Return the dictionary at `key`, or an empty one: what a file lacks it does not say."""
    part = whole.get(key)
    return part if isinstance(part, Dictionary) else Dictionary()


def quoted(said: object, longest: int = LONGEST) -> str:
    """Return the beginning of what a file says, without what no terminal should be given.

    Of what is no text and no name, which can be the whole file in one word, it says only that.
    """
    if not isinstance(said, (str, String, Name)):
        return "what is no text"
    letters = str(said)[:longest]
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in letters)
