"""`communique check`: every fault of bulletins and newsroom.yaml, without building anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from communique.build.checking import Verdict, check_newsroom
from communique.cli.faults import exit_status, in_order, tell, tell_faults
from communique.cli.formats import as_json, as_sarif
from communique.cli.paths import bulletin_paths
from communique.cli.results import tell_notices
from communique.cli.settings import Settings, with_settings
from communique.errors import NewsroomFaults
from communique.load import find_newsroom

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
    help="Lines for people, or a document for programs.",
)
@with_settings
def command(settings: Settings, paths: tuple[Path, ...], form: str) -> int:
    """Tell every fault of the bulletins, with its place.

    newsroom.yaml is checked first, the pictures with the bulletins, and the
    lists of subscribers where all is checked.

    PATH is a bulletin's file or a folder of them; without it, all are checked.
    Nothing is built or written.

    A fault is told as FILE:LINE:COLUMN: CODE MESSAGE with a hint beneath, on
    standard error. With --format json or sarif the faults are a document on
    standard output. Templates and styles show their faults only in a build.

    \b
      communique check
      communique check bulletins/2018/07
      communique check --format sarif > faults.sarif
    """  # noqa: D301 - click keeps the lines as they are after the character \b
    verdict = _judge(settings, paths)
    if not settings.quiet:
        tell_notices(verdict.notices)
    if form == "text":
        _tell(verdict, settings)
    else:
        document = as_json if form == "json" else as_sarif
        click.echo(document(in_order(verdict.errors)))
    return exit_status(verdict.errors)


def _judge(settings: Settings, paths: Sequence[Path]) -> Verdict:
    try:
        folder = find_newsroom(settings.directory).resolve()
    except NewsroomFaults as error:  # programs read this fault as any other
        return Verdict(errors=[error])
    return check_newsroom(folder, bulletin_paths(paths, folder))


def _tell(verdict: Verdict, settings: Settings) -> None:
    bulletins = f"{verdict.files} bulletin{'' if verdict.files == 1 else 's'}"
    if not verdict.errors:
        click.echo(f"{bulletins}, no faults")
        return
    tell_faults(verdict.errors)
    faults = len(in_order(verdict.errors))
    if not settings.quiet:
        tell(f"{bulletins}, {faults} fault{'' if faults == 1 else 's'}")
