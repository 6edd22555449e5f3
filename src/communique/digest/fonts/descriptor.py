"""What a font is described as, whichever of its glyphs a file has.

Source: ISO 32000-1, 9.8. WeasyPrint guesses the box of a font and its pitch from the glyphs that a
file shows. So the box of a font of several files holds all their boxes, and its pitch is fixed where
all say so.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from pikepdf import Array, Dictionary, Name, String

from communique.digest.fonts.unshareable import Unshareable, expect

FIXED_PITCH = 1  # ISO 32000-1, table 123
KNOWN = {
    *("/Type", "/FontName", "/FontFamily", "/Flags", "/FontBBox", "/ItalicAngle", "/Ascent", "/Descent"),
    *("/CapHeight", "/StemV", "/StemH", "/FontFile2", "/FontFile3"),
    "/CIDSet",  # not of the united font: it would be wrong, and need not be there
}


class Descriptor(NamedTuple):
    """A font descriptor but for its name and program. Lengths are thousandths of the font's size."""

    family: bytes
    slope: Decimal  # degrees
    stems: tuple[Decimal, Decimal]  # vertical and horizontal
    flags: int
    least: tuple[Decimal, ...]  # left and bottom of the box, descent
    most: tuple[Decimal, ...]  # right and top of the box, ascent, height of capitals

    @property
    def face(self) -> tuple[object, ...]:
        """Return what is the same of one face in every file."""
        return self.family, self.slope, self.stems, self.flags & ~FIXED_PITCH

    def united(self, other: Descriptor) -> Descriptor:
        """Return what describes the glyphs of both."""
        return self._replace(
            flags=self.flags & other.flags,
            least=tuple(map(min, self.least, other.least)),
            most=tuple(map(max, self.most, other.most)),
        )

    def written(self, name: str) -> Dictionary:
        """Return the dictionary of the font `name`, whose program is still to be added."""
        (left, bottom, descent), (right, top, ascent, capitals) = self.least, self.most
        return Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name(name),
            FontFamily=String(self.family),
            Flags=self.flags,
            FontBBox=Array([left, bottom, right, top]),
            ItalicAngle=self.slope,
            Ascent=ascent,
            Descent=descent,
            CapHeight=capitals,
            StemV=self.stems[0],
            StemH=self.stems[1],
        )


def read_descriptor(dictionary: Dictionary) -> Descriptor:
    """Return what `dictionary` says. Raises Unshareable where that is more or less than is known."""
    expect(dictionary.keys() <= KNOWN, "its descriptor says what is not understood")
    try:
        left, bottom, right, top = map(_number, dictionary.FontBBox)
        slope, ascent, descent, capitals, vertical, horizontal = (
            _number(dictionary[key])
            for key in ("/ItalicAngle", "/Ascent", "/Descent", "/CapHeight", "/StemV", "/StemH")
        )
        family, flags = dictionary.FontFamily, int(_number(dictionary.Flags))
    except (AttributeError, KeyError, ValueError, TypeError) as problem:
        raise Unshareable("its descriptor cannot be read") from problem
    if not isinstance(family, String):
        raise Unshareable("its descriptor cannot be read")
    least, most = (left, bottom, descent), (right, top, ascent, capitals)
    return Descriptor(bytes(family), slope, (vertical, horizontal), flags, least, most)


def _number(one: object) -> Decimal:
    """Return a number of a PDF; what is none is never written out, however much of the file it leads to."""
    if not isinstance(one, (int, Decimal)):
        raise TypeError
    return Decimal(one)
