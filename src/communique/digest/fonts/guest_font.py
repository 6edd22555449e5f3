"""A font as one file has it → a value that says all of it."""

from __future__ import annotations

import re
from typing import NamedTuple, TypeVar

from pikepdf import Array, Dictionary, Name, Object, Stream

from communique.digest.fonts.descriptor import Descriptor, read_descriptor
from communique.digest.fonts.streams import inflate
from communique.digest.fonts.tounicode import read_letters
from communique.digest.fonts.unshareable import Unshareable, expect
from communique.digest.fonts.widths import read_widths

TAG = re.compile(r"/(?:[A-Z]{6}\+)?")  # of a subset (ISO 32000-1, 9.6.4)
NAMELESS = "a font without a name"
TRUETYPE, BARE_CFF = "/FontFile2", "/CIDFontType0C"  # ISO 32000-1, table 126
TYPE0 = {"/Type", "/Subtype", "/BaseFont", "/Encoding", "/DescendantFonts", "/ToUnicode"}
CID_FONT = {
    *("/Type", "/Subtype", "/BaseFont", "/CIDSystemInfo", "/CIDToGIDMap", "/W", "/FontDescriptor"),
}
IDENTITY = ["Adobe", "Identity", "0"]

Kind = TypeVar("Kind", bound=Object)


class GuestFont(NamedTuple):
    """A font whose text is written in CIDs; those of a TrueType font are the numbers of its glyphs."""

    name: str  # without the tag of a subset
    kind: str  # TRUETYPE or BARE_CFF
    descriptor: Descriptor
    widths: dict[int, bytes]
    letters: dict[int, bytes]
    program: bytes
    packed: int  # bytes that the program takes in the file


def base_font(font: Object) -> str:
    """Return the name of `font` without the tag of a subset; NAMELESS where it has none that is text."""
    name = font.get("/BaseFont")
    try:
        return TAG.sub("", str(name), count=1) if isinstance(name, Name) else NAMELESS
    except UnicodeDecodeError:
        return NAMELESS


def read_font(font: Object) -> GuestFont:
    """Return what `font`, from the resources of a page, is. Raises Unshareable."""
    expect(font.get("/Subtype") == "/Type0" and font.keys() <= TYPE0, "it is of a type that is not known")
    expect(font.get("/Encoding") == "/Identity-H", "its text is not written in the numbers of its glyphs")
    name = base_font(font)
    expect(name != NAMELESS, "its name is no text")
    descendants = _member(font, "/DescendantFonts", Array, "it has no descendant font")
    expect(len(descendants) == 1, "it has no single descendant font")
    cid_font = descendants[0]
    expect(isinstance(cid_font, Dictionary) and _is_plain(cid_font), "its CIDs are not plain")
    described = _member(cid_font, "/FontDescriptor", Dictionary, "it has no descriptor")
    widths = _member(cid_font, "/W", Array, "it does not say how wide its glyphs are")
    letters = _member(font, "/ToUnicode", Stream, "it does not say which letters its glyphs stand for")
    kind, stream = _program(described, str(cid_font.get("/Subtype")))
    program, packed = inflate(stream)
    return GuestFont(
        name,
        kind,
        read_descriptor(described),
        read_widths(widths.unparse(resolved=True)),
        read_letters(inflate(letters)[0]),
        program,
        packed,
    )


def _member(dictionary: Object, key: str, kind: type[Kind], otherwise: str) -> Kind:
    """Return what `dictionary` has under `key`. Raises Unshareable where that is not of its kind."""
    value = dictionary.get(key)
    if not isinstance(value, kind):
        raise Unshareable(otherwise)
    return value


def _is_plain(cid_font: Object) -> bool:
    """Tell whether the CIDs of a font are just those that its program has."""
    system = cid_font.get("/CIDSystemInfo")
    return (
        cid_font.keys() <= CID_FONT
        and cid_font.get("/CIDToGIDMap", "/Identity") == "/Identity"
        and isinstance(system, Dictionary)
        and [str(system.get(key)) for key in ("/Registry", "/Ordering", "/Supplement")] == IDENTITY
    )


def _program(described: Dictionary, subtype: str) -> tuple[str, Stream]:
    """Return the kind of program that a descriptor has, and its stream. Raises Unshareable."""
    if subtype == "/CIDFontType2":
        return TRUETYPE, _member(described, TRUETYPE, Stream, "its program is not embedded")
    stream = _member(described, "/FontFile3", Stream, "its program is not embedded")
    kind = str(stream.get("/Subtype"))
    expect(kind == BARE_CFF, f"its program is of the kind {kind}")
    return kind, stream
