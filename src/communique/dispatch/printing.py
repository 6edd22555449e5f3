"""What is to be printed, and how → a job at a printer, followed to its end and noted in the ledger."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from communique.deliver.printing.reasons import find_troubles
from communique.deliver.printing.ticket import IN_WORDS, Sides, Ticket, find_refusals
from communique.deliver.printing.unreachable import UnreachableError
from communique.deliver.printing.watching import follow
from communique.dispatch.printers import Named, find_printer, printer_at, telling
from communique.errors import DeliveryFaults, Fault, UsageError
from communique.imposition import (
    PAPERS,
    choose_pages,
    count_pages,
    fit_onto,
    impose_booklet,
    impose_n_up,
    plan_booklet,
    read_pages,
)
from communique.ledger import open_ledger
from communique.model import Rendition, direction

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from communique.build.progress import Watcher
    from communique.deliver.printing.ability import Ability
    from communique.deliver.printing.job import Job
    from communique.deliver.printing.printer import Printer
    from communique.deliver.printing.watching import Progress
    from communique.dispatch.paper import Document, Press
    from communique.ledger import PrintState
    from communique.model import Newsroom
    from communique.model.newsroom import Size

Duplex = Literal["long", "short", "off"]
DOUBT = "it may have the job: look at it, and at `communique jobs`, before you print again"
SIDES: dict[Duplex, Sides] = {
    "long": "two-sided-long-edge",
    "short": "two-sided-short-edge",
    "off": "one-sided",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """How something is to be printed."""

    copies: int = 1
    duplex: Duplex | None = None  # None: as the printer mostly does
    pages: str = ""
    size: Size | None = None  # None: the newsroom's
    fit: bool = False  # scaled to that size, instead of rendered anew
    monochrome: bool = False
    booklet: bool = False
    n_up: int = 1  # pages on a side
    staple: bool = False
    language: str | None = None

    def __post_init__(self) -> None:
        """Raise UsageError for wishes that contradict one another."""
        faults = [*self._contradictions()]
        if faults:
            raise UsageError(faults)

    def rendition(self, newsroom: Newsroom) -> Rendition:
        """Return what must be rendered anew for it."""
        is_other = self.size is not None and self.size != newsroom.page.size and not self.fit
        return Rendition(size=self.size if is_other else None, monochrome=self.monochrome)

    def _contradictions(self) -> Iterator[Fault]:
        if self.booklet and self.n_up > 1:
            hint = "a booklet has two pages on each side by itself"
            yield Fault("U008", "--booklet and --n-up exclude each other", hint=hint)
        if self.booklet and self.duplex == "off":
            hint = "a booklet is printed on both sides"
            yield Fault("U008", "--booklet and --duplex off exclude each other", hint=hint)
        if self.fit and self.size is None:
            yield Fault("U008", "--fit stands alone; expected --size too", hint="name the paper to fit onto")


@dataclass(frozen=True, slots=True)
class Order:
    """A document made ready for a printer."""

    document: Document
    named: Named
    printer: Printer
    ability: Ability
    ticket: Ticket
    pdf: bytes  # as it is handed over
    pages: int  # of the document that are printed
    sides: int  # of paper in all copies
    sheets: int  # of paper in all copies
    how: str  # A4, both sides, …

    @property
    def lacks_paper(self) -> bool:
        """Whether the printer says what paper is in it, and this is not."""
        return bool(self.ability.trays) and self.ticket.size not in {
            tray.paper for tray in self.ability.trays
        }


def prepare_order(press: Press, reference: str, wish: Wish, printer: str | None) -> Order:
    """Return what `reference` means, ready for the printer called `printer`.

    The printer is asked first what it can do, and in the end whether it would print this. Raises
    DeliveryFaults with all that it cannot, and what stands against the document.
    """
    newsroom = press.house.newsroom
    named = find_printer(printer, newsroom)
    machine = telling(printer_at(named), named.name, press.watcher)
    ability = machine.ability()
    size = wish.size or newsroom.page.size
    sides = choose_sides(wish, ability)
    refusals = [*find_refusals(_ticket("", size, sides, wish), ability, named.name)]
    if refusals:
        raise DeliveryFaults(refusals)
    document = press.document(reference, wish.rendition(newsroom), wish.language)
    pages = read_pages(wish.pages, count_pages(document.pdf)) if wish.pages else ()
    pdf = choose_pages(document.pdf, pages) if pages else document.pdf
    laid = arrange(pdf, wish, size, sides, newsroom, is_digest=document.is_digest)
    per_copy = count_pages(laid)
    ticket = _ticket(f"{document.number} {document.title}", size, sides, wish)
    if left := machine.examine(ticket, ability):
        raise DeliveryFaults([_left_out(named, left)])
    return Order(
        document=document,
        named=named,
        printer=machine,
        ability=ability,
        ticket=ticket,
        pdf=laid,
        pages=count_pages(pdf),
        sides=per_copy * wish.copies,
        sheets=(per_copy if sides == "one-sided" else -(-per_copy // 2)) * wish.copies,
        how=_how(wish, ticket),
    )


def choose_sides(wish: Wish, ability: Ability) -> Sides:
    """Return which sides of the sheets are printed: as asked, else as the printer mostly does.

    The sheets of a booklet turn over their short edge, or else over the long one, with each back turned.
    """
    if wish.duplex:
        return SIDES[wish.duplex]
    if wish.booklet:
        only_long = "two-sided-short-edge" not in ability.sides and "two-sided-long-edge" in ability.sides
        return SIDES["long" if only_long else "short"]
    return next((sides for sides in SIDES.values() if sides == ability.usual_sides), "one-sided")


def arrange(
    pdf: bytes, wish: Wish, size: Size, sides: Sides, newsroom: Newsroom, *, is_digest: bool = False
) -> bytes:
    """Return the pages of `pdf` as they come onto the paper."""
    paper = PAPERS[size]
    leftwards = direction(newsroom.languages[0]) == "rtl"
    if wish.booklet:
        booklet = plan_booklet(count_pages(pdf), cover=is_digest, right_to_left=leftwards)
        turn: Literal["long", "short"] = "long" if sides == "two-sided-long-edge" else "short"
        return impose_booklet(pdf, booklet, paper, turn=turn)
    if wish.n_up > 1:
        return impose_n_up(pdf, wish.n_up, paper, right_to_left=leftwards)
    return fit_onto(pdf, paper) if wish.fit else pdf


def _ticket(title: str, size: Size, sides: Sides, wish: Wish) -> Ticket:
    return Ticket(
        title=title,
        size=size,
        sides=sides,
        copies=wish.copies,
        monochrome=wish.monochrome,
        staple=wish.staple,
        is_booklet=wish.booklet,
    )


def _how(wish: Wish, ticket: Ticket) -> str:
    parts = [
        ticket.size,
        "a booklet" if wish.booklet else IN_WORDS[ticket.sides],
        f"{wish.n_up} pages on a side" if wish.n_up > 1 else "",
        "in black" if wish.monochrome else "",
        "stapled" if wish.staple else "",
    ]
    return ", ".join(filter(None, parts))


def _left_out(named: Named, left: tuple[str, ...]) -> Fault:
    message = f"{named.name} would leave out {', '.join(left)}; nothing was printed"
    return Fault("J023", message, hint="print without that, or choose another printer")


@dataclass(frozen=True, slots=True)
class Handed:
    """A job that a printer has."""

    order: Order
    job: Job
    key: int  # of the print in the ledger


def hand_over(order: Order, folder: Path, clock: Callable[[], dt.datetime], watcher: Watcher) -> Handed:
    """Give `order` to its printer, and note that in the ledger, before and after.

    Raises DeliveryFaults where the printer does not take it whole: what it took is cancelled then.
    """
    document = order.document
    with open_ledger(folder, now=clock()) as ledger:
        key = ledger.begin_print(
            number=document.number,
            version=document.version,
            meaning=document.meaning,
            printer=order.named.name,
            uri=order.printer.address.uri,
            user=order.printer.user,
            copies=order.ticket.copies,
            pages=order.pages,
            sheets=order.sheets,
            how=order.how,
            now=clock(),
        )
    try:
        printer = telling(order.printer, order.named.name, watcher)
        job, left = printer.hand_over(order.ticket, order.ability, order.pdf)
        if left:
            if job.number is not None:
                order.printer.cancel(job.number)
            raise DeliveryFaults([_left_out(order.named, left)])
    except DeliveryFaults as error:
        if isinstance(error, UnreachableError) and error.is_doubt:
            raise DeliveryFaults(replace(fault, hint=DOUBT) for fault in error.faults) from None
        _note(folder, key, clock(), "failed", told=str(error))
        raise
    _note(folder, key, clock(), "handed", job=job.number)
    return Handed(order, job, key)


def follow_job(
    handed: Handed, folder: Path, clock: Callable[[], dt.datetime], *, patience: float | None = None
) -> Iterator[Progress]:
    """Yield how the job goes until it is over, and note in the ledger how it ended.

    Raises DeliveryFaults where it was not printed, or where nobody knows.
    """
    name = handed.order.named.name
    for progress in follow(handed.order.printer, handed.job, patience=patience):
        yield progress
        if progress.job.is_over:
            note_end(folder, handed.key, progress.job, clock())
            if fault := end_fault(progress.job, name):
                raise DeliveryFaults([fault])


def note_end(folder: Path, key: int, job: Job, now: dt.datetime) -> None:
    """Note in the ledger how a job ended."""
    words = "; ".join(trouble.words for trouble in find_troubles(job.reasons))
    states: dict[str, PrintState] = {"printed": "printed", "cancelled": "cancelled"}
    state = states.get(job.state, "failed")
    told = "" if state == "printed" else job.message
    _note(folder, key, now, state, job=job.number, told=words or told)


def end_fault(job: Job, printer: str) -> Fault | None:
    """Return what is wrong with how a job ended; None where it was printed."""
    troubles = find_troubles(job.reasons)
    why = f": {troubles[0].words}" if troubles else (f": {job.message}" if job.message else "")
    hint = troubles[0].remedy if troubles else "look at the printer, then print again"
    if job.state == "cancelled":
        return Fault("J031", f"job {job.number} on {printer} was cancelled{why}", hint=hint)
    if job.state == "failed":
        return Fault("J030", f"{printer} gave up job {job.number}{why}", hint=hint)
    if "job-completed-with-errors" in job.reasons:
        return Fault(
            "J034", f"{printer} printed job {job.number}, with errors{why}", hint="look at the sheets"
        )
    return None


def _note(
    folder: Path, key: int, now: dt.datetime, state: PrintState, *, job: int | None = None, told: str = ""
) -> None:
    with open_ledger(folder, now=now) as ledger:
        ledger.note_print(key, state, now, job=job, told=told)
