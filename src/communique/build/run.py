"""One run: outputs are brought up to date on an executor, and a fault of one stops no other."""

from __future__ import annotations

import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from communique.build.checksums import write_checksums
from communique.build.house import open_house
from communique.build.inspect import read_again, rooted
from communique.build.lock import sole_builder
from communique.build.look import look_of_bulletins
from communique.build.manifest import read_manifest
from communique.build.output import remove, sweep, write_whole
from communique.build.progress import Course, Step
from communique.build.reasons import Reason
from communique.build.replaced import replaced
from communique.build.report import Report
from communique.build.sources import has_news
from communique.errors import CommuniqueError, OutputFaults, SourceFaults
from communique.load import load_archive
from communique.model import PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from communique.build.executors.executor import Executor
    from communique.build.executors.job import Finished, Task
    from communique.build.house import House
    from communique.build.look import Look
    from communique.build.manifest import Made, Manifest, Origin
    from communique.build.progress import Outcome, Watcher
    from communique.errors import Fault
    from communique.load import Archive, Card, Entry
    from communique.model import Rendition


@dataclass(frozen=True, slots=True)
class Order:
    """An output that is to be made, what from, and why."""

    name: str  # relative to the newsroom
    key: str  # of what is rendered or bound
    origin: Origin
    why: str
    source: str = ""  # a bulletin's YAML


@dataclass(slots=True)
class Run:
    """Makes outputs, and keeps the manifest, the progress and the report of it."""

    house: House
    look: Look  # of bulletins
    archive: Archive
    manifest: Manifest
    executor: Executor
    course: Course
    force: bool = False
    report: Report = field(default_factory=Report)
    meanwhile: Callable[[], object] = lambda: None  # what this process may load while the executor is begun
    _open: ExitStack = field(default_factory=ExitStack)
    _started: bool = False
    _held: dict[Path, Entry] = field(init=False)

    def __post_init__(self) -> None:
        self._held = {entry.path: entry for entry in self.archive.entries}

    def entry(self, card: Card) -> Entry:
        """Return the bulletin of `card`, read again unless it was in this run. Raises SourceFaults."""
        return self._held.get(card.path) or read_again(card.path, self.house.folder)

    def perform(self, tasks: Iterable[Task]) -> Iterator[Finished]:
        """Do `tasks` on the executor, which is not even begun where there are none."""
        waiting = iter(tasks)
        first = next(waiting, None)
        if first is None:
            return
        if not self._started:
            self._open.enter_context(self.executor)
            self._started = True
            self.meanwhile()
        for finished in self.executor.perform(chain([first], waiting)):
            for phase, seconds in finished.seconds.items():
                self.report.spend(phase, seconds)
            yield finished

    def attempt(self, label: str, work: Callable[[], Outcome], steps: int = 1) -> Outcome:
        """Do `work` on the output called `label`, in `steps`; what goes wrong goes into the report."""
        done = self.course.done + steps
        try:
            outcome = work()
        except CommuniqueError as error:
            self.fail(label, [error])
            outcome = "failed"
        self.course.finish(label, outcome, done)
        return outcome

    def fail(self, label: str, errors: Iterable[CommuniqueError]) -> None:
        """Report the `errors` of what is called `label`."""
        self.report.errors += (rooted(error, self.house) for error in errors)
        self.report.failed.append(label)

    def refuse(self, faults: Sequence[Fault]) -> None:
        """Report the `faults` of files that nothing can be made of."""
        if faults:
            self.report.errors.append(SourceFaults(faults))
            self.report.failed += dict.fromkeys(fault.path.stem for fault in faults if fault.path)

    def put(self, order: Order, data: bytes) -> None:
        """Let the output of `order` be `data`. Raises OutputFaults.

        It is announced first, so that a run that is killed loses nothing that it made.
        """
        path = self.manifest.folder / order.name
        with self.spending("write"):
            made = self.manifest.announce(order.name, order.key, order.origin, data, order.source)
            write_whole(path, data)
        self.manifest.made[order.name] = made
        self.report.built.append(path)
        self.report.reasons.append(Reason(order.name, "built", order.why))

    def keep(self, name: str, why: str, made: Made | None = None) -> None:
        """Leave output `name` as it is; `made` says from what it would come out the same."""
        if made:
            self.manifest.made[name] = made
        self.report.kept.append(self.manifest.folder / name)
        self.report.reasons.append(Reason(name, "kept", why))

    def remove(self, names: Iterable[str]) -> None:
        """Remove the outputs `names` and forget them, but for files that somebody has put in their place."""
        for name in names:
            path = self.manifest.folder / name
            try:
                self.spare(name)
                remove(path, self.manifest.folder)
                del self.manifest.made[name]
            except CommuniqueError as error:
                self.report.errors.append(error)
            else:
                self.report.removed.append(path)

    def spare(self, name: str) -> None:
        """Raise OutputFaults where somebody has put another file in the place of output `name`.

        Only force overwrites that.
        """
        if not self.force and (faults := replaced([name], self.manifest)):
            raise OutputFaults(faults)

    @contextmanager
    def spending(self, phase: str) -> Iterator[None]:
        """Count the time of what is done meanwhile."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.report.spend(phase, time.perf_counter() - start)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """End the executor with what is done meanwhile, and write what is known of the outputs."""
        try:
            with self._open:
                yield
        except BaseException:
            self.manifest.recover()  # Ctrl-C may come when an output has taken its place and is not noted
            raise
        finally:
            self._note(self.manifest.save)
            self._note(partial(write_checksums, self.manifest))

    def _note(self, write: Callable[[], None]) -> None:
        """Do `write`, and report why it could not be done, unless an output has met with the like."""
        try:
            write()
        except OutputFaults as error:
            if not any(isinstance(told, OutputFaults) for told in self.report.errors):
                self.report.errors.append(error)


@contextmanager
def begin(
    folder: Path,
    executor: Executor,
    watcher: Watcher,
    paths: Sequence[Path] | None = None,
    *,
    force: bool = False,
    rendition: Rendition = PLAIN,
) -> Iterator[Run]:
    """Give a run over the newsroom in `folder`, its whole archive read or what is at and below `paths`.

    No other run works there meanwhile. Raises NewsroomFaults, or RenderFaults for the house's look, where
    nothing can be built, and OutputFaults where another run goes on.
    """
    report = Report()
    start = time.perf_counter()
    with sole_builder(folder, lambda told: watcher(Step(told, None, 0, 0))):
        sweep(folder / "out")
        if has_news(folder):
            executor.prepare()
        house = open_house(folder, rendition)
        manifest = read_manifest(folder)
        archive = load_archive(folder, house.newsroom, paths, manifest.cards())
        look = look_of_bulletins(house)
        manifest.looks[look.digest] = look.parts
        run = Run(house, look, archive, manifest, executor, Course(0, watcher), force, report)
        report.spend("load", time.perf_counter() - start)
        with run.at_work():
            yield run
        report.elapsed = time.perf_counter() - start
