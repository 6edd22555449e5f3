"""Bulletins → out/bulletins/YYYY/MM/ID.pdf, or ID.TAG.pdf in one language: only what changed is rendered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from communique.build.editions import editions_in, editions_kept, fallback_notice, output_name
from communique.build.holdings import sound_entries
from communique.build.house import House, open_house
from communique.build.inspect import inspect_entry, locate, unfit
from communique.build.key import page_key
from communique.build.manifest import read_manifest
from communique.build.progress import Course, Outcome, Watcher, unwatched
from communique.build.rendering import Renderer, render_page
from communique.build.run import Run
from communique.errors import RenderFaults, SourceFaults
from communique.load import load_archive

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from communique.build.manifest import Manifest
    from communique.build.report import Report
    from communique.errors import Fault
    from communique.load import Archive, Entry
    from communique.model import Edition, Newsroom, Page


def build_bulletins(
    folder: Path,
    paths: Sequence[Path] | None = None,
    *,
    languages: Sequence[str] = (),
    force: bool = False,
    watcher: Watcher = unwatched,
    render: Renderer = render_page,
) -> Report:
    """Build the bulletins of the newsroom in `folder`, or those at and below `paths`.

    With `languages`, only an edition in each of these is made, whatever the layout; later
    builds keep it up to date. What goes wrong with one is in the report and stops no other;
    its last good PDF stays. Where all are built, PDFs whose bulletin is gone are removed.
    Raises NewsroomFaults, or RenderFaults for the house's look, where nothing can be built,
    and UsageError for a language that the newsroom does not publish.
    """
    house = open_house(folder)
    asked = editions_in(languages, house.newsroom)
    archive = load_archive(folder, house.newsroom, paths)
    entries = sound_entries(archive)
    run = Run(house, read_manifest(folder), Course(len(entries), watcher), force=force)
    run.refuse(unfit(archive, house.newsroom))
    for entry in entries:
        build_bulletin(entry, house, run, render, asked)
    if paths is None and not asked:
        run.remove(orphaned_bulletins(run.manifest, archive, house.newsroom))
    return run.report


def build_bulletin(
    entry: Entry, house: House, run: Run, render: Renderer, asked: Sequence[Edition] = ()
) -> Outcome:
    """Bring the PDFs of `entry` up to date: the editions `asked` for, by default all that are kept."""
    kept = editions_kept(entry, house.newsroom, run.manifest)

    def work() -> Outcome:
        check_sound(entry, house)
        outcomes = _make_editions(entry, asked or kept, house, run, render)
        if asked:
            _remember(run.manifest, (output_name(entry, edition) for edition in asked))
        else:
            run.remove(_superseded(entry, kept, house, run.manifest))
        return "built" if "built" in outcomes else "kept"

    if notice := fallback_notice(entry, house.newsroom, house.folder):
        run.report.notices.append(notice)
    return run.attempt(entry.id, work)


def check_sound(entry: Entry, house: House) -> None:
    """Raise SourceFaults where a rule forbids to print `entry`."""
    if faults := inspect_entry(entry, house.newsroom):
        raise SourceFaults(faults)


def compose_edition(entry: Entry, edition: Edition, house: House) -> Page:
    """Return the page of `edition`. Raises RenderFaults with their places in the file of `entry`."""
    try:
        return house.compose(entry, edition)
    except RenderFaults as error:
        raise locate(error, entry) from error


def source_name(path: Path, folder: Path) -> str:
    """Return the file at `path` relative to the newsroom, as the manifest names it."""
    return path.relative_to(folder).as_posix()


def orphaned_bulletins(manifest: Manifest, archive: Archive, newsroom: Newsroom) -> list[str]:
    """Return the PDFs that no bulletin has any longer; `archive` must be the whole.

    A file that cannot be read now may be mended: its last good PDF is no orphan.
    """
    wanted = {
        output_name(entry, edition)
        for entry in archive.entries
        for edition in editions_kept(entry, newsroom, manifest)
    }
    unread = {source_name(fault.path, manifest.folder) for fault in archive.faults if fault.path}
    return [
        name
        for name, made in manifest.made.items()
        if name.startswith("out/bulletins/") and name not in wanted and made.source not in unread
    ]


def _make_editions(
    entry: Entry, editions: Iterable[Edition], house: House, run: Run, render: Renderer
) -> list[Outcome]:
    """Make each of `editions`. Raises RenderFaults for all that failed, once the others are made."""
    outcomes: list[Outcome] = []
    faults: list[Fault] = []
    for edition in editions:
        try:
            page = compose_edition(entry, edition, house)
            outcomes.append(
                run.make(
                    output_name(entry, edition),
                    page_key(page),
                    partial(_render, page, entry, render),
                    source=source_name(entry.path, house.folder),
                )
            )
        except RenderFaults as error:
            faults += error.faults
    if faults:
        raise RenderFaults(dict.fromkeys(faults))
    return outcomes


def _remember(manifest: Manifest, names: Iterable[str]) -> None:
    """Note in `manifest` that the outputs `names` were asked for, so that later builds keep them."""
    for name in names:
        manifest.ask_for(name)
    manifest.save()


def _superseded(entry: Entry, editions: Iterable[Edition], house: House, manifest: Manifest) -> list[str]:
    """Return the PDFs of `entry` that were made for a layout which it no longer has."""
    wanted = {output_name(entry, edition) for edition in editions}
    source = source_name(entry.path, house.folder)
    return [name for name, made in manifest.made.items() if made.source == source and name not in wanted]


def _render(page: Page, entry: Entry, render: Renderer) -> bytes:
    try:
        return render(page)
    except RenderFaults as error:
        raise locate(error, entry) from error
