"""Bulletins → out/bulletins/YYYY/MM/ID.pdf, or ID.TAG.pdf in one language: only what changed is rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.build.batch import Batch
from communique.build.editions import editions_in
from communique.build.executors.inline import Inline
from communique.build.holdings import sound_cards
from communique.build.inspect import unfit
from communique.build.origins import source_name
from communique.build.progress import Watcher, unwatched
from communique.build.run import begin
from communique.model import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from communique.build.executors.executor import Executor
    from communique.build.manifest import Manifest
    from communique.build.report import Report
    from communique.build.run import Run
    from communique.load import Archive, Card
    from communique.model import Edition, Rendition


def build_bulletins(
    folder: Path,
    paths: Sequence[Path] | None = None,
    *,
    languages: Sequence[str] = (),
    force: bool = False,
    watcher: Watcher = unwatched,
    executor: Executor | None = None,
    rendition: Rendition = PLAIN,
) -> Report:
    """Build the bulletins of the newsroom in `folder`, or those at and below `paths`.

    With `languages`, only an edition in each of these is made, whatever the layout; later
    builds keep it up to date. What goes wrong with one is in the report and stops no other;
    its last good PDF stays. Where all are built, PDFs whose bulletin is gone are removed.
    Pages are rendered on `executor`, by default in this process. Raises NewsroomFaults, or
    RenderFaults for the house's look, where nothing can be built, UsageError for a language that
    the newsroom does not publish, and OutputFaults where another build goes on.
    """
    with begin(folder, executor or Inline(), watcher, paths, force=force, rendition=rendition) as run:
        asked = editions_in(languages, run.house.newsroom)
        cards = sound_cards(run.archive)
        run.course.total = len(cards)
        run.refuse(unfit(run.archive, run.house.newsroom))
        bring_up_to_date(cards, run, asked)
        if paths is None and not asked:
            remove_orphans(run)
    return run.report


def bring_up_to_date(cards: Iterable[Card], run: Run, asked: Sequence[Edition] = ()) -> frozenset[Path]:
    """Bring the PDFs of `cards` up to date: the editions `asked` for, by default all that are kept.

    Returns the files of those that failed.
    """
    batch = Batch(run, asked)
    for finished in run.perform(batch.tasks(cards)):
        batch.accept(finished)
    batch.put_in_order()
    return frozenset(batch.failed)


def remove_orphans(run: Run) -> None:
    """Remove the PDFs that no bulletin has any longer. The whole archive must have been read."""
    known = {source_name(card.path, run.manifest.folder) for card in run.archive.cards}
    run.remove(orphaned_bulletins(run.manifest, run.archive))
    for name in [name for name in run.manifest.sources if name not in known]:
        del run.manifest.sources[name]


def orphaned_bulletins(manifest: Manifest, archive: Archive) -> list[str]:
    """Return the PDFs whose bulletin is gone; `archive` must be the whole.

    A file that cannot be read now may be mended: its last good PDF is no orphan.
    """
    there = {source_name(card.path, manifest.folder) for card in archive.cards}
    unread = {source_name(fault.path, manifest.folder) for fault in archive.faults if fault.path}
    return [
        name
        for name, made in manifest.made.items()
        if name.startswith("out/bulletins/") and made.source not in there and made.source not in unread
    ]
