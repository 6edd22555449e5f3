"""`communique ledger`: who got what, when and with what answer, and what is in doubt."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import fields
from typing import TYPE_CHECKING, get_args

import click

from communique.cli.asking import ask
from communique.cli.faults import clean, tell
from communique.cli.results import counted
from communique.cli.settings import Settings, with_settings
from communique.dispatch.records import (
    Decision,
    Question,
    adopt,
    ask_ledger,
    ask_prints,
    decide,
    is_sending,
    summaries,
)
from communique.dispatch.standing import take_open_prints
from communique.errors import Fault, UsageError
from communique.ledger import State
from communique.load import find_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from communique.ledger import Delivery, Print, PrintState

DOUBT = "in doubt"
PRINTED: dict[PrintState, str] = {
    "begun": "in doubt: it may have been handed over; look at the printer",
    "handed": "at the printer: see `communique jobs`",
    "printed": "printed",
    "failed": "failed",
    "cancelled": "cancelled",
}
SHOWN = 200  # questions that are listed with the summary


@click.command("ledger")
@click.argument("number", required=False, metavar="[REF]")
@click.option("--recipient", metavar="ADDRESS", help="Show what this address got.")
@click.option("--state", type=click.Choice(get_args(State)), help="Show the mails that stand so.")
@click.option("--printed", is_flag=True, help="Show what was printed, when and where, in place of mails.")
@click.option("--json", "as_json", is_flag=True, help="Write each mail as a JSON object on its own line.")
@click.option("--resend", is_flag=True, help="Let the next send serve again what is in doubt or was refused.")
@click.option(
    "--settle",
    type=click.Choice(["accepted", "refused"]),
    help="Note of what is in doubt that it arrived, or that it did not and is not to be sent.",
)
@click.option("--adopt", "is_adopted", is_flag=True, help="Take a ledger that was restored as it is.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@with_settings
def command(
    settings: Settings,
    number: str | None,
    recipient: str | None,
    state: State | None,
    settle: str | None,
    *,
    printed: bool,
    as_json: bool,
    resend: bool,
    is_adopted: bool,
    yes: bool,
) -> int:
    """Show who got what by mail, when, and with what answer; or what was printed.

    Without REF, every bulletin and digest that was mailed is shown in a line, and
    each mail that is in doubt or waits for another try. With REF, --recipient or
    --state, each mail that they fit.

    A mail is in doubt where the connection broke after all of it was sent: it may
    have arrived, or not. Nobody but you decides: --settle accepted leaves it,
    --resend lets the next `communique send` serve the address again.

    \b
      communique ledger
      communique ledger EMB-JM/2018/001 --state doubt
      communique ledger --recipient anna@example.org
      communique ledger --printed
      communique ledger EMB-JM/2018/001 --recipient anna@example.org --settle accepted
    """  # noqa: D301 - click keeps the lines as they are after the character \b
    folder = find_newsroom(settings.directory).resolve()
    if is_adopted:
        return _adopt(folder, yes=yes)
    if printed:
        _check_printed(recipient=recipient, state=state, resend=resend, settle=settle)
        for one in ask_prints(folder, number):
            click.echo(json.dumps(as_record(one), ensure_ascii=False) if as_json else _print_line(one))
        return 0
    question = Question(number, recipient, state)
    if resend or settle:
        return _decide(folder, question, _decision(settle, resend=resend), yes=yes)
    if as_json:
        for delivery in ask_ledger(folder, question):
            click.echo(json.dumps(as_document(delivery), ensure_ascii=False))
        return 0
    lines = _summary(folder) if question.is_open else map(_line, ask_ledger(folder, question))
    for line in lines:
        click.echo(line)
    return 0


def as_document(delivery: Delivery) -> dict[str, object]:
    """Return `delivery` as what JSON can write."""
    return {
        "number": delivery.number,
        "version": delivery.version,
        "recipient": delivery.recipient,
        "state": delivery.state,
        "list": delivery.list_name,
        "languages": list(delivery.languages),
        "at": delivery.at.isoformat() if delivery.at else None,
        "answer": delivery.answer,
        "tries": delivery.tries,
    }


def as_record(one: Print) -> dict[str, object]:
    """Return a print as what JSON can write."""
    moments = {"at": one.at.isoformat(), "ended": one.ended.isoformat() if one.ended else None}
    record = {field.name: getattr(one, field.name) for field in fields(one)}
    del record["key"], record["meaning"]
    return {**record, **moments}


def _check_printed(**others: object) -> None:
    """Raise UsageError for options that are about mails."""
    for name, value in others.items():
        if value:
            hint = "--printed shows what was printed; the others are about mails"
            raise UsageError([Fault("U008", f"--printed and --{name} exclude each other", hint=hint)])


def _print_line(one: Print) -> str:
    version = "" if one.version is None else f", version {one.version}"
    copies = f"{counted(one.sheets, 'sheet')}, {one.how}"
    state = PRINTED[one.state]
    told = f": {one.told}" if one.told else ""
    job = "" if one.job is None else f" (job {one.job})"
    times = f"{one.copies} times " if one.copies > 1 else ""
    return clean(
        f"{one.number}{version}  {_moment(one.at)}  {times}on {one.printer}{job}, by {one.user}: "
        f"{copies}  {state}{told}"
    )


def tallied(counts: Mapping[State, int]) -> str:
    """Return how many mails stand how, such as `118 accepted, 1 in doubt`."""
    told = (f"{counts[state]} {_state(state)}" for state in get_args(State) if counts.get(state))
    return ", ".join(told) or "nothing yet"


def _summary(folder: Path) -> Iterator[str]:
    mailed = summaries(folder)
    if not mailed:
        yield "nothing was mailed yet"
    for one in mailed:
        yield clean(f"{one.number}, version {one.version}, {_moment(one.first_at)}: {tallied(one.counts)}")
    if is_sending(folder):
        yield "mail is being sent just now"
    for one_print in take_open_prints(folder):
        yield _print_line(one_print)
    open_ones = (one for state in ("doubt", "deferred") for one in ask_ledger(folder, Question(state=state)))
    for shown, delivery in enumerate(open_ones):
        if shown == SHOWN:
            yield "and more: ask with --state doubt, or --state deferred"
            return
        yield _line(delivery)


def _line(delivery: Delivery) -> str:
    when = _moment(delivery.at) if delivery.at else "not yet"
    subject = f"{delivery.number}, version {delivery.version}"
    answer = f": {delivery.answer}" if delivery.answer else ""
    return clean(f"{subject}  {delivery.recipient}  {_state(delivery.state)}  {when}{answer}")


def _state(state: State) -> str:
    return DOUBT if state == "doubt" else state


def _moment(moment: dt.datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M %Z}"


def _decision(settle: str | None, *, resend: bool) -> Decision:
    if resend and settle:
        raise UsageError(
            [Fault("U008", "--resend and --settle exclude each other", hint="choose one of them")]
        )
    if resend:
        return "resend"
    return "accepted" if settle == "accepted" else "refused"


def _decide(folder: Path, question: Question, decision: Decision, *, yes: bool) -> int:
    if question.is_open:
        message = "a decision needs to be about something; expected REF, --recipient or --state"
        hint = "`communique ledger` lists what is in doubt"
        raise UsageError([Fault("U014", message, hint=hint)])
    found = [one for one in ask_ledger(folder, question) if one.state in decidable(decision)]
    if not found:
        tell("there is nothing to decide among these")
        return 0
    for delivery in found:
        tell(_line(delivery))
    deed = "send again" if decision == "resend" else f"note as {decision}"
    ask(f"{deed} {counted(len(found), 'mail')}?", yes=yes)
    decide(folder, found, decision, dt.datetime.now(dt.UTC))
    if decision == "resend":
        tell("the next `communique send` serves them")
    return 0


def decidable(decision: Decision) -> set[State]:
    """Return the states that `decision` can be about: only a person sends again what was refused."""
    return {"doubt", "refused"} if decision == "resend" else {"doubt"}


def _adopt(folder: Path, *, yes: bool) -> int:
    tell("what was sent after this ledger was copied is not known to it, and would be sent again")
    ask("take the ledger as it is?", yes=yes)
    adopt(folder, dt.datetime.now(dt.UTC))
    return 0
