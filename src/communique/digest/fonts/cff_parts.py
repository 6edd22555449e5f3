"""The parts that a table CFF is made of, taken apart and put together: INDEX, DICT and numbers.

Source: Adobe Technical Note 5176, The Compact Font Format Specification.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from communique.digest.fonts.unshareable import expect

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DAMAGED = "its program is damaged"
ESCAPE, LAST_OPERATOR = 12, 21
SHORT, LONG, REAL = 28, 29, 30  # operands of two and four bytes, and of many (table 3)
POSITIVE, NEGATIVE = 247, 251  # first bytes of operands of two bytes
ONE_BYTE, TWO_BYTES, THREE_BYTES = 108, 1132, 2**15  # what numbers so written are below
LAST_NIBBLE = 15  # of a real number

Operands = tuple[bytes, ...]


def read_index(data: bytes, start: int) -> tuple[list[bytes], int]:
    """Return the objects of the INDEX at `start`, and where it ends. Raises Unshareable."""
    expect(start + 2 <= len(data), DAMAGED)
    count = int.from_bytes(data[start : start + 2], "big")
    if not count:
        return [], start + 2
    size, first = next(iter(data[start + 2 : start + 3]), 0), start + 3
    before = first + (count + 1) * size - 1  # offsets count from the byte before the objects
    expect(size > 0 and before < len(data), DAMAGED)
    offsets = range(first, before + 1, size)
    places = [before + int.from_bytes(data[place : place + size], "big") for place in offsets]
    expect(places[-1] <= len(data) and places == sorted(places), DAMAGED)
    return [data[begin:end] for begin, end in pairwise(places)], places[-1]


def write_index(objects: Sequence[bytes]) -> bytes:
    """Return an INDEX of `objects`."""
    if not objects:
        return bytes(2)
    places = [*accumulate(map(len, objects), initial=1)]
    size = (places[-1].bit_length() + 7) // 8
    offsets = b"".join(place.to_bytes(size, "big") for place in places)
    return len(objects).to_bytes(2, "big") + bytes([size]) + offsets + b"".join(objects)


def read_dict(data: bytes) -> dict[bytes, Operands]:
    """Return the operands of each operator in the DICT `data`. Raises Unshareable."""
    found: dict[bytes, Operands] = {}
    operands: list[bytes] = []
    place = 0
    while place < len(data):
        code = data[place]
        is_operator = code <= LAST_OPERATOR
        length = (2 if code == ESCAPE else 1) if is_operator else _operand_length(data, place)
        token = data[place : place + length]
        expect(len(token) == length, DAMAGED)
        place += length
        operands.append(token)
        if is_operator:
            *before, operator = operands
            found[operator] = tuple(before)
            operands = []
    return found


def write_dict(entries: Iterable[tuple[bytes, Operands]]) -> bytes:
    """Return a DICT of `entries`, operators and their operands, in this order."""
    return b"".join(b"".join(operands) + operator for operator, operands in entries)


def integer(operand: bytes) -> int:
    """Return the number that `operand` is (table 3). Raises Unshareable where it is a real one."""
    code = operand[0]
    expect(code != REAL, DAMAGED)
    if code in {SHORT, LONG}:
        return int.from_bytes(operand[1:], "big", signed=True)
    if len(operand) == 1:
        return code - 139
    if code < NEGATIVE:
        return (code - POSITIVE) * 256 + operand[1] + ONE_BYTE
    return -(code - NEGATIVE) * 256 - operand[1] - ONE_BYTE


def short_operand(number: int) -> bytes:
    """Return `number` as an operand of as few bytes as can be."""
    if abs(number) < ONE_BYTE:
        return bytes([number + 139])
    if abs(number) < TWO_BYTES:
        high, low = divmod(abs(number) - ONE_BYTE, 256)
        return bytes([(POSITIVE if number > 0 else NEGATIVE) + high, low])
    if abs(number) < THREE_BYTES:
        return bytes([SHORT]) + number.to_bytes(2, "big", signed=True)
    return long_operand(number)


def long_operand(number: int) -> bytes:
    """Return `number` as an operand whose length is the same for every number."""
    return bytes([LONG]) + number.to_bytes(4, "big", signed=True)


def _operand_length(data: bytes, place: int) -> int:
    code = data[place]
    if code == REAL:
        ends = (length for length, byte in enumerate(data[place + 1 :], 2) if LAST_NIBBLE in divmod(byte, 16))
        return next(ends, len(data) + 1)  # longer than what is left: it is cut short
    return {SHORT: 3, LONG: 5}.get(code, 1 if code < POSITIVE else 2)
