"""fc-list, which tells the fonts that are installed on this machine (Fontconfig, fc-list(1)).

Without the program a machine has no fonts but those that lie in a newsroom.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

PROGRAM = "fc-list"
FIELDS = ("file", "index", "family", "weight", "slant")
PATIENCE = 60  # seconds; after an installation Fontconfig reads every font anew
# Fontconfig's weights (fontconfig.h) and those of CSS (CSS Fonts 4, 2.2)
WEIGHTS = {0: 100, 40: 200, 50: 300, 80: 400, 100: 500, 180: 600, 200: 700, 205: 800, 210: 900}


@dataclass(frozen=True, slots=True)
class Installed:
    """One face of an installed family, in a file that may hold others."""

    path: Path
    index: int
    families: tuple[str, ...]  # its names in several languages and styles of naming
    weight: int  # as CSS counts it
    italic: bool


def find_fc_list() -> str | None:
    """Return where the program is, or None."""
    return shutil.which(PROGRAM)


def installed_faces(program: str) -> tuple[Installed, ...]:
    """Ask `program` for every face of an upright width that does not vary, in the order of their paths.

    What it cannot tell is nothing: then a family is not found, and that is told by its name.
    """
    form = "\\t".join(f"%{{{field}}}" for field in FIELDS) + "\\n"
    command = [program, "--format", form, ":variable=false:width=100"]
    try:
        told = subprocess.run(command, capture_output=True, check=True, timeout=PATIENCE).stdout  # noqa: S603 - no shell, and nothing of a newsroom's in it
    except (OSError, subprocess.SubprocessError):
        return ()
    faces = (_face(line.split("\t")) for line in told.decode(errors="replace").splitlines())
    return tuple(sorted((face for face in faces if face), key=lambda face: (face.path, face.index)))


def _face(fields: list[str]) -> Installed | None:
    if len(fields) != len(FIELDS):
        return None
    file, index, families, weight, slant = fields
    try:
        css_weight = WEIGHTS.get(int(weight), WEIGHTS[80])
        return Installed(Path(file), int(index), tuple(families.split(",")), css_weight, slant != "0")
    except ValueError:  # a range: a font that varies
        return None
