"""A CSV table of subscribers → the same values as YAML would give, and the place of each.

Its first row names the columns. Comma, semicolon and tab part the cells, whichever the first row has
most of: spreadsheets write each of them, as their country is used to. Some write `sep=;` above it,
which they do not show, and cells without a column at the ends of rows.
"""

from __future__ import annotations

import csv
import io
import re
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
SAID = re.compile(r"sep=([,;\t])\r?\n")  # what parts the cells, in a line of its own
ZIP = b"PK\x03\x04"  # how the files of today's office programs begin
UTF8 = "save the table as CSV, in UTF-8"


def read_table(data: bytes, path: Path) -> Document:
    """Read the table in `data`; `path` is what faults name."""
    if data.startswith(ZIP):
        fault = Fault("L004", "the file is a workbook; expected a table as text", path, 1, 1, hint=UTF8)
        return Document(None, Places(), (fault,))
    text, faults = decode(data.removeprefix(BOM.encode()), path)
    if text is None:
        return Document(None, Places(), tuple(faults))
    table = _Table(text, path)
    values = table.values()
    return Document(values, table.places, (*faults, *table.faults))


def delimiter_of(text: str) -> str:
    """Return what parts the cells of a table: what it says itself, or what its first row has most of."""
    said = SAID.match(text.removeprefix(BOM))
    first = text.removeprefix(BOM).lstrip("\r\n").partition("\n")[0]
    return said[1] if said else max(PARTS, key=first.count)


def heads_of(text: str, path: Path) -> list[str]:
    """Return the cells of the row that names the columns; none where the table is empty."""
    return next(_Table(text.removeprefix(BOM), path).rows(), (START.line, []))[1]


class _Table:
    def __init__(self, text: str, path: Path) -> None:
        self.text, self.path = text, path
        self.lines = text.split("\n")
        self.places = Places()
        self.faults: list[Fault] = []

    def values(self) -> dict[str, Value] | None:
        rows = self.rows()
        line, heads = next(rows, (START.line, []))
        names = [head.strip().lower() for head in heads]
        self._judge_heads(heads, names, line)
        if "address" not in names:
            return None
        subscribers: list[Value] = []
        for line, cells in rows:
            subscribers.append(self._subscriber(names, cells, line, len(subscribers)))
        return {SUBSCRIBERS: subscribers}

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the line of each row that holds anything, and its cells up to the last that does.

        What is no CSV ends them with a fault.
        """
        csv.field_size_limit(LONGEST_CELL)
        file = io.StringIO(self.text)
        line = 2 if SAID.match(self.text) and file.readline() else 1
        before = line - 1
        reader = csv.reader(file, delimiter=delimiter_of(self.text), strict=True)
        try:
            for cells in reader:
                while cells and not cells[-1].strip():
                    cells.pop()
                if cells:
                    yield line, cells
                line = before + reader.line_num + 1
        except csv.Error as problem:
            message, hint = _unreadable(problem)
            self.faults.append(Fault("L004", message, self.path, line, 1, hint=hint))

    def _judge_heads(self, heads: Sequence[str], names: Sequence[str], line: int) -> None:
        row = delimiter_of(self.text).join(HEADS)
        if not {*names} & {*HEADS} and any("@" in name for name in names):
            self._fault("L003", "the first row is a subscriber", Place(line, 1), f"write above it {row}")
            return
        for nth, name in enumerate(names):
            place = self._place(line, heads, nth)
            if not name:
                self._fault("L003", "a column has no name", place, "name it, or delete it")
            elif name not in HEADS:
                hint = did_you_mean(nearest(name, HEADS)) or f"the columns are {', '.join(HEADS)}"
                self._fault("L003", f"{shown(heads[nth])} is not a column here", place, hint)
            elif name in names[:nth]:
                self._fault("L003", f"the column {name} stands here twice", place, "keep one of them")
        if "address" not in {nearest(name, HEADS) for name in names}:
            hint = f"name the columns in the first row: {row}"
            self._fault("L003", "there is no column address", Place(line, 1), hint)

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


def _unreadable(problem: csv.Error) -> tuple[str, str]:
    """Return what the reader's `problem` is in words for people, and what to do."""
    if "limit" in str(problem):
        return f"a cell has more than {LONGEST_CELL} characters", "look there for a quotation mark too many"
    message = "a quotation mark has no fellow, or stands within a quoted text"
    return message, "delete it, or double those within a text; what stands below could not be read"


def _parted(name: str, text: str) -> list[Value]:
    if name == "languages":
        text = text.replace(",", ";").replace(" ", ";")
    return [part.strip() for part in text.split(";") if part.strip()]
