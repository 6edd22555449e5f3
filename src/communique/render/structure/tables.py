"""Which headers speak of which cell of an HTML table (HTML, 4.9.12; ISO 32000-1, table 349)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

GROUPS = ("thead", "tbody", "tfoot")
CELLS = ("th", "td")

Grid = dict[tuple[int, int], "Element"]  # by row and column


def scope(header: Element, parents: dict[Element, Element]) -> str:
    """Return whether `header` speaks of its row or its column."""
    told = header.get("scope", "")
    if told.startswith(("row", "col")):
        return "Row" if told.startswith("row") else "Column"
    return "Column" if parents[parents[header]].tag == "thead" else "Row"


def span(cell: Element) -> tuple[int, int]:
    """Return over how many columns and rows `cell` goes."""
    return _count(cell, "colspan"), _count(cell, "rowspan")


def headers_of(table: Element, parents: dict[Element, Element]) -> dict[Element, list[Element]]:
    """Return the headers of each cell of `table`: those of its rows, then those of its columns."""
    grid = _grid(table)
    of_rows: dict[int, dict[Element, None]] = {}
    of_columns: dict[int, dict[Element, None]] = {}
    for (row, column), cell in sorted(grid.items(), key=lambda item: item[0]):
        if cell.tag == "th" and scope(cell, parents) == "Row":
            of_rows.setdefault(row, {})[cell] = None
        elif cell.tag == "th":
            of_columns.setdefault(column, {})[cell] = None
    found: dict[Element, dict[Element, None]] = {}
    for (row, column), cell in grid.items():
        if cell.tag == "td":
            found.setdefault(cell, {}).update({**of_rows.get(row, {}), **of_columns.get(column, {})})
    return {cell: list(headers) for cell, headers in found.items()}


def cells(row: Element) -> list[Element]:
    """Return the cells of `row`, those without text among them."""
    return [cell for cell in row if cell.tag in CELLS]


def _grid(table: Element) -> Grid:
    grid: Grid = {}
    for number, row in enumerate(_rows(table)):
        column = 0
        for cell in cells(row):
            while (number, column) in grid:
                column += 1
            columns, rows = span(cell)
            grid |= {(number + y, column + x): cell for y in range(rows) for x in range(columns)}
    return grid


def _rows(table: Element) -> Iterator[Element]:
    """Yield the rows: each stands in a group, since HTML's parser adds one where it is missing."""
    for group in (child for child in table if child.tag in GROUPS):
        yield from (row for row in group if row.tag == "tr")


def _count(cell: Element, attribute: str) -> int:
    told = cell.get(attribute, "")
    return max(1, int(told)) if told.isascii() and told.isdigit() else 1
