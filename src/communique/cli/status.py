"""`communique status`: what is up to date, and what is not."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from communique.build.status import take_status
from communique.cli.faults import clean, exit_status, tell_faults
from communique.cli.settings import Settings, with_settings
from communique.dispatch.standing import MailStanding, take_mail_standing, take_open_prints
from communique.load import find_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from communique.build.status import Condition, Status
    from communique.ledger import Print

# What needs somebody's attention, in the order of what to do first.
STANDS = {
    "intended": "not sent yet",
    "deferred": "deferred by their servers",
    "doubt": "in doubt: see `communique ledger`",
}
ASKING = {"faulty": "has faults", "new": "never built", "stale": "changed since it was built"}


@click.command("status")
@with_settings
def command(settings: Settings) -> int:
    """Show what is up to date and what is not.

    Bulletins and digests are counted. Listed are those that changed since they
    were built, were never built, have faults or are under embargo, and PDFs whose
    bulletin is gone; and of mail and prints, what was not sent, and what is not over.
    Nothing is built or written. The faults themselves are told on
    standard error, as by `communique check`.
    """
    folder = find_newsroom(settings.directory).resolve()
    now = dt.datetime.now(dt.UTC)
    status = take_status(folder, now)
    for line in status_lines(status, every=settings.verbose):
        click.echo(line)
    if mail := take_mail_standing(folder, now):
        for line in mail_lines(mail):
            click.echo(line)
    for one in take_open_prints(folder):
        click.echo(print_line(one))
    tell_faults(status.errors)
    return exit_status(status.errors)


def status_lines(status: Status, *, every: bool = False) -> Iterator[str]:
    """Return the lines that `status` prints; with `every`, also of what is up to date."""
    yield from _section("bulletin", status.bulletins, every=every)
    yield from _section("digest", status.digests, every=every)
    for name in status.orphans:
        yield f"  {clean(name)}: nothing makes it any longer; the next build of all removes it"
    asking = [*status.bulletins, *status.digests]
    if any(condition.state in {"new", "stale"} for condition in asking):
        yield "`communique build` and `communique digest --all` bring all up to date"


def mail_lines(mail: MailStanding) -> Iterator[str]:
    """Return the lines about mail: nothing more than that all is served, where it is."""
    yield "mail: " + ("all served" if mail == MailStanding() else "not all served")
    yield from (f"  {clean(number)}: not sent yet" for number in mail.unsent)
    yield from (f"  {clean(number)}: changed since it was sent" for number in mail.changed)
    for one in mail.open:
        yield f"  {clean(one.number)}, version {one.version}: {one.count} {STANDS[one.state]}"


def print_line(one: Print) -> str:
    """Return the line about a print that is not over."""
    states = {"begun": "in doubt: look at the printer", "handed": "not over: see `communique jobs`"}
    return clean(f"print of {one.number} on {one.printer}: {states[one.state]}")


def _section(what: str, conditions: Sequence[Condition], *, every: bool) -> Iterator[str]:
    plural = "" if len(conditions) == 1 else "s"
    current = sum(condition.state == "current" for condition in conditions)
    yield f"{len(conditions)} {what}{plural}, {current} up to date"
    for condition in conditions:
        told = _told(condition)
        if told or every:
            yield f"  {_name(condition)}: {'; '.join(told) or 'up to date'}"


def _told(condition: Condition) -> list[str]:
    of = f" ({', '.join(condition.editions)})" if condition.editions else ""
    told = [ASKING[condition.state] + of] if condition.state in ASKING else []
    if condition.embargo:
        told.append(f"under embargo until {condition.embargo:%Y-%m-%d %H:%M %Z}")
    if condition.state == "held":
        told.append("all of it is under embargo")
    return told


def _name(condition: Condition) -> str:
    return clean(f"{condition.record}  {condition.name}" if condition.record else condition.name)
