"""A job at a printer → how it goes, as the printer says, until it is over."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.deliver.printing.reasons import Trouble, troubles_of
from communique.deliver.printing.unreachable import UnreachableError
from communique.errors import DeliveryFaults, Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from communique.deliver.printing.job import Job
    from communique.deliver.printing.printer import Printer

PACES = (0.1, 0.2, 0.3, 0.5, 1)  # seconds between questions, the last one for good
LOST = 20  # seconds of silence after which a printer is taken for gone
SILENT = Trouble("it does not answer", "see whether it is still switched on", stops=True)
LOOK = "look at the printer, and at `communique jobs`, before you print again"


@dataclass(frozen=True, slots=True)
class Progress:
    """How a job stands."""

    job: Job
    troubles: tuple[Trouble, ...] = ()


def follow(
    printer: Printer,
    job: Job,
    *,
    patience: float | None = None,
    clock: Callable[[], float] = time.monotonic,
    pause: Callable[[float], None] = time.sleep,
) -> Iterator[Progress]:
    """Yield how `job` goes whenever that has changed, at last that it is over.

    Raises DeliveryFaults where its fate cannot be known any more, and where nothing has changed for
    `patience` seconds.
    """
    last = Progress(job)
    yield last
    changed = heard = clock()
    asked = 0
    while not last.job.is_over:
        pause(PACES[min(asked, len(PACES) - 1)])
        asked += 1
        try:
            now = _ask(printer, last.job)
            heard = clock()
        except UnreachableError as error:
            if not error.is_passing or clock() - heard > LOST:
                raise _lost(last.job, str(error)) from None
            now = Progress(last.job, (SILENT,))
        if now != last:
            changed, last = clock(), now
            yield now
        elif patience is not None and clock() - changed > patience:
            raise _waiting(last)


def _ask(printer: Printer, before: Job) -> Progress:
    """Return how the job stands now. A printer that forgets its jobs at once leaves their fate open."""
    job = printer.job(before.number) if before.number is not None else None
    if job is None:
        raise _lost(before, "the printer no longer knows it")
    if job.is_over:
        return Progress(job, tuple(troubles_of(job, None)))
    return Progress(job, tuple(troubles_of(job, printer.ability())))


def _lost(job: Job, why: str) -> DeliveryFaults:
    message = f"nobody knows what became of job {job.number}: {why}"
    return DeliveryFaults([Fault("J032", message, hint=LOOK)])


def _waiting(last: Progress) -> DeliveryFaults:
    why = "; ".join(trouble.words for trouble in last.troubles) or f"it is {last.job.state}"
    message = f"job {last.job.number} does not go on: {why}"
    hint = "the job stays at the printer; `communique jobs` shows it, and cancels it"
    return DeliveryFaults([Fault("J033", message, hint=hint)])
