"""Which months there are, and what stands in each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communique.errors import Fault, UsageError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from communique.load import Archive, Entry

FOLDER = re.compile(r"(?:^|/)bulletins/(\d{4})/(\d{2})/")


@dataclass(slots=True)
class Month:
    """One month's bulletins, and the files that belong to it and are none."""

    name: str  # 2018-07
    entries: list[Entry] = field(default_factory=list)
    faulty: list[Path] = field(default_factory=list)

    def held(self, now: dt.datetime) -> list[str]:
        """Return the IDs of what an embargo holds back at `now`, which must be aware of its zone."""
        return [entry.id for entry in self.entries if is_embargoed(entry, now)]


def is_embargoed(entry: Entry, now: dt.datetime) -> bool:
    """Say whether an embargo holds `entry` back at `now`, which must be aware of its zone."""
    return entry.bulletin.embargo is not None and entry.bulletin.embargo > now


def sound_entries(archive: Archive) -> list[Entry]:
    """Return the entries of `archive` that no fault of it names."""
    faulty = {fault.path for fault in archive.faults}
    return [entry for entry in archive.entries if entry.path not in faulty]


def sort_into_months(archive: Archive) -> dict[str, Month]:
    """Return the months of `archive` by name, oldest first.

    A faulty file that could not be read belongs to the month whose folder it stands in; one
    in no such folder belongs to every month, so that no digest silently lacks it.
    """
    home = {entry.path: _month_of_date(entry) for entry in archive.entries}
    faulty = dict.fromkeys(fault.path for fault in archive.faults if fault.path)
    astray = [path for path in faulty if home.setdefault(path, _month_of_folder(path)) == ""]
    months = {name: Month(name) for name in sorted({*home.values()} - {""})}
    for entry in sound_entries(archive):
        months[home[entry.path]].entries.append(entry)
    for path in faulty:
        for name in months if path in astray else [home[path]]:
            months[name].faulty.append(path)
    return months


def choose(names: Sequence[str], months: Mapping[str, Month], *, every: bool) -> list[Month]:
    """Return the months that `names` ask for; without any, the latest. `every` asks for all.

    Raises UsageError for one that has no bulletins.
    """
    if unknown := [name for name in names if name not in months]:
        raise UsageError(_unknown(name, months) for name in unknown)
    if every:
        return list(months.values())
    return [months[name] for name in dict.fromkeys(names or list(months)[-1:])]


def _month_of_date(entry: Entry) -> str:
    date = entry.bulletin.date
    return f"{date.year:04}-{date.month:02}"


def _month_of_folder(path: Path) -> str:
    match = FOLDER.search(path.as_posix())
    return f"{match[1]}-{match[2]}" if match else ""


def _unknown(name: str, months: Iterable[str]) -> Fault:
    there = ", ".join(months) or "none yet"
    return Fault("U002", f"{name} has no bulletins", hint=f"months with bulletins: {there}")
