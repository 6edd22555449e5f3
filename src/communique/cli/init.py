"""`communique init`: a new newsroom that builds at once."""

from __future__ import annotations

from pathlib import Path

import click

from communique.author import scaffold
from communique.cli.faults import tell
from communique.cli.paths import shown
from communique.cli.settings import Settings, with_settings


@click.command("init")
@click.argument("directory", required=False, metavar="[DIR]", type=click.Path(path_type=Path))
@with_settings
def command(settings: Settings, directory: Path | None) -> int:
    """Begin a newsroom that builds at once.

    It is laid in DIR, made where it is missing; without DIR, in the present
    folder. The paths of its files are printed. What is there already is never
    overwritten: where a file is in the way, nothing is written.

    \b
      communique init newsroom
    """  # noqa: D301 - click keeps the lines as they are after the character \b
    folder = directory or settings.directory
    for path in scaffold(folder.absolute()):
        click.echo(shown(path))
    if not settings.quiet:
        where = "" if folder.absolute() == Path.cwd() else f"cd {shown(folder.absolute())}, "
        tell(f"next: {where}put your own names into newsroom.yaml, then run `communique build`")
    return 0
