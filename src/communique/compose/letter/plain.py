"""Plain text: one line for a header, and lines of a width that every mail program shows."""

from __future__ import annotations

import re
import unicodedata

from communique.text import columns

WIDTH = 72  # columns
# What turns the order of the letters after it: a header or a line is to read as its letters stand
# (UAX 9, 2.1 to 2.4). The marks of direction are none of these.
OVERRIDES = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
# They are unseen, and help to lay out pages alone.
UNSEEN = dict.fromkeys(
    map(ord, "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}")
)
SPACES = {0xA0: " ", 0x202F: " "}  # that do not break

# Chinese and Japanese have no spaces: a line may end behind each character, but none begins with a
# closing mark or ends with an opening one (UAX 14, 5.1: ID, CL, OP).
WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff"
CLOSING = "、。，．：；？！）〕】」』》〉”’…·,.;:?!)\\]"
OPENING = "（〔【「『《〈“‘(\\["
MAY_BREAK = re.compile(
    r"(?<= )(?=[^ ])"
    rf"|(?<=[{WIDE}])(?<![{OPENING}])(?![ {CLOSING}])"
    rf"|(?<=[^ {OPENING}])(?=[{WIDE}])(?![{CLOSING}])"
)


def readable(text: str) -> str:
    """Return `text` without what turns its order or is not seen; its lines stay."""
    return "".join(
        character
        for character in text.translate(OVERRIDES).translate(UNSEEN)
        if character == "\n" or unicodedata.category(character) != "Cc"
    )


def one_line(text: str) -> str:
    """Return `text` as a header may hold it: in one line, with plain spaces and no control character."""
    return readable(" ".join(text.split()))


def wrapped(text: str) -> str:
    """Return `text` with no line wider than `WIDTH`, but for words and addresses that are.

    Lines end without spaces, and no two empty ones follow one another.
    """
    lines = "\n".join(part for line in text.split("\n") for part in _wrapped_line(line))
    return re.sub(r"\n{3,}", "\n\n", readable(lines.translate(SPACES))).strip("\n") + "\n"


def _wrapped_line(line: str) -> list[str]:
    lines, current = [], ""
    for unit in MAY_BREAK.split(line):
        if current and columns((current + unit).rstrip(" ")) > WIDTH:
            lines.append(current.rstrip(" "))
            current = ""
        current += unit
    return [*lines, current.rstrip(" ")]
