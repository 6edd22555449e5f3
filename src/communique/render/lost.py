"""Text that no page shows, though the HTML has it and the styles do not hide it.

WeasyPrint leaves out without a word what it finds no room for: a footnote for which no page is
left, the head of a table that is taller than a page.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from communique.errors import Fault
from communique.render import inside

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

    from weasyprint.document import Document

LONGEST_SHOWN = 60  # characters
NOT_COUNTED = re.compile(r"\W+")  # spaces and hyphens come and go at the ends of lines
OF_THE_TEXT = ("", "first-letter")  # pseudo-elements: all others are generated
HINT = "shorten it, or divide it: a table's head and a footnote must find room on one page"


class Letters:
    """How many letters and figures each element of the HTML has before its pages are made."""

    def __init__(self) -> None:
        self.expected: Counter[Element] = Counter()

    def note(self, boxes: Iterable[Any]) -> None:
        """Count what the `boxes` hold that are yet to be laid out."""
        self.expected.update(_count(boxes))

    def lost(self, document: Document) -> list[Fault]:
        """Return a fault for what no page of `document` shows."""
        shown = _count(map(inside.page_box, document.pages))
        elements = [element for element, letters in self.expected.items() if shown[element] < letters]
        if not elements:
            return []
        text = " ".join("".join(elements[0].itertext()).split())
        more = f" (and {len(elements) - 1} more such texts)" if len(elements) > 1 else ""
        told = f"{text[:LONGEST_SHOWN]!r} stands on no page: there is no room for it{more}"
        return [Fault("R012", told, hint=HINT, subject=text)]


def _count(boxes: Iterable[Any]) -> Counter[Element]:
    """Count the letters and figures of each element; what is generated or repeats on every page is none."""
    counted: Counter[Element] = Counter()
    stack = list(boxes)
    while stack:
        box = inside.placed(stack.pop())
        if inside.is_running(box):
            continue
        text = inside.text_of(box)
        if text and box.element is not None and box.element_tag.partition("::")[2] in OF_THE_TEXT:
            counted[box.element] += len(NOT_COUNTED.sub("", text))
        stack.extend(box.children)
    return counted
