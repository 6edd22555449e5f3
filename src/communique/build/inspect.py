"""What the rules found and where the file says it, joined into faults."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.build.editions import misnamed
from communique.check import check_bulletin
from communique.errors import CommuniqueError, Fault, RenderFaults, SourceFaults
from communique.load import find_own, load_bulletin

if TYPE_CHECKING:
    from pathlib import Path

    from communique.build.house import House
    from communique.check import Finding
    from communique.load import Archive, Entry
    from communique.model import Newsroom


def inspect_entry(entry: Entry, newsroom: Newsroom) -> tuple[Fault, ...]:
    """Return what the rules hold against `entry`, each fault with its line and column.

    Of a draft only the keys that could be read are judged.
    """
    found = check_bulletin(entry.bulletin, newsroom)
    judged = (_fault(finding, entry) for finding in found if finding.where[0] not in entry.marred)
    return (*misnamed(entry, newsroom), *judged)


def unfit(archive: Archive, newsroom: Newsroom) -> tuple[Fault, ...]:
    """Return all faults of the files that nothing can be built of: the loader's and the rules'."""
    named = {fault.path for fault in archive.faults}
    read = [*archive.drafts, *(entry for entry in archive.entries if entry.path in named)]
    judged = (fault for entry in read for fault in inspect_entry(entry, newsroom))
    return (*archive.faults, *judged)


def read_again(path: Path, folder: Path) -> Entry:
    """Return the bulletin at `path`, which was sound before, of the newsroom in `folder`.

    Raises SourceFaults where it has been changed meanwhile, and has faults now.
    """
    reading = load_bulletin(path, folder)
    if reading.entry is None or reading.faults:
        raise SourceFaults(reading.faults)
    return reading.entry


def locate(error: RenderFaults, entry: Entry) -> RenderFaults:
    """Return `error` with a place in the file of `entry` for each fault of rendering that has none."""
    return RenderFaults(_placed(fault, entry) for fault in error.faults)


def rooted(error: CommuniqueError, house: House) -> CommuniqueError:
    """Return `error` with whole paths for the files of the house's own that it names.

    Rendering names a stylesheet or template by its way below the newsroom, whichever theme it
    is of; where the newsroom has none of that name, it is the packaged one, and keeps that name.
    """
    if not any(fault.path and not fault.path.is_absolute() for fault in error.faults):
        return error
    return type(error)(
        replace(fault, path=_own(fault.path, house)) if fault.path else fault for fault in error.faults
    )


def _own(path: Path, house: House) -> Path:
    return find_own(house.folder, house.newsroom.brand.theme, path) or path


def _fault(finding: Finding, entry: Entry) -> Fault:
    line, column = entry.places.at(finding.where, finding.line)
    return Fault(finding.code, finding.message, entry.path, line, column, finding.hint)


def _placed(fault: Fault, entry: Entry) -> Fault:
    """Return `fault` with its place in the file: where its subject stands, or else where the body begins.

    A subject may be what a page shows, in other quotes and spaces than the file's: its longest word is
    sought too.
    """
    if fault.path is not None:
        return fault
    text = entry.source.decode(errors="replace")
    longest = max(re.findall(r"\w+", fault.subject), key=len, default="")
    found = next((one for one in (fault.subject, longest) if one and one in text), None)
    if found is None:
        line, column = entry.places.at(("body",))
    else:
        before = text[: text.index(found)]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return replace(fault, path=entry.path, line=line, column=column)
