"""Bulletins, one after the other, as tasks for an executor, and what comes of these as files."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from communique.build.editions import editions_asked_for, editions_of, fallback_notice, output_name
from communique.build.executors.job import task_of
from communique.build.inspect import inspect_entry, locate
from communique.build.origins import current_outputs, note_source, origin_of, source_name, wanted_outputs
from communique.build.reasons import SAME_WORDS, UNCHANGED, why_built, why_kept
from communique.build.run import Order
from communique.errors import CommuniqueError, RenderFaults, SourceFaults

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from communique.build.executors.job import Finished, Task
    from communique.build.house import House
    from communique.build.manifest import Origin
    from communique.build.run import Run
    from communique.load import Card, Entry
    from communique.model import Edition, Page


@dataclass(slots=True)
class Pending:
    """A bulletin whose PDFs are not all done with."""

    card: Card
    entry: Entry
    origin: Origin
    outputs: tuple[str, ...]  # that its layout asks for
    notice: str
    is_begun: bool = False  # all of its tasks were given out
    is_built: bool = False  # at least one of its PDFs was
    waiting: dict[str, Order] = field(default_factory=dict)  # by name: those that are being rendered
    errors: list[CommuniqueError] = field(default_factory=list)


class Batch:
    """Gives the tasks of stale bulletins, and takes what came of them."""

    def __init__(self, run: Run, asked: Sequence[Edition] = ()) -> None:
        self.failed: list[Path] = []
        self._run = run
        self._asked = asked
        self._pending: dict[str, Pending] = {}  # by the name of each output that is being rendered
        self._order: dict[Path, int] = {}  # in which outputs are reported, whenever they are done

    def tasks(self, cards: Iterable[Card]) -> Iterator[Task]:
        """Give the task of each PDF that is to be rendered; what is up to date is reported at once."""
        for card in cards:
            if not self._keep(card):
                yield from self._begin(card)

    def accept(self, finished: Finished) -> None:
        """Write what came of a task, or note what is wrong."""
        pending = self._pending.pop(finished.name)
        order = pending.waiting.pop(finished.name)
        if finished.error:
            pending.errors.append(finished.error)
        else:
            self._write(pending, order, finished.pdf or b"")
        self._close(pending)

    def put_in_order(self) -> None:
        """Let the report name PDFs in the order of their bulletins."""
        report, folder, last = self._run.report, self._run.manifest.folder, len(self._order)
        report.built.sort(key=lambda path: self._order.get(path, last))
        report.reasons.sort(key=lambda reason: self._order.get(folder / reason.name, last))

    def _keep(self, card: Card) -> bool:
        """Report the PDFs of `card` where nothing that they are made from has changed; else return False."""
        run = self._run
        outputs = current_outputs(card, run.look, run.house.newsroom, run.manifest, self._asked)
        if run.force or outputs is None:
            return False
        name = source_name(card.path, run.manifest.folder)
        known = run.manifest.sources[name]
        is_same = known.card.sha256 == card.sha256
        why = UNCHANGED if is_same else f"{name} {SAME_WORDS}"
        for one in outputs:
            self._count(one)
            run.keep(one, why)
        if known.notice:
            run.report.notices.append(known.notice)
        if not is_same:
            note_source(card, known.origin, known.outputs, known.notice, run.manifest)
        self._remember(outputs)
        run.course.finish(card.id, "kept", run.course.done + 1)
        return True

    def _begin(self, card: Card) -> Iterator[Task]:
        """Give the tasks of the PDFs of `card` that would not come out the same."""
        run, house = self._run, self._run.house
        try:
            with run.spending("load"):
                entry = run.entry(card)
                check_sound(entry, house)
        except CommuniqueError as error:
            self._fail(card, [error])
            return
        layout = editions_of(entry.bulletin, house.newsroom)
        pending = Pending(
            card,
            entry,
            origin_of(card, run.look, run.manifest),
            tuple(output_name(card, edition) for edition in layout),
            fallback_notice(entry, house.newsroom, house.folder),
        )
        if pending.notice:
            run.report.notices.append(pending.notice)
        kept = (*layout, *editions_asked_for(card, house.newsroom, run.manifest))
        for edition in self._asked or dict.fromkeys(kept):
            if task := self._task(pending, edition):
                yield task
        pending.is_begun = True
        self._close(pending)

    def _task(self, pending: Pending, edition: Edition) -> Task | None:
        """Return the task of one PDF, or None where it would come out the same, or cannot be made."""
        run, name = self._run, output_name(pending.card, edition)
        self._count(name)
        try:
            with run.spending("compose"):
                task = task_of(name, compose_edition(pending.entry, edition, run.house))
            key = task.job.key
            if not run.force and run.manifest.is_current(name, key):
                why = why_kept(name, pending.origin, run.manifest)
                run.keep(name, why, replace(run.manifest.made[name], origin=pending.origin))
                return None
            run.spare(name)
        except CommuniqueError as error:
            pending.errors.append(error)
            return None
        why = why_built(name, pending.origin, run.manifest, force=run.force)
        source = source_name(pending.card.path, run.manifest.folder)
        pending.waiting[name] = Order(name, key, pending.origin, why, source)
        self._pending[name] = pending
        return task

    def _write(self, pending: Pending, order: Order, pdf: bytes) -> None:
        try:
            self._run.put(order, pdf)
        except CommuniqueError as error:
            pending.errors.append(error)
        else:
            pending.is_built = True

    def _close(self, pending: Pending) -> None:
        """Report a bulletin all of whose PDFs are done with."""
        if pending.waiting or not pending.is_begun:
            return
        run, card = self._run, pending.card
        if pending.errors:
            self._fail(card, _joined(pending.errors, pending.entry))
            return
        note_source(card, pending.origin, pending.outputs, pending.notice, run.manifest)
        if self._asked:
            self._remember(output_name(card, edition) for edition in self._asked)
        else:
            run.remove(self._superseded(card, pending.outputs))
        run.course.finish(card.id, "built" if pending.is_built else "kept", run.course.done + 1)

    def _fail(self, card: Card, errors: Sequence[CommuniqueError]) -> None:
        run = self._run
        self.failed.append(card.path)
        run.fail(card.id, errors)
        run.course.finish(card.id, "failed", run.course.done + 1)

    def _superseded(self, card: Card, of_layout: Sequence[str]) -> list[str]:
        """Return the PDFs of `card` that were made for a layout which it no longer has."""
        manifest = self._run.manifest
        wanted = wanted_outputs(card, of_layout, self._run.house.newsroom, manifest)
        made = manifest.made_by(source_name(card.path, manifest.folder))
        return [name for name in made if name not in wanted]

    def _remember(self, outputs: Iterable[str]) -> None:
        """Note that `outputs` were asked for by their language, so that later builds keep them."""
        for name in outputs if self._asked else ():
            self._run.manifest.ask_for(name)

    def _count(self, name: str) -> None:
        self._order.setdefault(self._run.manifest.folder / name, len(self._order))


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


def _joined(errors: Sequence[CommuniqueError], entry: Entry) -> list[CommuniqueError]:
    """Return `errors` with those of rendering as one, each of its faults once and with its place."""
    rendering = [error for error in errors if isinstance(error, RenderFaults)]
    others = [error for error in errors if not isinstance(error, RenderFaults)]
    placed = [fault for error in rendering for fault in locate(error, entry).faults]
    return [*others, *([RenderFaults(dict.fromkeys(placed))] if placed else [])]
