"""The table CFF of a font, mended in place: neither its length nor any offset in it changes.

Source: Adobe Technical Note 5176, The Compact Font Format Specification.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROS, CHAR_STRINGS = b"\x0c\x1e", b"\x11"  # operators of the Top DICT (5176, table 9 and 10)
ESCAPE, LAST_OPERATOR = 12, 21
SHORT, LONG, REAL = 28, 29, 30  # operands (5176, table 3)
TWO_BYTES = range(108, 1132)  # numbers that are written so
LAST_NIBBLE = 15  # of a real number
END = 14  # endchar (Adobe Technical Note 5177, 4.5)

Entry = tuple[bytes, bytes]  # operands and operator


def is_by_cid(cff: bytes) -> bool:
    """Tell whether the glyphs of `cff` have CIDs and no names."""
    return any(operator == ROS for _, operator in _top_dict(cff)[2])


def tidy(cff: bytes) -> bytes:
    """Return `cff`, whose glyphs have CIDs, with its operator ROS first and its glyph .notdef empty.

    HarfBuzz writes others before it, against 5176, 18, so that readers take the font for one by names.
    And the box that stands for a missing glyph would tell of one.
    """
    start, end, found = _top_dict(cff)
    ordered = _legible(sorted(found, key=lambda entry: entry[1] != ROS))
    top = b"".join(operands + operator for operands, operator in ordered)
    place = next(integer(operands) for operands, operator in found if operator == CHAR_STRINGS)
    first, last = _object(cff, place, 0)
    tidied = bytearray(cff)
    tidied[start:end] = top
    tidied[first:last] = bytes([END]) * (last - first)
    return bytes(tidied)


def _legible(found: list[Entry]) -> list[Entry]:
    """Write the two names of ROS, which comes first, in two bytes each, and a later number longer by as much.

    veraPDF 1.28 does not know ROS behind numbers of three bytes, and takes the font for one by names.
    """
    (named, ros), *others = found
    names, supplement = (named[:3], named[3:6]), named[6:]
    spare = next((n for n, (operands, _) in enumerate(others) if _is_short(operands)), None)
    if spare is None or not all(_is_short(name) and integer(name) in TWO_BYTES for name in names):
        return found
    operands, operator = others[spare]
    others[spare] = (bytes([LONG]) + integer(operands).to_bytes(4, "big", signed=True), operator)
    return [(b"".join(_in_two_bytes(integer(name)) for name in names) + supplement, ros), *others]


def _is_short(operands: bytes) -> bool:
    return len(operands) == 3 and operands[0] == SHORT  # noqa: PLR2004 - 5176, table 3


def _in_two_bytes(number: int) -> bytes:
    high, low = divmod(number - TWO_BYTES.start, 256)
    return bytes([247 + high, low])


def _top_dict(cff: bytes) -> tuple[int, int, list[Entry]]:
    """Return where the first Top DICT begins and ends, and its entries."""
    names = cff[2]  # the size of the header
    start, end = _object(cff, _index_end(cff, names), 0)
    return start, end, list(entries(cff[start:end]))


def entries(data: bytes) -> Iterator[Entry]:
    """Yield the entries of the DICT `data`, in its order."""
    place = begun = 0
    while place < len(data):
        code = data[place]
        if code <= LAST_OPERATOR:
            after = place + (2 if code == ESCAPE else 1)
            yield data[begun:place], data[place:after]
            place = begun = after
        else:
            place += _operand_length(data, place)


def _operand_length(data: bytes, place: int) -> int:
    code = data[place]
    if code == REAL:
        return next(n for n, byte in enumerate(data[place:]) if n and LAST_NIBBLE in divmod(byte, 16)) + 1
    return {SHORT: 3, LONG: 5}.get(code, 1 if code < 247 else 2)  # noqa: PLR2004 - 5176, table 3


def integer(operand: bytes) -> int:
    """Return an offset; it is not small, since headers stand before what it leads to."""
    if operand[0] in {SHORT, LONG}:
        return int.from_bytes(operand[1:], "big", signed=True)
    if len(operand) == 1:
        return operand[0] - 139
    return (operand[0] - 247) * 256 + operand[1] + 108


def _object(cff: bytes, index: int, number: int) -> tuple[int, int]:
    """Return where the object `number` of the INDEX at `index` begins and ends."""
    count, size = int.from_bytes(cff[index : index + 2], "big"), cff[index + 2]
    before = index + 2 + (count + 1) * size  # offsets count from the byte before the data
    offsets = (index + 3 + (number + n) * size for n in (0, 1))
    start, end = (int.from_bytes(cff[place : place + size], "big") for place in offsets)
    return before + start, before + end


def _index_end(cff: bytes, index: int) -> int:
    count = int.from_bytes(cff[index : index + 2], "big")
    return _object(cff, index, count - 1)[1] if count else index + 2
