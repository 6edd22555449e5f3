"""What came of a build → paths on standard output, a sentence and the faults on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from communique.cli.faults import exit_status, tell, tell_faults
from communique.cli.paths import shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from communique.build.report import Report
    from communique.cli.settings import Settings


def tell_report(report: Report, settings: Settings, built: list[Path]) -> int:
    """Write `built` as the results, tell the rest of `report`, and return the exit status."""
    for path in built:
        click.echo(shown(path))
    if not settings.quiet:
        tell_notices(report.notices)
        for path in report.removed:
            tell(f"removed {shown(path)}: nothing makes it any longer")
        tell(summary(report))
    tell_faults(report.errors)
    return exit_status(report.errors)


def tell_notices(notices: Iterable[str]) -> None:
    """Tell what is right and yet should be known."""
    for notice in notices:
        tell(f"note: {notice}")


def summary(report: Report) -> str:
    """Return how many outputs came out how, such as `2 built, 10 up to date`."""
    counts = {
        "built": len(report.built),
        "up to date": len(report.kept),
        "removed": len(report.removed),
        "with faults": len(report.failed),
    }
    return ", ".join(f"{count} {outcome}" for outcome, count in counts.items() if count) or "no bulletins yet"
