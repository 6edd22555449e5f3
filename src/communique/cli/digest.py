"""`communique digest`: a month of bulletins → one PDF."""

from __future__ import annotations

import datetime as dt
import re

import click

from communique.build.digests import build_digests
from communique.cli.progress import watched
from communique.cli.results import tell_report
from communique.cli.settings import Settings, with_settings
from communique.load import find_newsroom


class Month(click.ParamType[str]):
    """A month as YYYY-MM."""

    name = "month"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return `value` where it names a month, else end with a usage error."""
        if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", value):
            self.fail(f"{value!r} is not a month; expected one such as 2018-07", param, ctx)
        return value


@click.command("digest")
@click.argument("months", nargs=-1, metavar="[YYYY-MM]...", type=Month())
@click.option("-a", "--all", "every", is_flag=True, help="Bind every month that has bulletins.")
@click.option("-f", "--force", is_flag=True, help="Build also what has not changed.")
@with_settings
def command(settings: Settings, months: tuple[str, ...], *, every: bool, force: bool) -> int:
    """Bind the bulletins of a month into one PDF.

    It has a cover, contents and page numbers of its own.

    Without a month, the latest that has bulletins is bound. What changed among
    its bulletins is built first. Each digest appears as out/digests/YYYY-MM.pdf,
    and its path is printed; one that would come out the same is left as it is.

    Bulletins under embargo are left out until it is lifted. A month with a
    faulty bulletin is not bound, so that no digest silently lacks one.

    \b
      communique digest
      communique digest 2018-07 2018-12
      communique digest --all
    """  # noqa: D301 - click keeps the lines as they are after the character \b
    if every and months:
        raise click.UsageError("--all and a month exclude each other: give one of the two")
    folder = find_newsroom(settings.directory).resolve()
    now = dt.datetime.now(dt.UTC)
    with watched(settings) as watcher:
        report = build_digests(folder, months, now=now, every=every, force=force, watcher=watcher)
    digests = [path for path in report.built if path.parent.name == "digests"]
    return tell_report(report, settings, digests)
