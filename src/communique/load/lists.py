"""lists/NAME.yaml and NAME.csv → who gets mail, or every fault in these files."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import ValidationError

from communique.errors import Fault
from communique.load.bulletin import in_order, unread
from communique.load.document import read_document
from communique.load.places import Places
from communique.load.reading import MIB, ReadingError, read_bytes
from communique.load.table import read_table
from communique.load.validation import validate
from communique.model import MailingList, Subscriber, canonical
from communique.model.part import did_you_mean, nearest, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from communique.load.document import Document
    from communique.model import Newsroom

FOLDER = "lists"
LARGEST = 32 * MIB  # bytes of a file
MOST_VALUES = 1_000_000  # of a file: 100,000 subscribers with all that can be said of them
BARE = "subscribers"
EXAMPLES: Mapping[str | int, str] = {
    "address": "address: anna@example.org",
    BARE: "address: anna@example.org",
}
KINDS = (".yaml", ".csv")


@dataclass(frozen=True, slots=True)
class Roll:
    """A list, the file that it came from and where that says what."""

    name: str
    path: Path
    list: MailingList
    places: Places = field(default_factory=Places)


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists that could be read, by name, and all faults, by file and line."""

    rolls: Mapping[str, Roll]
    faults: tuple[Fault, ...]


def load_lists(folder: Path, newsroom: Newsroom) -> Lists:
    """Read all lists of the newsroom in `folder`. Of one that cannot be read the roll is empty."""
    rolls: dict[str, Roll] = {}
    faults: list[Fault] = []
    for path in _files(folder):
        if path.suffix not in KINDS:
            faults.append(_misnamed(path))
            continue
        if path.stem in rolls:
            hint = "join both in one of them, and delete the other"
            faults.append(Fault("L006", f"{rolls[path.stem].path.name} is the list too", path, hint=hint))
            continue
        roll, own = load_list(path, folder, newsroom)
        faults += own
        rolls[path.stem] = roll
    return Lists(rolls, in_order(tuple(faults)))


def load_list(path: Path, root: Path, newsroom: Newsroom) -> tuple[Roll, tuple[Fault, ...]]:
    """Read the list in `path`, which may not lead out of `root`, and all that is wrong with it.

    Where its values do not fit, the roll is empty.
    """
    try:
        data = read_bytes(path, root, LARGEST)
    except ReadingError as problem:
        return Roll(path.stem, path, MailingList()), (unread(problem, path),)
    return read_list(data, path, newsroom)


def read_list(data: bytes, path: Path, newsroom: Newsroom) -> tuple[Roll, tuple[Fault, ...]]:
    """Read the list in `data`, the bytes of the file at `path`, and all that is wrong with it."""
    is_table = path.suffix == ".csv"
    document = read_table(data, path) if is_table else read_document(data, path, most=MOST_VALUES, bare=BARE)
    judged = validate(MailingList, document, path, EXAMPLES)
    roll = Roll(path.stem, path, judged.value or MailingList(), document.places)
    sound = enumerate(roll.list.subscribers) if judged.value else _sound(document)
    return roll, in_order((*document.faults, *judged.faults, *_rules(roll, sound, newsroom)))


def _files(folder: Path) -> list[Path]:
    home = folder / FOLDER
    if not home.is_dir():
        return []
    return sorted(path for path in home.iterdir() if not path.name.startswith(".") and not path.is_dir())


def _misnamed(path: Path) -> Fault:
    message = f"{path.name} is not read as a list; expected a file that ends in {' or '.join(KINDS)}"
    return Fault("L005", message, path, hint="save a table as CSV, in UTF-8")


def _sound(document: Document) -> Iterator[tuple[int, Subscriber]]:
    """Yield the subscribers that have no fault, so that the rules can judge them beside those that have."""
    subscribers = (document.values or {}).get(BARE)
    for nth, values in enumerate(subscribers if isinstance(subscribers, list) else ()):
        with contextlib.suppress(ValidationError):
            yield nth, Subscriber.model_validate(values)


def _rules(roll: Roll, subscribers: Iterable[tuple[int, Subscriber]], newsroom: Newsroom) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for nth, subscriber in subscribers:
        where = (BARE, nth)
        place = roll.places.at((*where, "address"))
        key = canonical(subscriber.address)
        if key in first:
            message = (
                f"{shown(subscriber.address)} stands here a second time; the first is on line {first[key]}"
            )
            yield Fault("L001", message, roll.path, *place, hint="keep one of them: each gets one mail")
        first.setdefault(key, place.line)
        for index, tag in enumerate(subscriber.languages):
            if tag not in newsroom.languages:
                published = ", ".join(newsroom.languages)
                hint = did_you_mean(nearest(tag, newsroom.languages)) or f"its languages are {published}"
                message = f"the newsroom does not publish in {shown(tag)}"
                yield Fault(
                    "L002", message, roll.path, *roll.places.at((*where, "languages", index)), hint=hint
                )
