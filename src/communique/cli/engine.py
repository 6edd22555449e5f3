"""What the options say that `build` and `digest` share: where pages are rendered, and what is told of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import update_wrapper
from typing import TYPE_CHECKING, Any

import click

from communique.cli.faults import exit_status, tell, tell_faults
from communique.cli.formats import plain_fault
from communique.cli.paths import shown
from communique.cli.results import counted, tell_report
from communique.errors import Fault, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from communique.build.executors.executor import Executor
    from communique.build.report import Bound, Report
    from communique.cli.settings import Settings

# What a build spends its time on, in the order in which a bulletin goes through.
PHASES = ("load", "compose", "render", "preflight", "bind", "write")

OPTIONS = (
    click.option(
        "-j",
        "--jobs",
        type=click.IntRange(min=1),
        metavar="N",
        help="Render N pages at once; by default as many as there are processors.",
    ),
    click.option(
        "--executor", "address", metavar="dask://HOST:PORT", help="Render on the workers of a Dask cluster."
    ),
    click.option("--explain", is_flag=True, help="Tell of each output why it is built or kept."),
    click.option("--profile", is_flag=True, help="Tell what the time went into."),
    click.option("--json", "as_json", is_flag=True, help="Write the results as one JSON object."),
)


@dataclass(frozen=True, slots=True)
class Engine:
    """Where pages are rendered, and what is told of a build besides."""

    jobs: int | None = None
    address: str | None = None
    explain: bool = False
    profile: bool = False
    as_json: bool = False

    def executor(self) -> Executor:
        """Return what renders. Raises UsageError for an address that cannot be one."""
        if self.address is None:
            from communique.build.executors.pool import Pool  # noqa: PLC0415 - most commands never render

            return Pool(self.jobs)
        if self.jobs is not None:
            hint = "a cluster's workers are as many as were begun there"
            raise UsageError([Fault("U008", "--jobs and --executor exclude each other", hint=hint)])
        from communique.build.executors.cluster import Cluster  # noqa: PLC0415 - the same

        return Cluster(self.address)

    def tell(self, report: Report, settings: Settings, built: list[Path]) -> int:
        """Tell what came of a build, whose results are `built`, and return the exit status."""
        if self.as_json:
            return self._write(report)
        self._tell_besides(report)
        return tell_report(report, settings, built)

    def tell_comparison(self, report: Report, settings: Settings) -> int:
        """Tell what came of building all again elsewhere, and return the exit status."""
        if self.as_json:
            return self._write(report)
        self._tell_besides(report)
        if not settings.quiet:
            tell(f"{counted(len(report.kept), 'output')} came out the same")
        tell_faults(report.errors)
        return exit_status(report.errors)

    def _write(self, report: Report) -> int:
        click.echo(json.dumps(document(report), ensure_ascii=False, indent=1))
        return exit_status(report.errors)

    def _tell_besides(self, report: Report) -> None:
        for reason in report.reasons if self.explain else ():
            tell(f"{reason.outcome} {reason.name}: {reason.why}")
        for line in profile_lines(report) if self.profile else ():
            tell(line)


def with_engine(command: Callable[..., int]) -> Callable[..., int]:
    """Give `command` the engine that the options describe."""

    def called(
        *args: Any,
        jobs: int | None,
        address: str | None,
        explain: bool,
        profile: bool,
        as_json: bool,
        **options: Any,
    ) -> int:
        return command(*args, engine=Engine(jobs, address, explain, profile, as_json), **options)

    wrapped = update_wrapper(called, command)
    for option in reversed(OPTIONS):
        wrapped = option(wrapped)
    return wrapped


def profile_lines(report: Report) -> list[str]:
    """Return a table of the seconds that each phase took, those of all processes together."""
    total = sum(report.seconds.values())
    spent = [(phase, report.seconds.get(phase, 0.0)) for phase in PHASES]
    lines = [f"{phase:10} {taken:8.2f} s  {taken / total:6.1%}" for phase, taken in spent if taken]
    return [*lines, f"{'in all':10} {total:8.2f} s, within {report.elapsed:.2f} s"]


def document(report: Report) -> dict[str, Any]:
    """Return `report` as what JSON can write."""
    return {
        "outputs": [asdict(reason) for reason in report.reasons],
        "removed": [shown(path) for path in report.removed],
        "failed": report.failed,
        "digests": [_digest(bound) for bound in report.digests],
        "notes": report.notices,
        "faults": [plain_fault(fault) for error in report.errors for fault in error.faults],
        "seconds": {phase: round(taken, 3) for phase, taken in report.seconds.items()},
        "elapsed": round(report.elapsed, 3),
    }


def _digest(bound: Bound) -> dict[str, Any]:
    return {**asdict(bound), "path": shown(bound.path)}
