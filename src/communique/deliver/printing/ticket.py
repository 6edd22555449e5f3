"""How something is to be printed → the attributes of its job, and what a printer cannot do of it.

Only what the printer says it can do is asked for, and all that matters is asked for: an attribute that a
printer leaves out in silence would come out as other paper than was promised.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from communique.deliver.printing.ability import MEDIA, SADDLE, STAPLE, STAPLE_TOP_LEFT, paper_name
from communique.deliver.printing.ipp import Attributes, Tag, one
from communique.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from communique.deliver.printing.ability import Ability
    from communique.model.newsroom import Size

Sides = Literal["one-sided", "two-sided-long-edge", "two-sided-short-edge"]
PDF = "application/pdf"
COLLATED = "separate-documents-collated-copies"  # RFC 8011, 5.2.4
IN_WORDS: dict[str, str] = {
    "one-sided": "one side",
    "two-sided-long-edge": "both sides, turned over the long edge",
    "two-sided-short-edge": "both sides, turned over the short edge",
}
OPTIONS: dict[str, str] = {
    "one-sided": "off",
    "two-sided-long-edge": "long",
    "two-sided-short-edge": "short",
}


@dataclass(frozen=True, slots=True)
class Ticket:
    """How a job is to be printed."""

    title: str
    size: Size
    sides: Sides = "one-sided"
    copies: int = 1
    monochrome: bool = False
    staple: bool = False
    is_booklet: bool = False

    def attributes(self, ability: Ability) -> Attributes:
        """Return the job's attributes for a printer of that `ability` (RFC 8011, 5.2)."""
        wanted = Attributes(media=one(Tag.KEYWORD, MEDIA[self.size]))
        if ability.sides:
            wanted["sides"] = one(Tag.KEYWORD, self.sides)
        if self.copies > 1:
            wanted["copies"] = one(Tag.INTEGER, self.copies)
        if self.copies > 1 and COLLATED in ability.handlings:
            wanted["multiple-document-handling"] = one(Tag.KEYWORD, COLLATED)
        if self.monochrome and "monochrome" in ability.colour_modes:
            wanted["print-color-mode"] = one(Tag.KEYWORD, "monochrome")
        if "none" in ability.scalings:  # pages are of the paper's own size
            wanted["print-scaling"] = one(Tag.KEYWORD, "none")
        if finishing := self.finishing(ability):
            wanted["finishings"] = one(Tag.ENUM, finishing)
        return wanted

    def finishing(self, ability: Ability) -> int | None:
        """Return how the printer is to staple: a booklet in its fold, else at the corner."""
        ways = (SADDLE,) if self.is_booklet else (STAPLE_TOP_LEFT, STAPLE)
        return next((way for way in ways if self.staple and way in ability.finishings), None)


def find_refusals(ticket: Ticket, ability: Ability, printer: str) -> Iterator[Fault]:
    """Yield all that a printer of that `ability`, which people call `printer`, cannot do of `ticket`."""
    if ability.formats and PDF not in ability.formats:
        hint = "set up a queue of CUPS for it, which converts, and name it as cups:QUEUE"
        yield _cannot(f"{printer} takes no PDF", hint)
    if ability.media and MEDIA[ticket.size] not in ability.media:
        there = [paper_name(media) for media in MEDIA.values() if media in ability.media]
        hint = f"print with --size {there[0]}" if there else "choose another printer"
        yield _cannot(f"{printer} cannot print on {ticket.size}", hint)
    if ticket.sides != "one-sided" and ticket.sides not in ability.sides:
        yield _cannot(*_no_such_sides(ticket, ability, printer))
    if ticket.copies > ability.most_copies:
        most = ability.most_copies
        message = f"{printer} prints {most} {'copy' if most == 1 else 'copies'} of a PDF at most"
        yield _cannot(f"{message}, not {ticket.copies}", "print several times")
    if ticket.monochrome and ability.colour is not False and "monochrome" not in ability.colour_modes:
        yield _cannot(f"{printer} cannot be told to print in black alone", "leave out --monochrome")
    if ticket.staple and ticket.finishing(ability) is None:
        where = "booklets in the fold" if ticket.is_booklet else "sheets"
        yield _cannot(f"{printer} does not staple {where}", "leave out --staple")


def _no_such_sides(ticket: Ticket, ability: Ability, printer: str) -> tuple[str, str]:
    if not ability.sides:
        message = f"{printer} does not tell whether it prints both sides"
        return message, "set its queue up as driverless: lpadmin -m everywhere"
    if not ability.has_duplex:
        if ticket.is_booklet:
            return f"{printer} prints one side alone; a booklet needs both", "choose another printer"
        return f"{printer} prints one side alone", "print with --duplex off"
    other = next(side for side in ability.sides if side.startswith("two-sided"))
    return (
        f"{printer} does not print {IN_WORDS[ticket.sides]}",
        f"print with --duplex {OPTIONS.get(other, 'off')}",
    )


def _cannot(message: str, hint: str) -> Fault:
    return Fault("J020", message, hint=hint)
