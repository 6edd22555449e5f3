"""What came of a build → paths on standard output, a sentence and the faults on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from communique.cli.faults import exit_status, tell, tell_faults
from communique.cli.paths import shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from communique.build.report import Bound, Report
    from communique.cli.settings import Settings


def tell_report(report: Report, settings: Settings, built: list[Path]) -> int:
    """Write `built` as the results, tell the rest of `report`, and return the exit status."""
    for path in built:
        click.echo(shown(path))
    if not settings.quiet:
        tell_notices(report.notices)
        for path in report.removed:
            tell(f"removed {shown(path)}: nothing makes it any longer")
        tell(f"{summary(report)}{taken(report)}")
    tell_faults(report.errors)
    return exit_status(report.errors)


def tell_notices(notices: Iterable[str]) -> None:
    """Tell what is right and yet should be known."""
    for notice in notices:
        tell(f"note: {notice}")


def tell_bound(digests: Iterable[Bound], *, every: bool) -> None:
    """Tell what came of each digest; with `every`, also why a font is not shared."""
    for bound in digests:
        tell(f"{shown(bound.path)}: {_contents(bound)}; {_fonts(bound)}")
        for font in bound.unshared if every else ():
            tell(f"  not shared: {font}")


def _contents(bound: Bound) -> str:
    withdrawn = f" and {bound.withdrawn} withdrawn" if bound.withdrawn else ""
    bulletins, pages = counted(bound.bulletins, "bulletin"), counted(bound.pages, "page")
    return f"{bulletins}{withdrawn}, {pages}, {size(bound.size)}"


def _fonts(bound: Bound) -> str:
    """Return what sharing brought, such as `7 fonts for 140, 3.1 MB saved, 2 not shared`."""
    kept = f", {len(bound.unshared)} not shared" if bound.unshared else ""
    return f"{counted(bound.shared, 'font')} for {bound.programs}, {size(bound.saved)} saved{kept}"


def counted(count: int, thing: str) -> str:
    """Return such as `1 page` or `20 pages`."""
    return f"{count} {thing}{'' if count == 1 else 's'}"


def size(count: int) -> str:
    """Return a number of bytes as a person reads it. A kilobyte has 1000 of them."""
    kilobytes = -(-count // 1000)
    return f"{kilobytes} kB" if kilobytes < 1000 else f"{count / 1e6:.1f} MB"  # noqa: PLR2004 - as said


def taken(report: Report) -> str:
    """Return how long it took to build what was built, such as `, in 3.2 s`."""
    return f", in {report.elapsed:.1f} s" if report.built else ""


def summary(report: Report) -> str:
    """Return how many outputs came out how, such as `2 built, 10 up to date`."""
    counts = {
        "built": len(report.built),
        "up to date": len(report.kept),
        "removed": len(report.removed),
        "with faults": len(report.failed),
    }
    return ", ".join(f"{count} {outcome}" for outcome, count in counts.items() if count) or "no bulletins yet"
