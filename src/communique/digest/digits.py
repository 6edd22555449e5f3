"""The figures 0 to 9 as one font of a PDF shows them: their glyphs and their widths."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from communique.digest.fonts.tounicode import read_letters
from communique.digest.fonts.unshareable import Unshareable
from communique.digest.fonts.widths import read_widths

if TYPE_CHECKING:
    from pikepdf import Object

ALL = "0123456789"


@dataclass(frozen=True, slots=True)
class Digits:
    """The ten figures in their order."""

    glyphs: tuple[int, ...]  # two bytes each in a text (Identity-H: ISO 32000-1, 9.7.5.2)
    widths: tuple[Decimal, ...]  # in thousandths of the type's size


def digits_in(text: bytes, font: Object) -> Digits | None:
    """Return the figures of `text`, shown in `font`, if it is the number 0123456789 and nothing else."""
    glyphs = [int.from_bytes(text[start : start + 2]) for start in range(0, len(text), 2)]
    if len(glyphs) != len(ALL) or font.get("/Encoding") != "/Identity-H":
        return None
    try:
        letters = read_letters(font.ToUnicode.read_bytes())
        widths = read_widths(font.DescendantFonts[0].W.unparse(resolved=True))
    except (Unshareable, AttributeError, KeyError):
        return None
    said = b"".join(bytes.fromhex(letters.get(glyph, b"").decode()) for glyph in glyphs)
    if said.decode("utf-16-be") != ALL:
        return None
    return Digits(tuple(glyphs), tuple(Decimal(widths[glyph].decode()) for glyph in glyphs))
