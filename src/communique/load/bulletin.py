"""One bulletin's file → the bulletin, or every fault in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.errors import Fault
from communique.load.document import read_document
from communique.load.reading import MIB, ReadingError, read_bytes
from communique.load.validation import validate
from communique.model import Bulletin
from communique.model.part import FIRST_YEAR

if TYPE_CHECKING:
    from pathlib import Path

    from communique.load.document import Value
    from communique.load.places import Places

LARGEST = MIB  # bytes; a speech of two hours is a tenth of it

HINTS = {
    "absent": "look for a slip in the name; a bulletin's file ends in .yaml",
    "outside": "copy the file into the newsroom in place of the link",
    "large": "keep pictures and tables of figures in files of their own",
    "unreadable": "ask for the right to read it, or lay a plain file in its place",
}


# What stands in for a key that could not be read, so that the other keys can still be judged.
STAND_INS: dict[str, Value] = {
    "number": 1,
    "kind": "statement",
    "date": f"{FIRST_YEAR}-01-01",
    "place": {},
    "title": {},
    "body": {},
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A bulletin, the file that it came from and where that says what.

    `marred` names the keys that could not be read, and whose values mean nothing: an entry
    with any is a draft, fit to be judged and for nothing else.
    """

    path: Path
    id: str
    bulletin: Bulletin
    source: bytes
    places: Places
    marred: frozenset[str] = frozenset()

    @property
    def folder(self) -> Path:
        """The folder that holds the file, and its pictures beside it."""
        return self.path.parent


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading one file: `entry` is None where nothing of it could be judged."""

    entry: Entry | None
    faults: tuple[Fault, ...]


def load_bulletin(path: Path, root: Path | None = None) -> Reading:
    """Read the bulletin in `path`, which may not lead out of `root`, by default its own folder."""
    try:
        source = read_bytes(path, root or path.parent, LARGEST)
    except ReadingError as problem:
        return Reading(None, (unread(problem, path),))
    return read_bulletin(source, path)


def read_bulletin(source: bytes, path: Path) -> Reading:
    """Read the bulletin in `source`, the bytes of the file at `path`."""
    document = read_document(source, path)
    if document.values is None:
        return Reading(None, in_order(document.faults))
    judged = validate(Bulletin, document, path)
    bulletin = judged.value or _read_in_part(document.values, judged.marred)
    marred = judged.marred | {str(where[0]) for where in document.marred if where}
    entry = Entry(path, path.stem, bulletin, source, document.places, marred)
    return Reading(entry, in_order((*document.faults, *judged.faults)))


def _read_in_part(values: dict[str, Value], marred: frozenset[str]) -> Bulletin:
    sound = {key: value for key, value in values.items() if key not in marred}
    return Bulletin.model_validate(STAND_INS | sound)


def unread(problem: ReadingError, path: Path) -> Fault:
    """Return the fault of a YAML file that is not read."""
    code = "C031" if problem.reason == "large" else "C001"
    return Fault(code, f"{path.name} {problem}", path, hint=HINTS[problem.reason])


def in_order(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """Return `faults` by path, line and column."""
    return tuple(sorted(faults, key=lambda f: (str(f.path or ""), f.line or 0, f.column or 0, f.code)))
