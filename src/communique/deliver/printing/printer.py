"""A printer, or a queue of CUPS, as what it can be asked: its abilities, to print, and how a job stands."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from communique.deliver.printing.ability import Ability, read_ability
from communique.deliver.printing.ipp import (
    LONGEST_NAME,
    Attributes,
    Group,
    GroupTag,
    MalformedError,
    Message,
    Tag,
    clipped,
    decode,
    encode,
    one,
)
from communique.deliver.printing.job import Job, read_job
from communique.deliver.printing.ticket import PDF
from communique.deliver.printing.transport import Limits, exchange
from communique.deliver.printing.unreachable import (
    OWNERS,
    UnreachableError,
    no_printer,
    no_such_printer,
    told,
)
from communique.errors import DeliveryFaults, Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from communique.deliver.printing.address import Address
    from communique.deliver.printing.ipp import Value
    from communique.deliver.printing.ticket import Ticket

# Operations (RFC 8011, 5.4.15).
PRINT_JOB, VALIDATE_JOB, CANCEL_JOB, GET_JOB, GET_JOBS, GET_PRINTER = 2, 4, 8, 9, 10, 11
# Statuses (RFC 8011, appendix B).
FIRST_REFUSAL = 0x0400
NOT_ALLOWED = {0x0401, 0x0402, 0x0403}
IMPOSSIBLE = 0x0404
UNKNOWN = {0x0406, 0x0407}
UNSUPPORTED = 0x040B
BUSY = {0x0505, 0x0507}
CLOSED = 0x0506
REFUSED: dict[int, tuple[str, str]] = {
    0x0404: ("that is not possible just now", "try again later"),
    0x0408: ("the document is too large for it", "print fewer pages at once, with --pages"),
    0x040A: ("it takes no PDF", "print through a queue of CUPS, named as cups:QUEUE"),
    0x040B: ("it cannot do what was asked", "leave out what it names"),
    0x040E: ("some of what was asked excludes the rest", "leave out what it names"),
    0x0411: ("it cannot read the PDF", "print through a queue of CUPS, named as cups:QUEUE"),
    0x0501: ("it does not know how to do that", "print through a queue of CUPS, named as cups:QUEUE"),
    0x0502: ("its service is not available", "look at the printer, and try again later"),
    0x0504: ("it is out of order", "look at the printer"),
    0x0506: ("it takes no jobs for now", "ask those who run it, or choose another printer"),
    0x0508: ("the job was cancelled at the printer", "print again where that was a mistake"),
}
NOTHING: Mapping[str, tuple[Value, ...]] = MappingProxyType({})
PAUSES = (0.5, 1, 2, 3, 4, 5, 5, 5, 5)  # seconds before a busy printer is asked again
LISTED_JOBS = 100
JOBS = "`communique jobs` lists those that are not over"
JOB_ATTRIBUTES = (
    "job-id",
    "job-name",
    "job-state",
    "job-state-reasons",
    "job-state-message",
    "job-printer-state-message",
    "job-originating-user-name",
    "job-impressions-completed",
    "job-media-sheets-completed",
)


@dataclass(slots=True)
class Printer:
    """What is at `address`. All methods raise UnreachableError; what else they raise they say."""

    address: Address
    user: str
    limits: Limits = field(default_factory=Limits)
    pause: Callable[[float], None] = time.sleep

    def ability(self) -> Ability:
        """Ask what it is, how it stands and what it can do."""
        wanted = {"requested-attributes": one(Tag.KEYWORD, "all", "media-col-ready")}
        answer = self.ask(GET_PRINTER, wanted)
        if answer.code in UNKNOWN:
            raise no_such_printer(self.address)
        self._demand_done(answer, "does not tell what it can do")
        return read_ability(answer.group(GroupTag.PRINTER))

    def examine(self, ticket: Ticket, ability: Ability) -> tuple[str, ...]:
        """Ask whether it would print so; return what it would leave out. Raises DeliveryFaults for a no."""
        answer = self._ask_patiently(VALIDATE_JOB, self._wishes(ticket), ticket.attributes(ability))
        if answer.code == UNSUPPORTED:
            return _left_out(answer) or ("something",)
        self._demand_done(answer, "would not print this")
        return _left_out(answer)

    def hand_over(self, ticket: Ticket, ability: Ability, document: bytes) -> tuple[Job, tuple[str, ...]]:
        """Give it `document` to print; return the job, and which of the wishes it leaves out.

        Raises DeliveryFaults where it does not take it.
        """
        answer = self._ask_patiently(PRINT_JOB, self._wishes(ticket), ticket.attributes(ability), document)
        self._demand_done(answer, "does not take the job")
        return read_job(answer.group(GroupTag.JOB)), _left_out(answer)

    def job(self, number: int) -> Job | None:
        """Ask how a job stands; None where it is not known, or no longer."""
        named = one(Tag.INTEGER, number)
        answer = self.ask(
            GET_JOB, {"job-id": named, "requested-attributes": one(Tag.KEYWORD, *JOB_ATTRIBUTES)}
        )
        if answer.code in UNKNOWN:
            return None
        self._demand_done(answer, f"does not tell of job {number}")
        return read_job(answer.group(GroupTag.JOB))

    def jobs(self) -> tuple[Job, ...]:
        """Ask for the jobs that are not over, of everybody, the next one first."""
        wanted = {
            "limit": one(Tag.INTEGER, LISTED_JOBS),
            "requested-attributes": one(Tag.KEYWORD, *JOB_ATTRIBUTES),
        }
        answer = self.ask(GET_JOBS, wanted)
        self._demand_done(answer, "does not tell its jobs")
        return tuple(read_job(group) for group in answer.all_groups(GroupTag.JOB) if group)

    def cancel(self, number: int) -> None:
        """Let it end a job. Raises DeliveryFaults where it does not."""
        answer = self._ask_patiently(CANCEL_JOB, {"job-id": one(Tag.INTEGER, number)})
        if answer.code in UNKNOWN:
            raise DeliveryFaults([Fault("J035", f"the printer knows no job {number}", hint=JOBS)])
        if answer.code == IMPOSSIBLE:
            raise DeliveryFaults([Fault("J036", f"job {number} is over already", hint=JOBS)])
        self._demand_done(answer, f"does not cancel job {number}")

    def _wishes(self, ticket: Ticket) -> Attributes:
        """Return what is said of a job beside how it is printed (RFC 8011, 4.2.1.1)."""
        return Attributes(
            {
                "job-name": one(Tag.NAME, clipped(ticket.title, LONGEST_NAME)),
                "ipp-attribute-fidelity": one(Tag.BOOLEAN, True),
                "document-format": one(Tag.MIME, PDF),
            }
        )

    def _ask_patiently(
        self,
        operation: int,
        wanted: Mapping[str, tuple[Value, ...]],
        job: Attributes | None = None,
        document: bytes = b"",
    ) -> Message:
        """Ask, and for half a minute again while the printer is busy. Raises UnreachableError after that."""
        for pause in PAUSES:
            answer = self.ask(operation, wanted, job, document)
            if answer.code not in BUSY:
                return answer
            self.pause(pause)
        hint = "wait until its other jobs are done, then print again"
        raise UnreachableError(
            Fault("J013", f"{self.address.place} stays busy with other jobs", hint=hint), is_passing=True
        )

    def ask(
        self,
        operation: int,
        wanted: Mapping[str, tuple[Value, ...]] = NOTHING,
        job: Attributes | None = None,
        document: bytes = b"",
    ) -> Message:
        """Ask for an `operation`, with what is `wanted` of it (RFC 8011, 4.1); return the answer."""
        about = Attributes(
            {
                "attributes-charset": one(Tag.CHARSET, "utf-8"),
                "attributes-natural-language": one(Tag.LANGUAGE, "en"),
                "printer-uri": one(Tag.URI, self.address.uri),
                **{name: wanted[name] for name in ("job-id",) if name in wanted},  # RFC 8011, 4.3
                "requesting-user-name": one(Tag.NAME, clipped(self.user, LONGEST_NAME)),
                **{name: values for name, values in wanted.items() if name != "job-id"},
            }
        )
        groups = [Group(GroupTag.OPERATION, about), *([Group(GroupTag.JOB, job)] if job else [])]
        request = encode(Message(operation, groups=tuple(groups)))
        try:
            return decode(exchange(self.address, request, document, self.limits))
        except MalformedError as problem:
            why = f"its answer makes no sense ({problem})"
            raise no_printer(self.address, why, is_doubt=bool(document)) from None

    def _demand_done(self, answer: Message, what: str) -> None:
        """Raise DeliveryFaults where `answer` is a refusal."""
        if answer.code < FIRST_REFUSAL:
            return
        if answer.code in NOT_ALLOWED:
            message = f"{self.address.place} {what}: this machine, or this user, may not ask for that"
            raise DeliveryFaults([Fault("J011", message, hint=OWNERS)])
        why, hint = REFUSED.get(answer.code, (f"status {answer.code:#06x}", "look at the printer"))
        said = told(answer.group(GroupTag.OPERATION).text("status-message"))
        left = ", ".join(_left_out(answer))
        message = f"{self.address.place} {what}: {why}" + (f" ({left or said})" if left or said else "")
        raise DeliveryFaults([Fault("J021" if answer.code == CLOSED else "J022", message, hint=hint)])


def _left_out(answer: Message) -> tuple[str, ...]:
    """Return the attributes that the printer left out or would leave out (RFC 8011, 4.1.7)."""
    names = (name for group in answer.all_groups(GroupTag.UNSUPPORTED) for name in group)
    return tuple(dict.fromkeys(told(name) for name in names))
