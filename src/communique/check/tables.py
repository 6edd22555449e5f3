"""Tables keep to their column, in type that can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.check.finding import Finding
from communique.text import table_widths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from communique.model import Bulletin, Newsroom

# Millimetres of the packaged styles: the paper, both of its margins, what lies between two columns, and
# one language alone. Where a newsroom's own styles have others, preflight tells what leaves its column.
PAPER = {"A4": 210.0, "Letter": 215.9, "Legal": 215.9}
MARGINS, GUTTER, MEASURE = 40.0, 8.0, 124.0
SMALLEST = 6.5  # points: the least type that styles/blocks.css sets a table in
POINT = 25.4 / 72  # millimetres


def too_wide_tables(bulletin: Bulletin, newsroom: Newsroom) -> Iterator[Finding]:
    """C114: a table's longest words do not stand side by side, even in the smallest type."""
    languages = len(newsroom.languages)
    is_parallel = newsroom.layout_of(bulletin).name == "parallel" and languages > 1
    area = PAPER[newsroom.page.size] - MARGINS
    column = (area - GUTTER * (languages - 1)) / languages if is_parallel else MEASURE
    for tag in bulletin.body:
        for line, width in table_widths(bulletin.body[tag], tag):
            needed = width * SMALLEST * POINT
            if needed > column:
                message = (
                    f"this table needs {needed:.0f} mm in the smallest type; "
                    f"expected no more than its column, {column:.0f} mm"
                )
                remedy = "write layout: stacked, or " if is_parallel and needed <= MEASURE else ""
                hint = f"{remedy}make two tables of it, or write shorter words"
                yield Finding("C114", message, ("body", tag), line, hint)
