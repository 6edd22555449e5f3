"""`communique digest`: the bulletins of a month, a year, a topic or a span of days → one PDF."""

from __future__ import annotations

import datetime as dt

import click

from communique.build.digests import build_digests
from communique.build.wishes import Wish
from communique.cli.engine import Engine, with_engine
from communique.cli.progress import watched
from communique.cli.results import tell_bound
from communique.cli.settings import Settings, with_settings
from communique.load import find_newsroom


@click.command("digest")
@click.argument("months", nargs=-1, metavar="[YYYY-MM]...")
@click.option("-a", "--all", "every", is_flag=True, help="Bind every month, and what was bound before.")
@click.option("-y", "--year", "years", multiple=True, metavar="YYYY", help="Bind a year as one volume.")
@click.option("-t", "--topic", "topics", multiple=True, metavar="NAME", help="Bind the bulletins on a topic.")
@click.option("--from", "since", default="", metavar="DATE", help="Bind from this day ...")
@click.option("--to", "until", default="", metavar="DATE", help="... to this one, both included.")
@click.option("-f", "--force", is_flag=True, help="Build also what has not changed.")
@with_engine
@with_settings
def command(
    settings: Settings,
    months: tuple[str, ...],
    *,
    every: bool,
    years: tuple[str, ...],
    topics: tuple[str, ...],
    since: str,
    until: str,
    force: bool,
    engine: Engine,
) -> int:
    """Bind the bulletins of a month, a year, a topic or a span of days into one PDF.

    It has a cover, contents, page numbers of its own, and at its end an index.
    Without a month or option, the latest month that has bulletins is bound.
    What changed among its bulletins is built first. Each digest appears in
    out/digests/, and its path is printed; one that would come out the same is
    left as it is. --year and --topic may be given again, for a volume each.
    A topic is bound for each month, year or span that is named with it, or
    else for all time.

    With --all, years, topics and spans that were bound before are brought up to
    date too, unless their file was deleted, and digests whose bulletins are all
    gone are removed.

    Bulletins under embargo are left out until it is lifted. Those withdrawn are
    listed with the reason, and not printed again. A digest with a faulty
    bulletin is not bound, so that it never silently lacks one.

    \b
      communique digest
      communique digest 2018-07 2018-12
      communique digest --year 2018 --topic japan
      communique digest --from 2018-07-01 --to 2018-09-30
      communique digest --all
    """  # noqa: D301 - click keeps the lines as they are after the character \b
    folder = find_newsroom(settings.directory).resolve()
    now = dt.datetime.now(dt.UTC)
    wish = Wish(months, years, topics, since, until, every)
    with watched(settings) as watcher:
        report = build_digests(
            folder, wish, now=now, force=force, watcher=watcher, executor=engine.executor()
        )
    if not settings.quiet and not engine.as_json:
        tell_bound(report.digests, every=settings.verbose)
    return engine.tell(report, settings, [bound.path for bound in report.digests])
