"""The printers of a newsroom and of CUPS: which one is meant, and how each stands."""

from __future__ import annotations

import getpass
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic_core import PydanticCustomError

from communique.deliver.printing.address import Address, parse_address
from communique.deliver.printing.cups import queue_address, read_queues
from communique.deliver.printing.printer import Printer
from communique.deliver.printing.transport import Limits
from communique.deliver.printing.unreachable import UnreachableError
from communique.errors import DeliveryFaults, Fault, UsageError
from communique.model.part import did_you_mean, nearest, shown
from communique.model.printing import check_printer

if TYPE_CHECKING:
    from communique.deliver.printing.ability import Ability
    from communique.model import Newsroom

Known = Literal["newsroom", "cups"]
LOOKING = Limits(connect=3, reply=5)  # seconds; nobody waits for a list as for a job
AT_ONCE = 16  # printers that are asked at the same time


@dataclass(frozen=True, slots=True)
class Named:
    """A printer by what people call it."""

    name: str
    written: str  # as newsroom.yaml or --printer writes it

    @property
    def address(self) -> Address:
        """Where it is spoken with."""
        scheme, _, rest = self.written.partition(":")
        return queue_address(rest) if scheme == "cups" else parse_address(self.written)


@dataclass(frozen=True, slots=True)
class Seen:
    """A printer as it tells of itself, or why it does not."""

    printer: Named
    known: Known
    ability: Ability | None
    silence: str = ""


def printer_at(named: Named, limits: Limits | None = None) -> Printer:
    """Return the printer that `named` means, asked by who runs this program."""
    return Printer(named.address, getpass.getuser(), limits or Limits())


def find_printer(name: str | None, newsroom: Newsroom) -> Named:
    """Return the printer called `name`, or at that address; by default the newsroom's first.

    Raises UsageError where nobody knows it.
    """
    known = newsroom.printers
    if name is None:
        if known:
            return Named(*next(iter(known.items())))
        hint = "add a line printers: {office: 'cups:office'}, or name one with --printer"
        raise UsageError([Fault("U017", "newsroom.yaml names no printer", hint=hint)])
    if name in known:
        return Named(name, known[name])
    try:
        return Named(name, check_printer(name))
    except PydanticCustomError:
        there = ", ".join(known) or "none; add them to newsroom.yaml, or name an address"
        hint = did_you_mean(nearest(name, known)) or f"the newsroom's printers are {there}"
        raise UsageError([Fault("U017", f"there is no printer {shown(name)}", hint=hint)]) from None


def survey(newsroom: Newsroom) -> list[Seen]:
    """Return the printers of newsroom.yaml and the queues of CUPS, asked all at once, each once."""
    own = [Named(name, written) for name, written in newsroom.printers.items()]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        listing = pool.submit(_queues)
        seen = list(pool.map(look_at, own))
        taken = {named.address.uri for named in own}
        return seen + [one for one in listing.result() if one.printer.address.uri not in taken]


def look_at(named: Named) -> Seen:
    """Return how the printer stands."""
    try:
        return Seen(named, "newsroom", printer_at(named, LOOKING).ability())
    except DeliveryFaults as error:
        return Seen(named, "newsroom", None, str(error))


def _queues() -> list[Seen]:
    """Return the queues of CUPS; none where there is no CUPS."""
    try:
        queues = read_queues(getpass.getuser(), LOOKING)
    except UnreachableError:
        return []
    return [
        Seen(Named(f"cups:{queue.name}", f"cups:{queue.name}"), "cups", queue)
        for queue in queues
        if queue.name
    ]
