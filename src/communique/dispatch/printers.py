"""The printers of a newsroom, of CUPS and of the network: which one is meant, and how each stands."""

from __future__ import annotations

import getpass
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

from pydantic_core import PydanticCustomError

from communique.build.progress import Step
from communique.deliver.printing.address import Address, parse_address
from communique.deliver.printing.cups import queue_address, read_queues
from communique.deliver.printing.discovery import browse
from communique.deliver.printing.printer import Printer
from communique.deliver.printing.transport import Limits
from communique.deliver.printing.unreachable import UnreachableError
from communique.errors import DeliveryFaults, Fault, UsageError
from communique.model.part import did_you_mean, nearest, shown
from communique.model.printing import check_printer

if TYPE_CHECKING:
    from communique.build.progress import Watcher
    from communique.deliver.printing.ability import Ability
    from communique.deliver.printing.discovery import Announced
    from communique.model import Newsroom

Known = Literal["newsroom", "cups", "network"]
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
    label: str = ""  # by which it announces itself


def printer_at(named: Named, limits: Limits | None = None) -> Printer:
    """Return the printer that `named` means, asked by who runs this program."""
    return Printer(named.address, getpass.getuser(), limits or Limits())


def telling(machine: Printer, name: str, watcher: Watcher) -> Printer:
    """Return `machine` so that `watcher` is told once where it is busy, and is asked again."""
    told: list[str] = []

    def pause(seconds: float) -> None:
        if not told:
            told.append(f"{name} is busy with other jobs: it is asked again for half a minute")
            watcher(Step(told[0], None, 0, 0))
        time.sleep(seconds)

    return replace(machine, pause=pause)


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
    """Return the printers of newsroom.yaml, the queues of CUPS and what the network has, each once.

    All are asked at once.
    """
    own = [Named(name, written) for name, written in newsroom.printers.items()]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        queues, announced = pool.submit(_queues), pool.submit(browse)
        seen = list(pool.map(look_at, own))
        taken = [named.address for named in own]
        seen += [one for one in queues.result() if one.printer.address.uri not in {it.uri for it in taken}]
        others = [one for one in announced.result() if not any(_is_same(one, it) for it in taken)]
        return seen + list(pool.map(_look_at_announced, _by_label(others)))


def _is_same(announced: Announced, address: Address) -> bool:
    there = announced.address
    return address.host in announced.hosts and (address.port, address.path) == (there.port, there.path)


def _by_label(announced: list[Announced]) -> list[list[Announced]]:
    return [list(lines) for _, lines in groupby(announced, key=attrgetter("label"))]


def _look_at_announced(lines: list[Announced]) -> Seen:
    """Return how a printer stands by the first of its lines that works: many a certificate is its own."""
    looked = (_look_along(line) for line in lines)
    answered = next((seen for seen in looked if seen.ability), None)
    return answered or _look_along(lines[0])


def _look_along(line: Announced) -> Seen:
    uri = line.address.uri
    return replace(look_at(Named(uri, uri)), known="network", label=line.label)


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
