"""How far a long command is: a bar on a terminal, plain lines elsewhere, both to standard error."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from communique.build.progress import Step, Watcher
    from communique.cli.settings import Settings


@contextmanager
def watched(settings: Settings) -> Iterator[Watcher]:
    """Give a watcher for the run inside; what it shows on a terminal is gone afterwards."""
    if settings.quiet:
        yield lambda _step: None
    elif sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        with _bar() as watcher:
            yield watcher
    else:
        yield lambda step: _line(step, settings)


def _line(step: Step, settings: Settings) -> None:
    if settings.verbose or step.outcome in {"built", "failed"}:
        told = f"{step.name} {step.outcome}" if step.outcome else f"{step.name} ..."
        click.echo(f"[{step.number}/{step.total}] {told}", err=True)


@contextmanager
def _bar() -> Iterator[Watcher]:
    from rich.console import Console  # noqa: PLC0415 - loaded only where there is a terminal to draw on
    from rich.progress import Progress  # noqa: PLC0415 - the same

    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        task = progress.add_task("reading", total=None)

        def watch(step: Step) -> None:
            progress.update(task, total=step.total, completed=step.number, description=step.name)

        yield watch
