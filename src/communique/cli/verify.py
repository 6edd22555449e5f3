"""`communique verify`: finished PDFs, looked through once more."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from communique.cli.faults import exit_status, tell, tell_faults
from communique.cli.paths import pdf_paths, shown
from communique.cli.settings import Settings, with_settings
from communique.errors import NewsroomFaults
from communique.load import find_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterable

    from communique.preflight import Claims

JAR = "COMMUNIQUE_VERAPDF"


@click.command("verify")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@with_settings
def command(settings: Settings, paths: tuple[Path, ...]) -> int:
    """Look finished PDFs through, page by page.

    PATH is a PDF, or a folder: then all PDFs in and below it are meant.

    The same is done to every page that is built: nothing may run off the paper
    or out of its column, be cut off, printed over or too pale; fonts, pictures
    and QR codes must do on any machine and in print. Bulletins of the newsroom
    here are held to its limits too.

    A file that is sound is told with its pages, its languages and the standards
    that it declares. Where veraPDF is found, as the program verapdf or as the
    jar that COMMUNIQUE_VERAPDF names, each file is proved against PDF/UA-1 and
    PDF/A-3a too.

    \b
      communique verify out
      COMMUNIQUE_VERAPDF=verapdf.jar communique verify bulletin.pdf
    """  # noqa: D301 - click keeps the lines as they are after the character \b
    from communique.build.verifying import verify  # noqa: PLC0415 - loads PDFium, which no other command's help needs

    jar = os.environ.get(JAR)
    done = verify(pdf_paths(paths), _newsroom(settings), Path(jar) if jar else None)
    for path, claims in done.sound.items():
        click.echo(_line(path, claims, validated=done.validated))
    tell_faults(done.errors)
    if not done.validated and not settings.quiet and _declares(done.sound.values()):
        tell("note: veraPDF was not asked, so what the files declare of PDF/UA and PDF/A is not proved")
    return exit_status(done.errors)


def _newsroom(settings: Settings) -> Path | None:
    """Return the newsroom here, if any: a PDF can be looked through without one."""
    try:
        return find_newsroom(settings.directory)
    except NewsroomFaults:
        return None


def _declares(claims: Iterable[Claims]) -> bool:
    """Tell whether any file declares a standard that veraPDF could prove."""
    return any(one.standards for one in claims)


def _line(path: Path, claims: Claims, *, validated: bool) -> str:
    """Return what a sound file is, such as `a.pdf: sound, 2 pages in en and ru, declares PDF/A-3a`."""
    pages = f"{claims.pages} page{'' if claims.pages == 1 else 's'}"
    languages = f" in {' and '.join(claims.languages)}" if claims.languages else ""
    declared = " and ".join(claims.standards) or "no standard"
    proved = ", proved against both by veraPDF" if validated else ""
    return f"{shown(path)}: sound, {pages}{languages}, declares {declared}{proved}"
