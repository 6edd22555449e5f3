"""What a page's marked content says, read by pypdf: text by MCID, and what is marked as nothing at all."""

import re
from dataclasses import dataclass, field

from pypdf import PageObject
from pypdf.generic import ArrayObject, ByteStringObject, TextStringObject

SHOWS = {b"Tj", b"TJ", b"'", b'"'}
PAINTS = {b"f", b"F", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*", b"Do", b"sh", b"INLINE IMAGE", *SHOWS}
SECTION = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
HEX = re.compile(rb"<([0-9A-Fa-f]*)>")  # a glyph may stand for nothing

Code = dict[int, str]


@dataclass
class Marked:
    """The marked content of one page."""

    texts: dict[int, str] = field(default_factory=dict)  # by MCID
    artifacts: str = ""  # the text in artifacts
    problems: list[str] = field(default_factory=list)


def read_marked(page: PageObject) -> Marked:
    """Read the content of `page`."""
    marked = Marked()
    fonts = {name: to_unicode(font) for name, font in page["/Resources"]["/Font"].items()}
    code: Code = {}
    stack: list[int | None] = []  # MCIDs, or None for an artifact
    for operands, operator in page.get_contents().operations:
        if operator in {b"BDC", b"BMC"}:
            open_mark(operands, stack, marked)
        elif operator == b"EMC":
            stack.pop()
        elif operator == b"Tf":
            code = fonts[operands[0]]
        if operator in PAINTS and not stack:
            marked.problems.append(f"unmarked: {operator.decode()}")
        if operator in SHOWS and stack:
            show(decode(operands, code), stack[-1], marked)
    if stack:
        marked.problems.append("a mark is not closed")
    return marked


def open_mark(operands, stack: list[int | None], marked: Marked) -> None:
    """Note the mark that begins."""
    properties = operands[1] if len(operands) > 1 else {}
    mcid = properties.get("/MCID")
    if operands[0] == "/Artifact" and mcid is not None:
        marked.problems.append(f"mark {mcid} is an artifact too")
    if mcid is None and operands[0] != "/Artifact":
        marked.problems.append(f"{operands[0]} belongs to no element")
    if mcid is not None:
        if mcid in marked.texts or any(one is not None for one in stack):
            marked.problems.append(f"mark {mcid} is there twice, or inside another")
        marked.texts[mcid] = ""
    stack.append(mcid)


def show(text: str, mcid: int | None, marked: Marked) -> None:
    """Add `text` to its mark."""
    if mcid is None:
        marked.artifacts += text
    else:
        marked.texts[mcid] += text


def to_unicode(font) -> Code:
    """Read the code of a font: from glyphs to text (ISO 32000-1, 9.10.3)."""
    code: Code = {}
    for kind, body in SECTION.findall(font["/ToUnicode"].get_data()):
        assert kind == b"char", "ranges are not expected from this writer"
        pairs = [bytes.fromhex(one.decode()) for one in HEX.findall(body)]
        code |= {
            int.from_bytes(glyph): text.decode("utf-16-be")
            for glyph, text in zip(pairs[::2], pairs[1::2], strict=True)
        }
    return code


def decode(operands, code: Code) -> str:
    """Return the text that is shown."""
    strings = operands[0] if isinstance(operands[0], ArrayObject) else operands
    raw = b"".join(
        one if isinstance(one, ByteStringObject) else one.original_bytes
        for one in strings
        if isinstance(one, ByteStringObject | TextStringObject)
    )
    return "".join(code[int.from_bytes(raw[at : at + 2])] for at in range(0, len(raw), 2))
