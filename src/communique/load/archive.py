"""The files below bulletins/ → the newsroom's archive, and what they get wrong beside one another."""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from communique.errors import Fault
from communique.load.bulletin import LARGEST, Entry, Reading, in_order, load_bulletin, read_bulletin, unread
from communique.load.card import Card, card_of, fingerprint
from communique.load.reading import ReadingError, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from communique.model import Newsroom

FOLDER = "bulletins"
SUFFIX = ".yaml"
ALMOST = (".yaml", ".yml")  # whatever their case, a press officer takes these for bulletins

# A bulletin's own keys stand at the margin, where nothing of a text can.
NUMBER = re.compile(rb"^number:[ ]*([0-9]{1,16})\b", re.MULTILINE)
YEAR = re.compile(rb"^date:[ ]*['\"]?([0-9]{4})-", re.MULTILINE)

Claim = tuple[int, int]  # year, number
NOTHING: Mapping[Path, Card] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Archive:
    """The bulletins that could be read, by date and number, and all faults, by file and line.

    An entry may have faults all the same; only one that no fault names is fit to be printed.
    Drafts could be read in part: the rules can judge them, so that no fault waits for another.
    Of files that were known already there are cards, and no entries.
    """

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]
    drafts: tuple[Entry, ...] = ()
    cards: tuple[Card, ...] = ()  # of all, those of `entries` among them


def load_archive(
    folder: Path,
    newsroom: Newsroom | None,
    paths: Sequence[Path] | None = None,
    known: Mapping[Path, Card] = NOTHING,
) -> Archive:
    """Read all bulletins of the newsroom in `folder`, or those at and below `paths`.

    A number that is used twice is found among all files, whichever `paths` name; `newsroom`
    names its series. Without one, where newsroom.yaml has faults, all else is told the same.
    Where all are read, a file whose bytes are those of a `known` card of a sound bulletin is not parsed
    again; of a part each is, since what claims its number may lie beside it.
    """
    chosen, faults = _choose(folder, paths)
    readings, spared = _read(chosen, folder, known if paths is None else NOTHING)
    read = [reading.entry for reading in readings.values() if reading.entry]
    dated = [entry for entry in read if "date" not in entry.marred]
    numbered = [entry for entry in dated if "number" not in entry.marred]
    for reading in readings.values():
        faults += reading.faults
    for entry in dated:
        faults += _misplaced(entry, folder)
    others = readings if paths is None else _with_rivals(readings, numbered, folder)
    faults += _repeated(numbered, _claims(others, numbered), newsroom)
    read.sort(key=lambda entry: (entry.bulletin.date, entry.bulletin.number, entry.path))
    whole = tuple(entry for entry in read if not entry.marred)
    cards = sorted(
        (*spared.values(), *map(card_of, whole)), key=lambda card: (card.date, card.number, card.path)
    )
    drafts = tuple(entry for entry in read if entry.marred)
    return Archive(whole, in_order(tuple(faults)), drafts, tuple(cards))


def _read(
    paths: Iterable[Path], folder: Path, known: Mapping[Path, Card]
) -> tuple[dict[Path, Reading], dict[Path, Card]]:
    """Return what came of each file that had to be read, and the cards of the others.

    One whose number another file claims is read all the same: faults name its lines.
    """
    readings: dict[Path, Reading] = {}
    spared: dict[Path, Card] = {}
    for path in paths:
        card = known.get(path)
        try:
            source = read_bytes(path, folder, LARGEST)
        except ReadingError as problem:
            readings[path] = Reading(None, (unread(problem, path),))
            continue
        if card and card.sha256 == fingerprint(source):
            spared[path] = card
        else:
            readings[path] = read_bulletin(source, path)
    taken = Counter(card.claim for card in spared.values())
    taken.update(_claim(reading.entry) for reading in readings.values() if reading.entry)
    for path in [path for path, card in spared.items() if taken[card.claim] > 1]:
        del spared[path]
        readings[path] = load_bulletin(path, folder)
    return {path: readings[path] for path in sorted(readings)}, spared


def _choose(folder: Path, paths: Sequence[Path] | None) -> tuple[list[Path], list[Fault]]:
    """Return the bulletins' files in order, each once, and faults for what only looks like one."""
    found: set[Path] = set()
    if paths is None:
        found.update(_files(folder / FOLDER))
    for path in (_within(folder, path) for path in paths or ()):
        found.update(_files(path) if path.is_dir() else [path])
    misnamed = {path for path in found if path.suffix != SUFFIX and path.exists()}
    return sorted(found - misnamed), [_misnamed(path) for path in sorted(misnamed)]


def _within(folder: Path, path: Path) -> Path:
    """Return `path` as `folder` and the way below it, so that each file has one name."""
    whole = path.resolve() if path.is_dir() else path.parent.resolve() / path.name
    home = folder.resolve()
    return folder / whole.relative_to(home) if whole.is_relative_to(home) else whole


def _files(folder: Path) -> Iterator[Path]:
    """Yield what a press officer takes for bulletins below `folder`, linked folders among them."""
    for parent, folders, names in os.walk(folder):
        base = Path(parent)
        yield from (base / name for name in folders if (base / name).is_symlink())
        yield from (base / n for n in names if n.lower().endswith(ALMOST) and not n.startswith("."))


def _misnamed(path: Path) -> Fault:
    if path.is_dir():
        message = f"{path.name} is a link to a folder, which is not followed; expected a folder"
        return Fault("C001", message, path, hint="move the folder here in place of the link")
    message = f"{path.name} does not end in {SUFFIX}; it would not be read as a bulletin"
    return Fault("C034", message, path, hint=f"name it {path.stem}{SUFFIX}")


def _misplaced(entry: Entry, folder: Path) -> list[Fault]:
    expected = folder / FOLDER / f"{entry.bulletin.date:%Y/%m}"
    if entry.folder == expected:
        return []
    message = (
        f"{entry.path.name} is dated {entry.bulletin.date}; expected it in {expected.relative_to(folder)}"
    )
    return [_at(entry, "date", "C108", message, "move the file there, or mend its date")]


def _with_rivals(readings: dict[Path, Reading], wanted: Iterable[Entry], folder: Path) -> dict[Path, Reading]:
    """Return `readings` and those of the files beside them that seem to claim the same numbers."""
    claims = {_claim(entry) for entry in wanted}
    others = {
        path: load_bulletin(path, folder)
        for year in sorted({year for year, _ in claims})
        for path in _files(folder / FOLDER / f"{year:04}")
        if path not in readings and path.suffix == SUFFIX and _seems_to_claim(path, folder) in claims
    }
    return readings | others


def _claims(readings: Mapping[Path, Reading], wanted: Iterable[Entry]) -> dict[Claim, list[Path]]:
    """Return which of the sound files that were read claim the numbers that are `wanted`."""
    claims: dict[Claim, list[Path]] = {_claim(entry): [] for entry in wanted}
    for path, reading in readings.items():
        if reading.entry and not reading.faults and _claim(reading.entry) in claims:
            claims[_claim(reading.entry)].append(path)
    return claims


def _claim(entry: Entry) -> Claim:
    return entry.bulletin.date.year, entry.bulletin.number


def _seems_to_claim(path: Path, folder: Path) -> Claim | None:
    """Return the year and number in `path` by a glance: reading a whole archive takes too long."""
    try:
        source = read_bytes(path, folder, LARGEST)
    except ReadingError:
        return None
    year, number = YEAR.search(source), NUMBER.search(source)
    return (int(year[1]), int(number[1])) if year and number else None


def _repeated(
    entries: Iterable[Entry], claims: dict[Claim, list[Path]], newsroom: Newsroom | None
) -> Iterator[Fault]:
    for entry in entries:
        rivals = [path for path in claims.get(_claim(entry), ()) if path != entry.path]
        if rivals:
            record = entry.bulletin.record(newsroom.series if newsroom else "…")
            names = ", ".join(sorted(_seen_from(entry.folder, path) for path in rivals))
            message = f"{record} is also the number of {names}; expected each number once"
            yield _at(entry, "number", "C109", message, "give the later of them the next free number")


def _seen_from(folder: Path, path: Path) -> str:
    """Return the name of a file in `folder`; of one in another month or year, with those."""
    return path.name if path.parent == folder else "/".join(path.parts[-3:])


def _at(entry: Entry, key: str, code: str, message: str, hint: str) -> Fault:
    return Fault(code, message, entry.path, *entry.places.at((key,)), hint=hint)
