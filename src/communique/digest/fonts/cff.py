"""Tables CFF of one face in, one of all their glyphs out. Their glyphs have CIDs and no subroutines.

What the outline of a glyph means depends on the Font DICT that it belongs to, which tells its width
where the outline tells none. Each subset numbers these anew, as it does its glyphs and strings. So
here a glyph, which its CID names, holds its Font DICT itself, and that its strings.

Source: Adobe Technical Note 5176, The Compact Font Format Specification.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from communique.digest.fonts.cff_parts import (
    DAMAGED,
    REAL,
    Operands,
    integer,
    long_operand,
    read_dict,
    read_index,
    short_operand,
    write_dict,
    write_index,
)
from communique.digest.fonts.unshareable import expect

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

# Operators of a Top DICT, of a Font DICT and of a Private DICT (tables 9, 10 and 23).
ROS, FD_ARRAY, FD_SELECT = b"\x0c\x1e", b"\x0c\x24", b"\x0c\x25"
BOX, CHARSET, CHAR_STRINGS, PRIVATE, SUBRS = b"\x05", b"\x0f", b"\x11", b"\x12", b"\x13"
OF_A_SUBSET = {BOX, CHARSET, CHAR_STRINGS, FD_ARRAY, FD_SELECT, PRIVATE}
# How many of an operator's operands are numbers of strings.
NAMED = (b"\x00", b"\x01", b"\x02", b"\x03", b"\x04", b"\x0c\x00", b"\x0c\x15", b"\x0c\x16", b"\x0c\x26")
STRINGS = {ROS: 2, **dict.fromkeys(NAMED, 1)}
STANDARD_STRINGS = 391  # which every font has, under the same numbers (appendix A)
HEADER = bytes([1, 0, 4, 4])  # version, its own size, and that of offsets, which nobody asks for

# An operator and its operands: numbers, the font's own strings, and real numbers as they were written.
Entry = tuple[bytes, tuple[int | str | bytes, ...]]


class FontDict(NamedTuple):
    """What some glyphs' outlines are to be read with."""

    entries: tuple[Entry, ...]
    private: bytes


class Outline(NamedTuple):
    """What a glyph draws, and how wide it is."""

    char_string: bytes
    font_dict: FontDict


class BareCff(NamedTuple):
    """Glyphs of a face by their CIDs, and what its program says of all."""

    name: bytes
    entries: tuple[Entry, ...]  # of the Top DICT
    bounds: tuple[int, ...]  # of all glyphs: left, bottom, right, top; left and bottom with signs turned
    glyphs: dict[int, Outline]

    @property
    def face(self) -> tuple[object, ...]:
        """Return what is the same of one face in every file."""
        return self.name, self.entries

    def written(self, glyphs: Mapping[int, Outline], bounds: tuple[int, ...]) -> bytes:
        """Return a program of the face that has `glyphs`."""
        strings: dict[str, int] = {}
        cids = sorted(glyphs)
        fonts = [*dict.fromkeys(glyphs[cid].font_dict for cid in cids)]
        numbers = {font: number for number, font in enumerate(fonts)}
        left, bottom, right, upper = bounds
        # Poppler (22.12, FreeType 2.12) sets letters off their places where a negative one takes four bytes.
        box = tuple(map(short_operand, (-left, -bottom, right, upper)))
        top = [*_numbered(self.entries, strings), (BOX, box)]
        dicts = [_numbered(font.entries, strings) for font in fonts]
        parts = (
            bytes([0]) + b"".join(cid.to_bytes(2, "big") for cid in cids[1:]),
            bytes([0, *(numbers[glyphs[cid].font_dict] for cid in cids)]),
            write_index([glyphs[cid].char_string for cid in cids]),
        )
        names = HEADER + write_index([self.name])
        texts = write_index([string.encode("latin-1") for string in strings]) + write_index([])
        start = len(names) + len(_top_index(top, [0] * 4)) + len(texts)
        places = [*accumulate(map(len, parts), initial=start)]
        above = b"".join([names, _top_index(top, places), texts, *parts])
        return above + _written_fonts(dicts, [font.private for font in fonts], len(above))


def read_cff(data: bytes, used: Collection[int]) -> BareCff:
    """Return the glyphs of the table CFF `data` whose text shows the CIDs `used`. Raises Unshareable."""
    expect(len(data) > len(HEADER) and data[0] == 1, DAMAGED)
    names, end = read_index(data, data[2])
    tops, end = read_index(data, end)
    strings, end = read_index(data, end)
    subroutines, _ = read_index(data, end)
    expect(len(names) == len(tops) == 1, DAMAGED)
    top = read_dict(tops[0])
    expect(next(iter(top), b"") == ROS, "its glyphs have no CIDs")
    expect(not subroutines, "its program has subroutines")
    outlines, _ = read_index(data, _place(top, CHAR_STRINGS))
    fonts = [_font_dict(data, font, strings) for font in read_index(data, _place(top, FD_ARRAY))[0]]
    cids = [0, *_ranged(data, _place(top, CHARSET), len(outlines) - 1)]
    selected = _selected(data, _place(top, FD_SELECT), len(outlines))
    expect(len(cids) == len(outlines) == len(selected) and max(selected) < len(fonts), DAMAGED)
    glyphs = {
        cid: Outline(outline, fonts[font])
        for cid, outline, font in zip(cids, outlines, selected, strict=True)
    }
    expect(glyphs.keys() >= {*used}, "its program lacks glyphs that its text shows")
    box = [integer(operand) for operand in top.get(BOX, ())]
    expect(len(box) == 4, DAMAGED)  # noqa: PLR2004 - left, bottom, right, top
    left, bottom, right, upper = box
    return BareCff(names[0], _entries(top, strings), (-left, -bottom, right, upper), glyphs)


def _place(entries: Mapping[bytes, Operands], operator: bytes) -> int:
    """Return the offset that `operator` gives. Raises Unshareable."""
    operands = entries.get(operator, ())
    expect(len(operands) > 0, DAMAGED)
    return max(0, integer(operands[-1]))


def _font_dict(data: bytes, font: bytes, strings: Sequence[bytes]) -> FontDict:
    entries = read_dict(font)
    start, operands = _place(entries, PRIVATE), entries[PRIVATE]
    expect(len(operands) == 2, DAMAGED)  # noqa: PLR2004 - size and offset (table 23)
    size = integer(operands[0])
    expect(0 <= size <= len(data) - start, DAMAGED)
    private = data[start : start + size]
    expect(SUBRS not in read_dict(private), "its program has subroutines")
    return FontDict(_entries(entries, strings), private)


def _entries(found: Mapping[bytes, Operands], strings: Sequence[bytes]) -> tuple[Entry, ...]:
    """Return those entries of a DICT that are the same in every subset."""
    return tuple(
        (operator, tuple(_said(one, place < named, strings) for place, one in enumerate(operands)))
        for operator, operands in found.items()
        if operator not in OF_A_SUBSET
        for named in [STRINGS.get(operator, 0)]
    )


def _said(operand: bytes, is_string: bool, strings: Sequence[bytes]) -> int | str | bytes:
    if operand[0] == REAL:
        return operand
    number = integer(operand)
    if not is_string or number < STANDARD_STRINGS:
        return number
    expect(number < STANDARD_STRINGS + len(strings), DAMAGED)
    return strings[number - STANDARD_STRINGS].decode("latin-1")


def _numbered(entries: Sequence[Entry], strings: dict[str, int]) -> list[tuple[bytes, Operands]]:
    """Return `entries` as they are written; strings that are new are added to `strings`."""

    def written(said: int | str | bytes) -> bytes:
        if isinstance(said, str):
            return short_operand(STANDARD_STRINGS + strings.setdefault(said, len(strings)))
        return said if isinstance(said, bytes) else short_operand(said)

    return [(operator, tuple(map(written, operands))) for operator, operands in entries]


def _ranged(data: bytes, place: int, count: int) -> list[int]:
    """Return the CIDs of all glyphs but the first: the charset at `place` (tables 17 to 20)."""
    expect(place < len(data), DAMAGED)
    form, place = data[place], place + 1
    if form == 0:
        found = data[place : place + 2 * count]
        return [int.from_bytes(found[n : n + 2], "big") for n in range(0, len(found), 2)]
    cids: list[int] = []
    while len(cids) < count:
        first, more = data[place : place + 2], data[place + 2 : place + 2 + form]
        expect(form <= 2 and len(more) == form, DAMAGED)  # noqa: PLR2004 - the formats are 0, 1 and 2
        start = int.from_bytes(first, "big")
        cids.extend(range(start, start + int.from_bytes(more, "big") + 1))
        place += 2 + form
    return cids


def _selected(data: bytes, place: int, count: int) -> list[int]:
    """Return the number of each glyph's Font DICT: the FDSelect at `place` (tables 27 to 29)."""
    expect(place < len(data), DAMAGED)
    form, place = data[place], place + 1
    if form == 0:
        return [*data[place : place + count]]
    end = place + 4 + 3 * int.from_bytes(data[place : place + 2], "big")
    expect(form == 3 and end <= len(data), DAMAGED)  # noqa: PLR2004 - the formats are 0 and 3
    selected: list[int] = []
    for start in range(place + 2, end - 2, 3):
        first, after = data[start : start + 2], data[start + 3 : start + 5]
        selected += [data[start + 2]] * (int.from_bytes(after, "big") - int.from_bytes(first, "big"))
    return selected


def _top_index(entries: Sequence[tuple[bytes, Operands]], places: Sequence[int]) -> bytes:
    """Return the INDEX of the Top DICT, as long whatever `places` are."""
    operators = (CHARSET, FD_SELECT, CHAR_STRINGS, FD_ARRAY)
    located = [(one, (long_operand(place),)) for one, place in zip(operators, places, strict=True)]
    return write_index([write_dict([*entries, *located])])


def _written_fonts(
    dicts: Sequence[list[tuple[bytes, Operands]]], privates: Sequence[bytes], start: int
) -> bytes:
    """Return the INDEX of Font DICTs that stands at `start`, and the Private DICTs behind it."""

    def index(places: Sequence[int]) -> bytes:
        fonts = zip(dicts, privates, places, strict=False)
        return write_index(
            [
                write_dict([*entries, (PRIVATE, (long_operand(len(private)), long_operand(place)))])
                for entries, private, place in fonts
            ]
        )

    first = start + len(index([0] * len(dicts)))
    return b"".join([index([*accumulate(map(len, privates), initial=first)]), *privates])
