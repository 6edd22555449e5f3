"""A CSV table of subscribers → the same values as YAML would give, and the place of each.

Its first row names the columns. Comma, semicolon and tab part the cells, whichever the first row has
most of: spreadsheets write each of them, as their country is used to.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from communique.errors import Fault
from communique.load.decoding import BOM, decode
from communique.load.document import Document
from communique.load.places import START, Place, Places
from communique.model.part import did_you_mean, nearest, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from communique.load.document import Value

HEADS = ("address", "name", "languages", "digest", "topics")
SEVERAL = {"languages", "topics"}  # values parted by semicolons; languages also by spaces and commas
PARTS = (",", ";", "\t")
LONGEST_CELL = 10_000  # characters
SUBSCRIBERS = "subscribers"


def read_table(data: bytes, path: Path) -> Document:
    """Read the table in `data`; `path` is what faults name."""
    text, faults = decode(data.removeprefix(BOM.encode()), path)
    if text is None:
        return Document(None, Places(), tuple(faults))
    table = _Table(text, path)
    values = table.values()
    return Document(values, table.places, (*faults, *table.faults))


def delimiter_of(text: str) -> str:
    """Return what parts the cells of a table: what its first row has most of."""
    first = text.partition("\n")[0]
    return max(PARTS, key=first.count)


class _Table:
    def __init__(self, text: str, path: Path) -> None:
        self.text, self.path = text, path
        self.lines = text.split("\n")
        self.places = Places()
        self.faults: list[Fault] = []

    def values(self) -> dict[str, Value] | None:
        rows = self._rows()
        _, heads = next(rows, (START.line, []))
        names = [head.strip().lower() for head in heads]
        self._judge_heads(heads, names)
        if "address" not in names:
            return None
        subscribers: list[Value] = []
        for line, cells in rows:
            if any(cell.strip() for cell in cells):
                subscribers.append(self._subscriber(names, cells, line, len(subscribers)))
        return {SUBSCRIBERS: subscribers}

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each row with the line that it begins on; what is no CSV ends them with a fault."""
        csv.field_size_limit(LONGEST_CELL)
        reader = csv.reader(io.StringIO(self.text), delimiter=delimiter_of(self.text), strict=True)
        line = 1
        try:
            for cells in reader:
                yield line, cells
                line = reader.line_num + 1
        except csv.Error as problem:
            message = f"the table cannot be read from here on: {problem}"
            hint = "look for a quotation mark without its fellow, and save the table anew as CSV"
            self.faults.append(Fault("L004", message, self.path, line, 1, hint=hint))

    def _judge_heads(self, heads: Sequence[str], names: Sequence[str]) -> None:
        for nth, name in enumerate(names):
            place = self._place(1, heads, nth)
            if name not in HEADS:
                hint = did_you_mean(nearest(name, HEADS)) or f"the columns are {', '.join(HEADS)}"
                self._fault("L003", f"{shown(heads[nth])} is not a column here", place, hint)
            elif name in names[:nth]:
                self._fault("L003", f"the column {name} stands here twice", place, "keep one of them")
        if "address" not in names:
            hint = f"name the columns in the first row: {','.join(HEADS)}"
            self._fault("L003", "there is no column address", START, hint)

    def _subscriber(
        self, names: Sequence[str], cells: Sequence[str], line: int, nth: int
    ) -> dict[str, Value]:
        if len(cells) > len(names):
            message = f"the row has {len(cells)} cells; expected {len(names)}, as the first row has"
            self._fault(
                "L004", message, self._place(line, cells, len(names)), "put a text that has commas in quotes"
            )
        where = (SUBSCRIBERS, nth)
        self.places.values[where] = Place(line, 1)
        values: dict[str, Value] = {}
        for index, (name, cell) in enumerate(zip(names, cells, strict=False)):
            text = cell.strip()
            if name not in HEADS or not text:
                continue
            place = self._place(line, cells, index)
            self.places.keys[*where, name] = self.places.values[*where, name] = place
            values[name] = _parted(name, text) if name in SEVERAL else text
            for part in range(len(values[name]) if name in SEVERAL else 0):  # type: ignore[arg-type]  # a list there
                self.places.values[*where, name, part] = place
        return values

    def _place(self, line: int, cells: Sequence[str], nth: int) -> Place:
        """Return where a cell stands, so far as its row is on one line and without quotes."""
        if line > len(self.lines) or '"' in self.lines[line - 1]:
            return Place(line, 1)
        return Place(line, 1 + sum(len(cell) + 1 for cell in cells[:nth]))

    def _fault(self, code: str, message: str, place: Place, hint: str) -> None:
        self.faults.append(Fault(code, message, self.path, *place, hint=hint))


def _parted(name: str, text: str) -> list[Value]:
    if name == "languages":
        text = text.replace(",", ";").replace(" ", ";")
    return [part.strip() for part in text.split(";") if part.strip()]
