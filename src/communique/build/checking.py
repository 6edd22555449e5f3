"""Every fault that shows without rendering: newsroom.yaml, bulletins, their pictures, lists, the look."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from communique.build.editions import fallback_notice
from communique.build.inspect import inspect_entry
from communique.errors import CommuniqueError, SourceFaults
from communique.load import load_archive, load_emblem, load_lists, load_newsroom, load_pictures, load_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from communique.load import Archive, Entry
    from communique.model import Newsroom

Loaded = TypeVar("Loaded")


@dataclass(slots=True)
class Verdict:
    """How many bulletin files were looked at, and what is wrong with them."""

    files: int = 0
    errors: list[CommuniqueError] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)  # what is right and yet should be known


def check_newsroom(folder: Path, paths: Sequence[Path] | None = None) -> Verdict:
    """Check the newsroom in `folder`, all its bulletins or those at and below `paths`.

    newsroom.yaml comes first: where it has faults, the files are read, and not judged by it. The lists of
    subscribers are among what is checked where all is.
    """
    verdict = Verdict()
    newsroom = _keep(verdict, lambda: load_newsroom(folder))
    archive = load_archive(folder, newsroom, paths)
    if archive.faults:
        verdict.errors.append(SourceFaults(archive.faults))
    if newsroom is not None:
        _judge(verdict, archive, newsroom, folder)
        if paths is None and (faults := load_lists(folder, newsroom).faults):
            verdict.errors.append(SourceFaults(faults))
    looked_at = {entry.path for entry in archive.entries} | {fault.path for fault in archive.faults}
    verdict.files = len(looked_at)
    return verdict


def _judge(verdict: Verdict, archive: Archive, newsroom: Newsroom, folder: Path) -> None:
    _keep(verdict, lambda: load_theme(folder, newsroom))
    _keep(verdict, lambda: load_emblem(folder, newsroom))
    for entry in (*archive.entries, *archive.drafts):
        _check_entry(verdict, entry, newsroom, folder)


def _check_entry(verdict: Verdict, entry: Entry, newsroom: Newsroom, folder: Path) -> None:
    if faults := inspect_entry(entry, newsroom):
        verdict.errors.append(SourceFaults(faults))
    elif notice := fallback_notice(entry, newsroom, folder):
        verdict.notices.append(notice)
    _keep(verdict, lambda: load_pictures(entry, folder))


def _keep(verdict: Verdict, load: Callable[[], Loaded]) -> Loaded | None:
    """Return what `load` returns, or keep the error that it raises."""
    try:
        return load()
    except CommuniqueError as error:
        verdict.errors.append(error)
        return None
