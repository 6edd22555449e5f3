"""`communique jobs`: what is being printed; and what is not to be."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from communique.cli.asking import ask
from communique.cli.faults import clean, exit_status, tell, tell_faults
from communique.cli.printers import told_state
from communique.cli.settings import Settings, with_settings
from communique.deliver.printing.reasons import troubles_of
from communique.dispatch.jobs import cancel_job, read_jobs, settle_prints
from communique.dispatch.printers import find_printer
from communique.dispatch.printing import end_fault
from communique.load import find_newsroom, load_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator

    from communique.deliver.printing.ability import Ability
    from communique.deliver.printing.job import Job
    from communique.dispatch.jobs import Queue


@click.command("jobs")
@click.option("-p", "--printer", metavar="NAME", help="At this printer; by default at all of the newsroom's.")
@click.option("--cancel", "number", type=click.IntRange(min=1), metavar="JOB", help="Cancel this job.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask before cancelling.")
@with_settings
def command(_settings: Settings, printer: str | None, number: int | None, *, yes: bool) -> int:
    """Show what is being printed, and what holds it up.

    The ledger is told how jobs ended that nobody waited for. With --cancel, a job
    is taken from the printer named, or from the newsroom's first.

    \b
      communique jobs
      communique jobs --printer office --cancel 12
    """  # noqa: D301 - click keeps the lines as they are after the character \b
    folder = find_newsroom(_settings.directory).resolve()
    newsroom = load_newsroom(folder)
    if number is not None:
        named = find_printer(printer, newsroom)
        ask(f"cancel job {number} on {named.name}?", yes=yes)
        cancel_job(newsroom, printer, number)
        click.echo(f"job {number} on {named.name} is cancelled")
    queues = read_jobs(newsroom, printer) if number is None else []
    for queue in queues:
        for line in queue_lines(queue):
            click.echo(clean(line))
    for one, job in settle_prints(folder, newsroom, dt.datetime.now(dt.UTC)):
        fault = end_fault(job, one.printer)
        tell(clean(fault.message if fault else f"{one.number} was printed on {one.printer}: job {one.job}"))
    errors = [queue.error for queue in queues if queue.error]
    tell_faults(errors)
    return exit_status(errors)


def queue_lines(queue: Queue) -> Iterator[str]:
    """Yield a printer and its jobs."""
    if queue.ability is None:
        return
    yield f"{queue.printer.name}, {told_state(queue.ability)}"
    for job in queue.jobs:
        yield _job_line(job, queue.ability)
    if not queue.jobs:
        yield "  no jobs"


def _job_line(job: Job, ability: Ability) -> str:
    sides = f", {job.sides} sides done" if job.sides else ""
    why = "".join(f"; {trouble}" for trouble in troubles_of(job, ability) if trouble.stops)
    whose = f" ({job.user})" if job.user else ""
    return f"  {job.number}  {job.title or 'without a title'}{whose}: {job.state}{sides}{why}"
