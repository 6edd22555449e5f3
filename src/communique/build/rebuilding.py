"""The newsroom built again in a folder of its own, and compared byte for byte with what lies in out/."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from communique.build.bulletins import build_bulletins
from communique.build.copies import copied, put_back
from communique.build.digests import bind_scopes
from communique.build.holdings import shelve
from communique.build.manifest import read_manifest
from communique.build.progress import Watcher, unwatched
from communique.build.reasons import Reason
from communique.build.report import Report
from communique.build.run import begin
from communique.build.scope import scope_of_output
from communique.errors import Fault, OutputFaults

if TYPE_CHECKING:
    import datetime as dt

    from communique.build.executors.executor import Executor
    from communique.build.manifest import Manifest

SAME = "it came out the same"
BUILD = "build it; where it differs again, ask which tool or font is another one than it was"
DELETE = "delete it, or give it its source again"


def rebuild(folder: Path, *, now: dt.datetime, executor: Executor, watcher: Watcher = unwatched) -> Report:
    """Build all that the newsroom in `folder` has in out/ anew elsewhere; leave out/ as it is.

    The report has what came out the same as kept, and a fault for each output that did not, or that
    cannot be built. Raises NewsroomFaults, or RenderFaults for the house's look.
    """
    manifest = read_manifest(folder)
    with copied(folder) as copy:
        reports = [*_build(copy, manifest, executor, watcher), _bind(copy, manifest, now, executor, watcher)]
        rebuilt = read_manifest(copy)
        report = Report()
        for name in sorted({*manifest.made, *rebuilt.made}):
            _compare(name, manifest, rebuilt, report)
    for one in reports:
        report.errors += (put_back(error, copy, folder) for error in one.errors)
        report.failed += one.failed
        report.elapsed += one.elapsed
        for phase, seconds in one.seconds.items():
            report.spend(phase, seconds)
    return report


def _build(copy: Path, manifest: Manifest, executor: Executor, watcher: Watcher) -> list[Report]:
    """Build the bulletins, also in the languages alone that were asked for."""
    reports = [build_bulletins(copy, watcher=watcher, executor=executor)]
    for name, made in sorted(manifest.made.items()):
        if made.asked_for and (manifest.folder / name).is_file() and (copy / made.source).is_file():
            language = Path(name).stem.rpartition(".")[2]
            reports.append(
                build_bulletins(copy, [copy / made.source], languages=[language], executor=executor)
            )
    return reports


def _bind(copy: Path, manifest: Manifest, now: dt.datetime, executor: Executor, watcher: Watcher) -> Report:
    """Bind the digests that were bound before."""
    with begin(copy, executor, watcher) as run:
        shelf = shelve(run.archive)
        scopes = [scope for name in sorted(manifest.made) if (scope := scope_of_output(name))]
        bind_scopes(scopes, shelf, run, now)
    return run.report


def _compare(name: str, manifest: Manifest, rebuilt: Manifest, report: Report) -> None:
    path = manifest.folder / name
    if name not in rebuilt.made:
        fault = Fault("O007", f"{name} is made by nothing any longer", path, hint=DELETE)
    elif not path.is_file():
        fault = Fault("O007", f"{name} is not built", path, hint="build it")
    elif path.read_bytes() != (rebuilt.folder / name).read_bytes():
        fault = Fault("O007", f"{name} is not what its sources make", path, hint=BUILD)
    else:
        report.kept.append(path)
        report.reasons.append(Reason(name, "kept", SAME))
        return
    report.errors.append(OutputFaults([fault]))
