"""What is at the printers: listed, cancelled, and what the ledger still waits for brought up to date."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from communique.dispatch.printers import AT_ONCE, LOOKING, Named, find_printer, printer_at
from communique.dispatch.printing import note_end
from communique.dispatch.records import reading
from communique.errors import DeliveryFaults, UsageError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from communique.deliver.printing.ability import Ability
    from communique.deliver.printing.job import Job
    from communique.ledger import Print
    from communique.model import Newsroom


@dataclass(frozen=True, slots=True)
class Queue:
    """A printer and the jobs that wait there; or why it does not tell them."""

    printer: Named
    ability: Ability | None
    jobs: tuple[Job, ...]
    error: DeliveryFaults | None = None


def read_jobs(newsroom: Newsroom, name: str | None) -> list[Queue]:
    """Return the jobs at the printer called `name`, or at all of the newsroom's, asked all at once."""
    named = [find_printer(name, newsroom)] if name or not newsroom.printers else _own(newsroom)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(_read, named))


def cancel_job(newsroom: Newsroom, name: str | None, number: int) -> Named:
    """Cancel job `number` at the printer called `name`, or at the usual one. Raises DeliveryFaults."""
    named = find_printer(name, newsroom)
    printer_at(named).cancel(number)
    return named


def settle_prints(folder: Path, newsroom: Newsroom, now: dt.datetime) -> list[tuple[Print, Job]]:
    """Note in the ledger how jobs ended that nobody waited for; return those that did."""
    with reading(folder) as ledger:
        waiting = [one for one in ledger.prints(unfinished=True) if one.job] if ledger else []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        jobs = pool.map(partial(_job_of, newsroom=newsroom), waiting)
        ended = [(one, job) for one, job in zip(waiting, jobs, strict=True) if job and job.is_over]
    for one, job in ended:
        note_end(folder, one.key, job, now)
    return ended


def _own(newsroom: Newsroom) -> Sequence[Named]:
    return [Named(name, written) for name, written in newsroom.printers.items()]


def _read(named: Named) -> Queue:
    printer = printer_at(named, LOOKING)
    try:
        return Queue(named, printer.ability(), printer.jobs())
    except DeliveryFaults as error:
        return Queue(named, None, (), error)


def _job_of(one: Print, newsroom: Newsroom) -> Job | None:
    """Return how the job of a print stands; None where nobody can say."""
    try:
        named = find_printer(one.printer, newsroom)
        if named.address.uri != one.uri or one.job is None:
            return None
        return printer_at(named, LOOKING).job(one.job)
    except (DeliveryFaults, UsageError):
        return None
