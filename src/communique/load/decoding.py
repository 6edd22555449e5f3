"""Bytes → text with a line feed at each line's end, and faults for what no text should hold."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from communique.errors import Fault

if TYPE_CHECKING:
    from pathlib import Path

# What neither YAML nor a printed page can carry; breaks that YAML counts as lines and editors do not; and
# the older signs of direction, after which letters are seen in another order than they are written in:
# marks and isolates do what is needed of them (Unicode Standard Annex 9, 2).
MISPLACED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ud800-\udfff\ufeff\ufffe\uffff]"
)
BOM = "\ufeff"
ENCODING = "save the file anew with the encoding UTF-8"
MOSTLY = 8  # one byte of so many is zero: UTF-16 has more, a slip in UTF-8 fewer
STAND_IN = "\ufffd"  # replacement character: the text around it can still be judged


def decode(data: bytes, path: Path) -> tuple[str | None, list[Fault]]:
    """Return the text of `data`, None where it is not UTF-8, with what is wrong in it.

    All line ends become line feeds: editors write any of the three kinds, and mean the same.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data.count(0) > len(data) / MOSTLY:
        return None, [_not_text(path)]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        return None, [_not_utf8(data, problem.start, path)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    faults = []
    if text.startswith(BOM):
        faults.append(_byte_order_mark(path))
        text = text.removeprefix(BOM)
    misplaced = MISPLACED.search(text)
    if misplaced:
        faults.append(_misplaced(text, misplaced.start(), path))
        text = MISPLACED.sub(STAND_IN, text)
    return text, faults


def named(character: str) -> str:
    """Return the code point and the name by which `character` can be searched for."""
    name = unicodedata.name(character, "an invisible character").lower()
    return f"the character U+{ord(character):04X} ({name})"


def _not_text(path: Path) -> Fault:
    message = "the file is in UTF-16 or no text; expected a text file in UTF-8"
    return Fault("C020", message, path, 1, 1, hint=ENCODING)


def _not_utf8(data: bytes, start: int, path: Path) -> Fault:
    before = data[:start].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    line, column = _count(before)
    message = f"the byte 0x{data[start]:02X} is not UTF-8; expected a text file in UTF-8"
    return Fault("C020", message, path, line, column, hint=ENCODING)


def _byte_order_mark(path: Path) -> Fault:
    message = "the file begins with a byte order mark; expected its first key"
    return Fault("C021", message, path, 1, 1, hint="save the file anew as UTF-8 without BOM")


def _misplaced(text: str, start: int, path: Path) -> Fault:
    line, column = _count(text[:start])
    count = len(MISPLACED.findall(text))
    more = f", and {count - 1} more of the kind" if count > 1 else ""
    message = f"{named(text[start])} has no place in a text{more}"
    return Fault("C022", message, path, line, column, hint="delete it; it is invisible in most editors")


def _count(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - before.rfind("\n")
