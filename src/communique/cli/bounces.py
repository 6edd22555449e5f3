"""`communique bounces`: what came back by mail, and who gets no more of it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict

import click

from communique.cli.faults import clean, tell
from communique.cli.results import counted
from communique.cli.settings import Settings, with_settings
from communique.dispatch.returns import Consequence, take_returns
from communique.load import find_newsroom

TOLD = {
    "suspended": "suspended",
    "unsubscribed": "unsubscribed",
    "noted": "noted",
    "known": "known already",
    "unproven": "not believed",
}


@click.command("bounces")
@click.argument("mailbox")
@click.option("-n", "--dry-run", is_flag=True, help="Tell what would follow, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Write each consequence as a JSON object on a line.")
@with_settings
def command(settings: Settings, mailbox: str, *, dry_run: bool, as_json: bool) -> int:
    """Read what came back by mail, and suspend addresses that are of no use.

    MAILBOX is a Maildir, an mbox file, or imaps://USER@HOST/FOLDER with the
    password in COMMUNIQUE_IMAP_PASSWORD. Nothing in it is changed, and reading it
    again does nothing again.

    An address that does not exist is suspended at once; one that is full or
    cannot be reached, after three mails in a row. Who unsubscribes by the mail
    program's button gets nothing more, for good. Reports that do not prove to be
    about a mail of this newsroom change nothing: anybody can write one. They are
    told, for you to look at.

    \b
      communique bounces ~/Maildir/.bounces
      communique bounces imaps://press@mail.example.org/INBOX
    """  # noqa: D301 - click keeps the lines as they are after the character \b
    folder = find_newsroom(settings.directory).resolve()
    harvest = take_returns(folder, mailbox, now=dt.datetime.now(dt.UTC), is_rehearsal=dry_run)
    for one in harvest.consequences:
        if as_json:
            click.echo(json.dumps(asdict(one), ensure_ascii=False))
        elif one.deed != "known" or settings.verbose:
            click.echo(_line(one))
    if not settings.quiet:
        deeds = [one.deed for one in harvest.consequences]
        told = [f"{deeds.count(deed)} {words}" for deed, words in TOLD.items() if deed in deeds]
        others = [f"{harvest.others} about nothing of the kind"] if harvest.others else []
        tell(", ".join([counted(harvest.mails, "mail"), *told, *others]))
    return 0


def _line(one: Consequence) -> str:
    about = f" ({one.number}, version {one.version})" if one.number else ""
    return clean(f"{TOLD[one.deed]} {one.address}: {one.why}{about}")
