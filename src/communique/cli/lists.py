"""`communique lists`: who gets mail, and who must not."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import click
from pydantic import ValidationError

from communique.cli.faults import clean, exit_status, tell, tell_faults
from communique.cli.paths import shown
from communique.cli.results import counted
from communique.cli.settings import Settings, with_settings
from communique.dispatch.rolls import (
    Rolls,
    add_subscriber,
    read_rolls,
    remove_subscriber,
    suppress_address,
)
from communique.errors import Fault, SourceFaults, UsageError
from communique.load import find_newsroom, load_newsroom
from communique.model import Subscriber

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from communique.ledger import Suppression
    from communique.load import Roll
    from communique.model import Newsroom

WHY = {
    "unsubscribed": "asked for no more mail",
    "asked": "suppressed here",
    "bounced": "suspended: mail came back",
}


@click.group("lists", invoke_without_command=True)
@click.option("--list", "name", metavar="NAME", help="Show each subscriber of this list.")
@click.option(
    "--json", "as_json", is_flag=True, help="Write each subscriber as a JSON object on its own line."
)
@click.pass_context
def command(ctx: click.Context, name: str | None, *, as_json: bool) -> int:
    """Show who gets mail: each list with its subscribers by language.

    Lists are files in lists/: YAML, or CSV as spreadsheets write it. Who
    unsubscribed, or whose mail came back, stays in the file and is shown as
    suppressed: nothing is sent to them.

    \b
      communique lists
      communique lists --list press
      communique lists add press anna@example.org --name Anna --language ru
      communique lists remove press anna@example.org
      communique lists suppress anna@example.org
    """  # noqa: D301 - click keeps the lines as they are after the character \b
    if ctx.invoked_subcommand:
        return 0
    folder, newsroom = _house(ctx.ensure_object(Settings))
    rolls = read_rolls(folder, newsroom)
    for line in _lines(rolls, name, newsroom, as_json=as_json):
        click.echo(line)
    errors = [SourceFaults(rolls.lists.faults)] if rolls.lists.faults else []
    tell_faults(errors)
    return exit_status(errors)


@command.command("add")
@click.argument("name", metavar="LIST")
@click.argument("address")
@click.option("--name", "person", metavar="TEXT", help="Who it is.")
@click.option("--language", "languages", multiple=True, metavar="TAG", help="What they read, the best first.")
@click.option("--digest", type=click.Choice(["only", "also", "never"]), default="never", show_default=True)
@click.option("--topic", "topics", multiple=True, metavar="TEXT", help="What alone they want to read about.")
@with_settings
def add(
    settings: Settings,
    name: str,
    address: str,
    *,
    person: str | None,
    languages: tuple[str, ...],
    digest: str,
    topics: tuple[str, ...],
) -> int:
    """Add ADDRESS to LIST, which is begun where there is none.

    The rest of the file stays as it is. Whose mail came back before is tried
    again; who unsubscribed is not added.
    """
    folder, newsroom = _house(settings)
    values = {"address": address, "name": person, "languages": languages, "digest": digest, "topics": topics}
    try:
        subscriber = Subscriber.model_validate(values)
    except ValidationError as problem:
        raise UsageError(_unfit(error) for error in problem.errors()) from None
    click.echo(shown(add_subscriber(folder, newsroom, name, subscriber, dt.datetime.now(dt.UTC))))
    return 0


@command.command("remove")
@click.argument("name", metavar="LIST")
@click.argument("address")
@with_settings
def remove(settings: Settings, name: str, address: str) -> int:
    """Take ADDRESS off LIST. Who is to get nothing, from any list, is suppressed instead."""
    folder, newsroom = _house(settings)
    click.echo(shown(remove_subscriber(folder, newsroom, name, address)))
    return 0


@command.command("suppress")
@click.argument("address")
@click.option("--reason", default="", metavar="TEXT", help="Why, for who looks it up.")
@with_settings
def suppress(settings: Settings, address: str, reason: str) -> int:
    """Let ADDRESS get nothing, from any list.

    In place of an address, the token from a link for unsubscribing may stand: it
    is then noted as that subscriber's own wish, for good.
    """
    folder, _ = _house(settings)
    tell(clean(f"{suppress_address(folder, address, reason, dt.datetime.now(dt.UTC))} gets nothing any more"))
    return 0


def documents(rolls: Rolls, name: str | None) -> Iterator[dict[str, Any]]:
    """Yield the subscribers of all lists, or of the one called `name`, as what JSON can write."""
    for roll in _chosen(rolls, name):
        for one in roll.list.subscribers:
            why = rolls.suppression(one)
            yield {
                "list": roll.name,
                **one.model_dump(mode="json"),
                "suppressed": why.reason if why else None,
            }


def _lines(rolls: Rolls, name: str | None, newsroom: Newsroom, *, as_json: bool) -> Iterator[str]:
    if as_json:
        return (json.dumps(one, ensure_ascii=False) for one in documents(rolls, name))
    return _members(rolls, name) if name else _overview(rolls, newsroom)


def _overview(rolls: Rolls, newsroom: Newsroom) -> Iterator[str]:
    if not rolls.lists.rolls:
        yield "there are no lists yet: `communique lists add press anna@example.org` begins one"
    for roll in rolls.lists.rolls.values():
        subscribers = roll.list.subscribers
        first = Counter((one.languages or newsroom.languages)[0] for one in subscribers)
        told = [f"{count} in {tag}" for tag, count in first.most_common()]
        digests = sum(one.digest != "never" for one in subscribers)
        told += [f"{digests} with digests"] if digests else []
        suppressed = sum(rolls.suppression(one) is not None for one in subscribers)
        told += [f"{suppressed} suppressed"] if suppressed else []
        told += ["keeps embargoes"] if roll.list.embargoed else []
        yield clean(
            f"{roll.name}: {counted(len(subscribers), 'subscriber')}{''.join(f', {one}' for one in told)}"
        )


def _members(rolls: Rolls, name: str) -> Iterator[str]:
    for roll in _chosen(rolls, name):
        for one in roll.list.subscribers:
            person = f" ({one.name})" if one.name else ""
            languages = f", {' '.join(one.languages)}" if one.languages else ""
            digest = f", digests {one.digest}" if one.digest != "never" else ""
            topics = f", on {'; '.join(one.topics)}" if one.topics else ""
            yield clean(f"{one.address}{person}{languages}{digest}{topics}{_why(rolls.suppression(one))}")


def _why(suppression: Suppression | None) -> str:
    if suppression is None:
        return ""
    return f"  suppressed: {WHY[suppression.reason]}, {suppression.at:%Y-%m-%d}"


def _chosen(rolls: Rolls, name: str | None) -> list[Roll]:
    known = rolls.lists.rolls
    if name is None:
        return list(known.values())
    if name not in known:
        there = ", ".join(known) or "none yet"
        raise UsageError([Fault("U012", f"there is no list '{name}'", hint=f"the lists are {there}")])
    return [known[name]]


def _unfit(error: Any) -> Fault:
    return Fault("U015", str(error["msg"]), hint=str(error.get("ctx", {}).get("hint", "")))


def _house(settings: Settings) -> tuple[Path, Newsroom]:
    folder = find_newsroom(settings.directory).resolve()
    return folder, load_newsroom(folder)
