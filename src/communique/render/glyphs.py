"""Characters that no font has → a fault for each script, however many there are."""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING

from fontTools import unicodedata as scripts

from communique.errors import Fault
from communique.model.script import CORE, PARTS_OF, SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

SHOWN = 3  # characters that a message names
# Blocks of signs that belong to no script alone: what they are written with, or the family that has them.
SIGNS = (
    (range(0x0600, 0x0700), "Arab"),
    (range(0x2190, 0x2300), "Noto Sans Math"),  # arrows, mathematical operators
    (range(0x2300, 0x27C0), "Noto Sans Symbols2"),  # technical and geometric signs, dingbats
    (range(0x27C0, 0x2B00), "Noto Sans Math"),
    (range(0x3000, 0x3040), "Hans"),
    (range(0xFF00, 0xFFF0), "Hans"),  # full-width signs
)
NO_SCRIPT = {"Zyyy", "Zinh", "Zzzz"}  # common, inherited, unknown (UAX 24, 2.9)
OWN_FONT = "lay a font that has them in styles/fonts and name its family under brand: fonts in newsroom.yaml"


def missing_glyphs(characters: Iterable[str], path: Path | None) -> Iterator[Fault]:
    """Return a fault for each script of `characters`; its subject is the first of them."""
    each_once = sorted(dict.fromkeys(characters), key=_kin)  # keeps their order within a script
    for kin, alike in groupby(each_once, key=_kin):
        found = list(alike)
        told = ", ".join(_named(character) for character in found[:SHOWN])
        more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        message = f"no font of the newsroom has {told}{more}"
        yield Fault("R004", message, path, hint=_hint(kin), subject=found[0])


def _kin(character: str) -> str:
    """Return the code of the script of `character`, or the family that has a sign of none."""
    code = str(scripts.script(character))
    if code in NO_SCRIPT:
        return next((kin for block, kin in SIGNS if ord(character) in block), "")
    return PARTS_OF.get(code, code)


def _named(character: str) -> str:
    name = unicodedata.name(character, "")
    return f"{character!r} (U+{ord(character):04X}{' ' + name if name else ''})"


def _hint(kin: str) -> str:
    if script := SCRIPTS.get(kin):
        return (
            f"install the package that Debian calls {script.package}, and where {script.name} is the script "
            f"of none of the newsroom's languages, name its family {script.text!r} under brand: fonts; "
            f"or {OWN_FONT}"
        )
    if kin.startswith("Noto "):
        return (
            f"replace them, or install the package that Debian calls {CORE} and name its family {kin!r} "
            "under brand: fonts in newsroom.yaml"
        )
    return f"replace them, or {OWN_FONT}"
