"""Bulletins → out/bulletins/YYYY/MM/ID.pdf: only what changed is rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.build.house import House, open_house
from communique.build.inspect import inspect_entry, locate, unfit
from communique.build.key import page_key
from communique.build.manifest import read_manifest
from communique.build.months import sound_entries
from communique.build.progress import Course, Outcome, Watcher, unwatched
from communique.build.rendering import Renderer, render_page
from communique.build.run import Run
from communique.errors import RenderFaults, SourceFaults
from communique.load import load_archive

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from communique.build.manifest import Manifest
    from communique.build.report import Report
    from communique.load import Archive, Entry
    from communique.model import Page


def build_bulletins(
    folder: Path,
    paths: Sequence[Path] | None = None,
    *,
    force: bool = False,
    watcher: Watcher = unwatched,
    render: Renderer = render_page,
) -> Report:
    """Build the bulletins of the newsroom in `folder`, or those at and below `paths`.

    What goes wrong with one is in the report and stops no other; its last good PDF stays.
    Where all are built, PDFs whose bulletin is gone are removed. Raises NewsroomFaults, or
    RenderFaults for the house's look, where nothing can be built.
    """
    house = open_house(folder)
    archive = load_archive(folder, house.newsroom, paths)
    entries = sound_entries(archive)
    run = Run(house, read_manifest(folder), Course(len(entries), watcher), force=force)
    run.refuse(unfit(archive, house.newsroom))
    for entry in entries:
        build_bulletin(entry, house, run, render)
    if paths is None:
        run.remove(orphaned_bulletins(run.manifest, archive))
    return run.report


def build_bulletin(entry: Entry, house: House, run: Run, render: Renderer) -> Outcome:
    """Bring the PDF of `entry` up to date."""

    def work() -> Outcome:
        page = compose_sound(entry, house)
        return run.make(
            output_name(entry),
            page_key(page),
            lambda: _render(page, entry, render),
            source=source_name(entry.path, house.folder),
        )

    return run.attempt(entry.id, work)


def compose_sound(entry: Entry, house: House) -> Page:
    """Return the page of `entry`. Raises SourceFaults where a rule forbids it, and RenderFaults."""
    if faults := inspect_entry(entry, house.newsroom):
        raise SourceFaults(faults)
    try:
        return house.compose(entry)
    except RenderFaults as error:
        raise locate(error, entry) from error


def output_name(entry: Entry) -> str:
    """Return where the PDF of `entry` goes, relative to the newsroom."""
    date = entry.bulletin.date
    return f"out/bulletins/{date.year:04}/{date.month:02}/{entry.id}.pdf"


def source_name(path: Path, folder: Path) -> str:
    """Return the file at `path` relative to the newsroom, as the manifest names it."""
    return path.relative_to(folder).as_posix()


def orphaned_bulletins(manifest: Manifest, archive: Archive) -> list[str]:
    """Return the PDFs that were made of bulletins that are gone; `archive` must be the whole.

    A file that cannot be read now may be mended: its last good PDF is no orphan.
    """
    wanted = {output_name(entry) for entry in archive.entries}
    unread = {source_name(fault.path, manifest.folder) for fault in archive.faults if fault.path}
    return [
        name
        for name, made in manifest.made.items()
        if name.startswith("out/bulletins/") and name not in wanted and made.source not in unread
    ]


def _render(page: Page, entry: Entry, render: Renderer) -> bytes:
    try:
        return render(page)
    except RenderFaults as error:
        raise locate(error, entry) from error
