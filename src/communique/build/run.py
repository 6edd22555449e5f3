"""One run: outputs are brought up to date one after the other, and a fault of one stops no other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communique.build.inspect import rooted
from communique.build.output import remove, write_whole
from communique.build.replaced import replaced
from communique.build.report import Report
from communique.errors import CommuniqueError, OutputFaults, SourceFaults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from communique.build.house import House
    from communique.build.manifest import Manifest
    from communique.build.progress import Course, Outcome
    from communique.errors import Fault


@dataclass(slots=True)
class Run:
    """Makes outputs, and keeps the manifest, the progress and the report of it."""

    house: House
    manifest: Manifest
    course: Course
    force: bool = False
    report: Report = field(default_factory=Report)

    def attempt(self, label: str, work: Callable[[], Outcome], steps: int = 1) -> Outcome:
        """Do `work` on the output called `label`, in `steps`; what goes wrong goes into the report."""
        done = self.course.done + steps
        try:
            outcome = work()
        except CommuniqueError as error:
            self.report.errors.append(rooted(error, self.house))
            self.report.failed.append(label)
            outcome = "failed"
        self.course.finish(label, outcome, done)
        return outcome

    def refuse(self, faults: Sequence[Fault]) -> None:
        """Report the `faults` of files that nothing can be made of."""
        if faults:
            self.report.errors.append(SourceFaults(faults))
            self.report.failed += dict.fromkeys(fault.path.stem for fault in faults if fault.path)

    def make(self, name: str, key: str, produce: Callable[[], bytes], source: str = "") -> Outcome:
        """Make output `name` with `produce`, unless it was made from `key` and nothing forces it.

        The manifest is written after each, so that a run that is killed loses nothing that it made.
        Raises OutputFaults where somebody has put another file in its place: only force overwrites that.
        """
        path = self.manifest.folder / name
        if not self.force and self.manifest.is_current(name, key):
            self.report.kept.append(path)
            return "kept"
        self._spare(name)
        data = produce()
        write_whole(path, data)
        self.manifest.record(name, key, data, source)
        self.manifest.save()
        self.report.built.append(path)
        return "built"

    def remove(self, names: Iterable[str]) -> None:
        """Remove the outputs `names` and forget them, but for files that somebody has put in their place."""
        for name in names:
            path = self.manifest.folder / name
            try:
                self._spare(name)
                remove(path, self.manifest.folder)
                del self.manifest.made[name]
                self.manifest.save()
            except CommuniqueError as error:
                self.report.errors.append(error)
            else:
                self.report.removed.append(path)

    def _spare(self, name: str) -> None:
        if not self.force and (faults := replaced([name], self.manifest)):
            raise OutputFaults(faults)
