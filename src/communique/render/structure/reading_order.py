"""Text that runs from right to left, in the order in which it is read.

The glyphs of a line are painted from left to right, whatever their script. Programs that search
or copy expect just that, and turn them; the tree says the words themselves, as ActualText
of the element (ISO 32000-1, 14.9.4). Said of the marked content instead, PDFium and poppler
would turn the words as well.
"""

from __future__ import annotations

import re
from typing import Any

from communique.render import inside

# The blocks that Unicode keeps for scripts from right to left (UAX 9, table 4: R and AL).
RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def in_reading_order(box: Any, *, ends_line: bool) -> str:
    """Return what `box` says, where some of it is painted against the order of reading; else nothing.

    The space that a line's end stands for is said with it.
    """
    text = inside.text_of(box)
    if not text or not (inside.runs_from_right(box) or RIGHT_TO_LEFT.search(text)):
        return ""
    return f"{text} " if ends_line else text
