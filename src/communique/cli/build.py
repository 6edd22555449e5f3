"""`communique build`: bulletins → PDFs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from communique.build.bulletins import build_bulletins
from communique.build.rebuilding import rebuild
from communique.cli.engine import Engine, with_engine
from communique.cli.paths import bulletin_paths
from communique.cli.progress import watched
from communique.cli.settings import Settings, with_settings
from communique.errors import Fault, UsageError
from communique.load import find_newsroom


@click.command("build")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option(
    "-l",
    "--language",
    "languages",
    multiple=True,
    metavar="TAG",
    help="Make editions in this language alone; may be given again.",
)
@click.option("-f", "--force", is_flag=True, help="Build also what has not changed.")
@click.option("--verify", is_flag=True, help="Build all again elsewhere and compare; leave out/ as it is.")
@with_engine
@with_settings
def command(
    settings: Settings,
    paths: tuple[Path, ...],
    languages: tuple[str, ...],
    *,
    force: bool,
    verify: bool,
    engine: Engine,
) -> int:
    """Build the bulletins that changed, as PDF files.

    PATH is a bulletin's file or a folder of them; without it, all of the
    newsroom's are built, and PDFs whose bulletin is gone are removed.

    Each PDF appears as out/bulletins/YEAR/MONTH/NAME.pdf, and its path is
    printed. A bulletin with faults is told of and holds up no other; its last
    good PDF stays.

    With --language only PDFs in the languages named are made, beside those of
    all languages, as NAME.TAG.pdf. Later builds keep them up to date.

    out/SHA256SUMS has the sum of each output, for `sha256sum --check` in out/.

    With --verify everything in out/, digests among it, is built again in a
    temporary folder and compared byte for byte.

    \b
      communique build
      communique build bulletins/2018/07
      communique build --language en --language ru bulletins/2018/07
    """  # noqa: D301 - click keeps the lines as they are after the character \b
    folder = find_newsroom(settings.directory).resolve()
    if verify:
        return _verify(settings, folder, engine, is_alone=not (paths or languages or force))
    chosen = bulletin_paths(paths, folder)
    with watched(settings) as watcher:
        report = build_bulletins(
            folder, chosen, languages=languages, force=force, watcher=watcher, executor=engine.executor()
        )
    return engine.tell(report, settings, report.built)


def _verify(settings: Settings, folder: Path, engine: Engine, *, is_alone: bool) -> int:
    if not is_alone:
        message = "--verify excludes paths, --language and --force"
        raise UsageError([Fault("U008", message, hint="it compares all that is in out/")])
    with watched(settings) as watcher:
        report = rebuild(folder, now=dt.datetime.now(dt.UTC), executor=engine.executor(), watcher=watcher)
    return engine.tell_comparison(report, settings)
