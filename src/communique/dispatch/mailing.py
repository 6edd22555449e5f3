"""A subject, the lists that get it and what the ledger knows → what is to be sent, and sending it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from communique.build.house import House, open_house
from communique.build.manifest import read_manifest
from communique.build.scope import Scope
from communique.dispatch.plan import Member, Plan, Served, plan_mailing
from communique.dispatch.records import reading
from communique.dispatch.references import find_referred
from communique.dispatch.subject import Press, Subject
from communique.errors import DeliveryFaults, Fault, NewsroomFaults, SourceFaults, UsageError
from communique.load import load_archive, load_lists
from communique.model import ascii_domain
from communique.model.part import did_you_mean, nearest, shown

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from communique.build.executors.executor import Executor
    from communique.build.progress import Watcher
    from communique.ledger import Ledger
    from communique.load import Card
    from communique.model import Mail


@dataclass(frozen=True, slots=True)
class Request:
    """What a person asks to be mailed, and to which lists."""

    reference: str
    lists: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()  # none: each subscriber's own


@dataclass(slots=True)
class Mailing:
    """A subject with those who are to get it."""

    house: House
    mail: Mail
    request: Request
    subject: Subject
    members: tuple[Member, ...]
    version: int = 1
    plan: Plan = field(default_factory=Plan)

    @property
    def domain(self) -> str:
        """The domain that mails come from."""
        return ascii_domain(self.mail.sender.rpartition("@")[2])

    @property
    def return_path(self) -> str:
        """The address that reports of failure go to (RFC 5321, 4.4)."""
        return self.mail.bounces or self.mail.sender

    def look_up(self, ledger: Ledger | None, now: dt.datetime) -> None:
        """Set the version and the plan by what `ledger` knows, for a sending that begins at `now`.

        Raises DeliveryFaults where nothing may go out.
        """
        self.version = _version(self.subject, ledger)
        issue = ledger.find_issue(self.subject.number, self.version) if ledger else None
        standing = ledger.standing(issue.id) if ledger and issue else {}
        if issue and issue.meaning != self.subject.meaning:
            self._refuse_change(sum(one.state in {"accepted", "doubt"} for one in standing.values()))
        lists = {member.list_name for member in self.members} | set(self.request.lists)
        before = ledger.served_before(self.subject.number, self.version) if ledger else {}
        self.plan = plan_mailing(
            self.members,
            self.subject.content_at(now),
            self.house.newsroom.languages,
            asked=self.request.languages,
            states={key: one.state for key, one in standing.items()},
            suppressed=ledger.suppressions().keys() if ledger else (),
            before={
                key: Served(one.address, one.languages, one.list_name)
                for key, one in before.items()
                if one.list_name in lists
            },
        )
        self._refuse_embargo(now)

    def _refuse_change(self, served: int) -> None:
        if not served:
            return
        number = self.subject.number
        people = f"{served} {'person' if served == 1 else 'people'}"
        message = f"{number} was changed since version {self.version} of it was sent to {people}"
        hint = "add what was changed to its corrections, which makes a new version of it"
        raise DeliveryFaults([Fault("M041", message, hint=hint)])

    def _refuse_embargo(self, now: dt.datetime) -> None:
        embargo = self.subject.embargo
        if embargo is None or embargo <= now or "held" not in self.plan.omitted:
            return
        until = f"{embargo.astimezone(ZoneInfo(self.house.newsroom.timezone)):%Y-%m-%dT%H:%M}"
        names = sorted({one.list_name for one in self.plan.omitted["held"]})
        message = f"{self.subject.number} may not go to {', '.join(names)} before its embargo ends, {until}"
        hint = f"send it with --at {until}; a list that keeps embargoes is marked `embargoed: true`"
        raise DeliveryFaults([Fault("M040", message, hint=hint)])


def prepare_mailing(
    folder: Path, request: Request, *, now: dt.datetime, executor: Executor, watcher: Watcher
) -> Mailing:
    """Bring what `request` asks for up to date and return it with the members of its lists.

    Raises what stands against it: UsageError, NewsroomFaults, SourceFaults, RenderFaults, OutputFaults.
    """
    house = open_house(folder)
    mail = house.newsroom.mail
    if mail is None:
        message = "newsroom.yaml does not say how mail is sent; expected mail"
        hint = "add a line mail: {from: press@example.org, smtp: {host: smtp.example.org}}"
        raise NewsroomFaults([Fault("N017", message, folder / "newsroom.yaml", hint=hint)])
    members = _members(folder, house, request.lists)
    archive = load_archive(folder, house.newsroom, known=read_manifest(folder).cards())
    found = find_referred(request.reference, archive, house.newsroom, folder)
    subject = _subject(found, Press(house, now, executor, watcher), request.languages)
    return Mailing(house, mail, request, subject, members)


def _subject(found: Card | Scope, press: Press, languages: Sequence[str]) -> Subject:
    return press.digest(found) if isinstance(found, Scope) else press.bulletin(found, languages)


def look_up(mailing: Mailing, folder: Path, now: dt.datetime) -> None:
    """Set the plan of `mailing` by the ledger of the newsroom in `folder`, without writing to it."""
    with reading(folder) as ledger:
        mailing.look_up(ledger, now)


def _members(folder: Path, house: House, names: Sequence[str]) -> tuple[Member, ...]:
    """Return the members of the lists called `names`. Raises UsageError, or SourceFaults of these lists."""
    found = load_lists(folder, house.newsroom)
    if unknown := [name for name in names if name not in found.rolls]:
        raise UsageError(_unknown(name, found.rolls) for name in unknown)
    paths = {found.rolls[name].path for name in names}
    if faults := [fault for fault in found.faults if fault.path in paths]:
        raise SourceFaults(faults)
    return tuple(
        Member(name, subscriber, sees_embargoed=found.rolls[name].list.embargoed)
        for name in dict.fromkeys(names)
        for subscriber in found.rolls[name].list.subscribers
    )


def _unknown(name: str, known: Iterable[str]) -> Fault:
    there = ", ".join(sorted(known)) or "none yet; `communique lists add` begins one"
    hint = did_you_mean(nearest(name, known)) or f"the lists are {there}"
    return Fault("U012", f"there is no list {shown(name)}", hint=hint)


def _version(subject: Subject, ledger: Ledger | None) -> int:
    """Return the version to be sent: of a digest the one that said the same, or else the next."""
    if subject.version is not None:
        return subject.version
    known = ledger.issues_of(subject.number) if ledger else []
    same = [issue.version for issue in known if issue.meaning == subject.meaning]
    return same[-1] if same else 1 + max((issue.version for issue in known), default=0)
