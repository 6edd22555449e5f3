"""How far a long command is: a bar on a terminal, plain lines elsewhere, both to standard error."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from communique.build.progress import Step, Watcher
    from communique.cli.settings import Settings


@contextmanager
def watched(settings: Settings, line: Callable[[Step], None] | None = None) -> Iterator[Watcher]:
    """Give a watcher for the run inside; what it shows on a terminal is gone afterwards.

    Elsewhere `line` tells each step, by default as a build does.
    """
    if settings.quiet:
        yield lambda _step: None
    elif sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        with _bar() as watcher:
            yield watcher
    else:
        yield line or (lambda step: _line(step, settings))


def _line(step: Step, settings: Settings) -> None:
    if not step.total:
        click.echo(step.name, err=True)
    elif settings.verbose or step.outcome in {"built", "failed"}:
        told = f"{step.name} {step.outcome}" if step.outcome else f"{step.name} ..."
        click.echo(f"[{step.number}/{step.total}] {told}", err=True)


@contextmanager
def _bar() -> Iterator[Watcher]:
    from rich import progress as columns  # noqa: PLC0415 - the same
    from rich.console import Console  # noqa: PLC0415 - loaded only where there is a terminal to draw on

    shown = (
        columns.TextColumn("{task.description}"),
        columns.BarColumn(),
        columns.TaskProgressColumn(),
        columns.MofNCompleteColumn(),
        columns.TextColumn("{task.fields[rate]}"),
        columns.TimeRemainingColumn(compact=True),
    )
    with columns.Progress(
        *shown, console=Console(stderr=True), transient=True, redirect_stdout=False
    ) as progress:
        task = progress.add_task("reading", total=None, rate="")

        def watch(step: Step) -> None:
            speed = progress.tasks[0].speed
            rate = f"{speed:.1f}/s" if speed else ""
            progress.update(
                task, total=step.total or None, completed=step.number, description=step.name, rate=rate
            )

        yield watch
