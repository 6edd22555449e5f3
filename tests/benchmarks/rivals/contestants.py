"""Who makes the bulletins beside communique, in the quickest way that its manual has, on as many cores."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from benchmarks.rivals.sources import CASCADE
from communique.render.conformance import OPTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Names = Sequence[str]

ROOT = Path(__file__).parents[3]
PYTHON = ROOT / ".cache/rivals/bin/python"  # as tools/rivals.sh left it, with Typst and playwright
EXPORT = (  # LibreOffice's filter, asked for tags and for what it has of both standards
    'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"3"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"},"UseTaggedPDF":{"type":"boolean","value":"true"}}'
)
FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""

Command = list[str]


@dataclass(frozen=True)
class Contestant:
    """One way to make PDFs: names of documents and a target in, commands that run side by side out."""

    name: str
    commands: Callable[[Names, Path], list[Command]]
    wanted: float | None = None  # times its throughput, which communique is to have at least
    sampled: bool = False  # starts anew for each file: a few of them tell enough
    house: Path | None = None  # the newsroom that it builds, which has a place of its own for what is made


def contestants(sources: Path) -> list[Contestant]:
    """Return who is on this machine, to make the bulletins of the folder `sources`; say who is missing."""
    plain, kept = (partial(_loop, sources, way) for way in ("plain", "kept"))
    found = [
        Contestant("two plain WeasyPrint loops", _halved(plain), wanted=1.2),
        Contestant("two WeasyPrint loops that keep fonts and styles", _halved(kept), wanted=0.95),
        *_anew_for_each("`weasyprint`", partial(_weasyprint, sources)),
    ]
    return [*found, *_with_chromium(sources), *_with_typst(sources), *_with_libreoffice(sources)]


def versions() -> list[str]:
    """Return the versions of the contestants that have no command to tell theirs."""
    found = [name for name in ("typst", "playwright") if _can_import(name)]
    ask = "from importlib.metadata import version; import sys; print(version(sys.argv[1]))"
    return [f"{name} {_output([str(PYTHON), '-c', ask, name])}" for name in found]


def _with_chromium(sources: Path) -> list[Contestant]:
    chromium = shutil.which("chromium")
    if not chromium:
        return _missing("Chromium")
    each = _anew_for_each("headless Chromium", partial(_chromium, sources, chromium))
    if not _can_import("playwright"):
        return [*each, *_missing("playwright")]

    def warm(names: Names, target: Path) -> Command:
        return [
            str(PYTHON),
            "-m",
            "benchmarks.rivals.warm_chromium",
            chromium,
            str(sources),
            str(target),
            *names,
        ]

    one = Contestant("one warm Chromium", _whole(warm), wanted=1)
    return [*each, one, Contestant("two warm Chromiums", _halved(warm))]


def _with_typst(sources: Path) -> list[Contestant]:
    if not _can_import("typst"):
        return _missing("Typst")
    loop = [str(PYTHON), "-m", "benchmarks.rivals.typst_loop", str(sources)]
    return [Contestant("two Typst loops", _halved(lambda names, target: [*loop, str(target), *names]))]


def _with_libreoffice(sources: Path) -> list[Contestant]:
    if not shutil.which("soffice"):
        return _missing("LibreOffice")
    settings = sources / "fonts.conf"
    fonts = FONTS.format(
        fonts=escape(str(sources / "styles/fonts")), cache=escape(str(sources / "fonts.cache"))
    )
    settings.write_text(fonts, encoding="utf-8")

    def convert(names: Names, target: Path) -> Command:
        profile = sources / f"libreoffice-{names[0]}"
        started = [
            "env",
            f"FONTCONFIG_FILE={settings}",
            "soffice",
            f"-env:UserInstallation={profile.as_uri()}",
        ]
        files = [str(sources / f"{name}.fodt") for name in names]
        return [*started, "--headless", "--convert-to", EXPORT, "--outdir", str(target), *files]

    return [Contestant("two LibreOffices, each with half of the files", _halved(convert))]


def _anew_for_each(name: str, command: Callable[[Names, Path], Command]) -> list[Contestant]:
    """Return `name`, which starts anew for each file: one after the other, as in a shell's loop, and two."""
    return [
        Contestant(f"{name} for each file", _whole(command), wanted=5, sampled=True),
        Contestant(f"{name} for each file, two at a time", _halved(command), sampled=True),
    ]


def _whole(command: Callable[[Names, Path], Command]) -> Callable[[Names, Path], list[Command]]:
    """Return what leaves all documents to one command."""
    return lambda names, target: [command(names, target)]


def _halved(
    command: Callable[[Names, Path], Command],
) -> Callable[[Names, Path], list[Command]]:
    """Return what shares documents out to two commands, or to one where there is but one document."""

    def commands(names: Names, target: Path) -> list[Command]:
        return [command(half, target) for half in (names[::2], names[1::2]) if half]

    return commands


def _loop(sources: Path, way: str, names: Names, target: Path) -> Command:
    given = [way, json.dumps(OPTIONS), str(sources / CASCADE), str(target)]
    return [sys.executable, "-m", "benchmarks.rivals.weasyprint_loop", *given, *names]


def _weasyprint(sources: Path, names: Names, target: Path) -> Command:
    program = [
        str(Path(sys.executable).with_name("weasyprint")),
        "--quiet",
        "--pdf-variant",
        OPTIONS["pdf_variant"],
    ]
    return _for_each(
        f'{shlex.join(program)} "$from/$name.linked.html" "$to/$name.pdf"', sources, names, target
    )


def _chromium(sources: Path, chromium: str, names: Names, target: Path) -> Command:
    profile = sources / f"chromium-{names[0]}"
    program = [
        chromium,
        "--headless",
        "--disable-gpu",
        "--no-pdf-header-footer",
        f"--user-data-dir={profile}",
    ]
    if os.geteuid() == 0:
        program.append("--no-sandbox")  # Chromium starts for root in no other way
    files = '"--print-to-pdf=$to/$name.pdf" "file://$from/$name.linked.html"'
    return _for_each(f"{shlex.join(program)} {files}", sources, names, target)


def _for_each(command: str, sources: Path, names: Names, target: Path) -> Command:
    """Return a command that runs `command` once for each `$name`, `$from` the sources `$to` the target."""
    loop = f"from=$1 to=$2; shift 2; for name; do {command} || exit 1; done"
    return ["sh", "-c", loop, "sh", str(sources), str(target), *names]


def _can_import(package: str) -> bool:
    asked = [str(PYTHON), "-c", f"import {package}"]
    return PYTHON.exists() and subprocess.run(asked, capture_output=True, check=False).returncode == 0


def _output(command: Command) -> str:
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout.strip()


def _missing(name: str) -> list[Contestant]:
    print(f"{name} is not here, and will not be measured: run tools/rivals.sh")
    return []
