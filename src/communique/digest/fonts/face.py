"""One face of a volume: what its files have of it, united."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, Protocol

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from communique.digest.fonts.cff import read_cff
from communique.digest.fonts.guest_font import TRUETYPE
from communique.digest.fonts.readings import Readings, agree, unite
from communique.digest.fonts.streams import deflate
from communique.digest.fonts.tounicode import write_letters
from communique.digest.fonts.truetype import read_truetype
from communique.digest.fonts.widths import write_widths

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pikepdf import Object, Pdf

    from communique.digest.fonts.guest_font import GuestFont


class Program(Protocol):
    """Some glyphs of a face, by their numbers or CIDs."""

    @property
    def face(self) -> tuple[object, ...]:
        """Return what is the same of one face in every file."""

    @property
    def glyphs(self) -> Mapping[int, Any]:
        """Return glyphs that are equal where they draw the same and are as wide."""

    @property
    def bounds(self) -> tuple[int, ...]:
        """Return numbers that are, of many programs together, the greatest of each."""

    def written(self, glyphs: Mapping[int, Any], bounds: tuple[int, ...]) -> bytes:
        """Return a program of the face that has `glyphs`."""


def read_program(font: GuestFont) -> Program:
    """Return the glyphs of `font`. Raises Unshareable."""
    used = font.widths.keys() | font.letters.keys()
    return read_truetype(font.program, used) if font.kind == TRUETYPE else read_cff(font.program, used)


def kin(font: GuestFont, program: Program) -> object:
    """Return what is the same of one face in every file, and tells it from others."""
    return font.name, font.kind, font.descriptor.face, program.face


class Face:
    """A font program, and the fonts that use it: one for all that agree on widths and letters."""

    def __init__(self, volume: Pdf, font: GuestFont, program: Program) -> None:
        self.volume = volume
        self.name, self.kind = font.name, font.kind
        self.descriptor, self.program = font.descriptor, program
        self.glyphs: dict[int, Any] = {}
        self.bounds = program.bounds
        self.widths: Readings[bytes] = Readings()
        self.letters: Readings[bytes] = Readings()
        self.fonts: dict[tuple[int, int], Object] = {}

    def accepts(self, program: Program) -> bool:
        """Tell whether all glyphs that `program` has in common with this one are the same."""
        return agree(self.glyphs, program.glyphs)

    def add(self, font: GuestFont, program: Program) -> Object:
        """Unite `font`, whose `program` is accepted, with this one; return the font that stands for it."""
        self.descriptor = self.descriptor.united(font.descriptor)
        unite(self.glyphs, program.glyphs)
        self.bounds = tuple(map(max, self.bounds, program.bounds))
        place = self.widths.place(font.widths), self.letters.place(font.letters)
        if place not in self.fonts:
            self.fonts[place] = self.volume.make_indirect(Dictionary())
        return self.fonts[place]

    def write(self) -> int:
        """Write all objects of this face into the volume, and return how many bytes its program takes."""
        data = self.program.written(self.glyphs, self.bounds)
        name = f"/{_tag(data)}+{self.name}"
        descriptor = self.descriptor.written(name)
        if self.kind == TRUETYPE:
            descriptor.FontFile2, packed = deflate(self.volume, data, Length1=len(data))
        else:
            descriptor.FontFile3, packed = deflate(self.volume, data, Subtype=Name(self.kind))
        descriptor = self.volume.make_indirect(descriptor)
        cid_fonts = [self._cid_font(name, descriptor, widths) for widths in self.widths.united]
        cmaps = [deflate(self.volume, write_letters(letters))[0] for letters in self.letters.united]
        for (widths, letters), font in self.fonts.items():
            for key, value in _type0(name, cid_fonts[widths], cmaps[letters]).items():
                font[key] = value
        return packed

    def _cid_font(self, name: str, descriptor: Object, widths: dict[int, bytes]) -> Object:
        """Return a new font in the volume whose glyphs have CIDs and `widths` (ISO 32000-1, 9.7.4)."""
        system = Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0)
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2 if self.kind == TRUETYPE else Name.CIDFontType0,
            BaseFont=Name(name),
            CIDSystemInfo=system,
            W=pikepdf.Object.parse(write_widths(widths)),
            FontDescriptor=descriptor,
        )
        if self.kind == TRUETYPE:
            font.CIDToGIDMap = Name.Identity
        return self.volume.make_indirect(font)


def _type0(name: str, cid_font: Object, cmap: Object) -> Dictionary:
    """Return the font that text uses (ISO 32000-1, 9.7.6)."""
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name(name),
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([cid_font]),
        ToUnicode=cmap,
    )


def _tag(program: bytes) -> str:
    """Return six letters that tell this subset of a font from others (ISO 32000-1, 9.6.4)."""
    return "".join(chr(ord("A") + byte % 26) for byte in sha256(program).digest()[:6])
