"""Families by their names → their faces: from styles/fonts, else from this machine.

What is chosen becomes bytes like any other file of the look, so that rendering reads
nothing else, and a page is made anew when a font is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Literal

from communique.load.fc_list import find_fc_list, installed_faces
from communique.load.fontfile import letters_of, machine_font, nature_of, suffix_of
from communique.model import Asset, Face, Stack, Typefaces
from communique.model.script import SCRIPTS, script_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from communique.model import Newsroom, Stylesheet, Words

Role = Literal["text", "label"]
MACHINE = "styles/fonts/machine"  # where fonts stand that the newsroom has not got itself
BOLD = 600  # and all above is bold (CSS Fonts 4, 5.2)
WEIGHTS = {False: 400, True: 700}
PT_SCRIPTS = frozenset({"Latn", "Cyrl"})  # what PT Serif and PT Sans can write


@dataclass(frozen=True, slots=True)
class Cut:
    """A face that may be chosen."""

    families: tuple[str, ...]
    weight: int
    italic: bool
    name: str  # of the asset, without its suffix where the bytes will tell it
    read: Callable[[], bytes]


class Library:
    """The faces at hand: those of the newsroom's `fonts`, and then the machine's."""

    def __init__(self, fonts: Iterable[Asset]) -> None:
        self._fonts = tuple(fonts)
        self._own: tuple[Cut, ...] | None = None
        self.taken: dict[str, Asset] = {}  # from the machine

    def faces(self, family: str) -> tuple[Face, ...]:
        """Return the regular, bold and italic faces of `family`, as far as there are any."""
        cuts = self._find(family)
        chosen = []
        for bold in (False, True):
            for italic in (False, True):
                alike = [cut for cut in cuts if (cut.weight >= BOLD, cut.italic) == (bold, italic)]
                if alike:
                    cut = min(alike, key=lambda cut: abs(cut.weight - WEIGHTS[bold]))
                    chosen.append(Face(family, WEIGHTS[bold], italic, self._take(cut)))
        return tuple(face for face in chosen if face.asset)

    def has(self, family: str) -> bool:
        """Tell whether there is any face of `family`."""
        return bool(self._find(family))

    def letters(self, families: Iterable[str]) -> frozenset[str]:
        """Return the characters that one of `families` has."""
        cuts = (cut for family in families for cut in self._find(family)[:1])
        return frozenset().union(*(letters_of(cut.read()) for cut in cuts))

    def _find(self, family: str) -> list[Cut]:
        if self._own is None:  # a font is opened when a family is asked for, and not before
            self._own = tuple(cut for font in self._fonts for cut in _own_cuts(font))
        return _named(family, self._own) or _named(family, _machine_cuts())

    def _take(self, cut: Cut) -> str:
        """Return the name of the asset that holds `cut`, or nothing where its file cannot be read."""
        if not cut.name.startswith(MACHINE):
            return cut.name
        data = cut.read()
        name = cut.name + suffix_of(data)
        if data:
            self.taken[name] = Asset(name, data)
        return name if data else ""


def missing_families(newsroom: Newsroom, fonts: Iterable[Asset]) -> list[tuple[Role, int, str]]:
    """Return each family that newsroom.yaml names and nobody has: its list, its place there, its name."""
    if newsroom.brand.fonts is None:
        return []
    library = Library(fonts)
    lists: tuple[tuple[Role, tuple[str, ...]], ...] = (
        ("text", newsroom.brand.fonts.text),
        ("label", newsroom.brand.fonts.label),
    )
    return [
        (role, place, family)
        for role, families in lists
        for place, family in enumerate(families)
        if not library.has(family)
    ]


def choose_typefaces(
    newsroom: Newsroom, fonts: Iterable[Asset], sheets: Iterable[Stylesheet], words: Mapping[str, Words]
) -> tuple[Typefaces, tuple[Asset, ...]]:
    """Return the faces that newsroom.yaml and its languages ask for, and the files taken from the machine.

    A script that the look's own fonts cannot write gets its family of the Noto project, where that
    is installed. Where it is not, rendering names the characters.
    """
    library = Library(fonts)
    base = _base(newsroom, tuple(sheets))
    scripts = [code for code in _scripts(newsroom, words, base, library) if library.has(SCRIPTS[code].text)]
    whole = Stack(
        _each_once((*base.text, *(SCRIPTS[code].text for code in scripts))),
        _each_once((*base.label, *(SCRIPTS[code].label for code in scripts))),
    )
    leading = {
        tag: Stack(
            _each_once((SCRIPTS[code].text, *whole.text)), _each_once((SCRIPTS[code].label, *whole.label))
        )
        for tag in newsroom.languages
        if (code := script_of(tag)) in scripts and SCRIPTS[code].leads
    }
    if newsroom.brand.fonts is None and not scripts:
        return Typefaces(), ()
    faces = [face for family in _each_once((*whole.text, *whole.label)) for face in library.faces(family)]
    return Typefaces(tuple(faces), whole, leading), tuple(library.taken.values())


def _base(newsroom: Newsroom, sheets: tuple[Stylesheet, ...]) -> Stack:
    """Return the families that newsroom.yaml names, before those of the stylesheets."""
    named = newsroom.brand.fonts
    text, label = (named.text, named.label) if named else ((), ())
    return Stack((*text, *_declared(sheets, "--text")), (*label, *_declared(sheets, "--label")))


def _declared(sheets: Iterable[Stylesheet], custom_property: str) -> tuple[str, ...]:
    """Return the families that the stylesheets give `custom_property`; the last of them has its way."""
    found = [
        value for sheet in sheets for value in re.findall(rf"{custom_property}\s*:\s*([^;}}]+)", sheet.css)
    ]
    families = (family.strip(" \t\n\"'") for family in found[-1].split(",")) if found else ()
    return tuple(family for family in families if "(" not in family)  # var(…) is no family


def _scripts(
    newsroom: Newsroom, words: Mapping[str, Words], base: Stack, library: Library
) -> tuple[str, ...]:
    """Return the scripts of the newsroom's languages that the families of `base` cannot write."""
    lacking = []
    known = PT_SCRIPTS if newsroom.brand.fonts is None else frozenset()
    for tag in newsroom.languages:
        code = script_of(tag)
        if code in SCRIPTS and code not in known and tag in words:
            letters = {
                letter for letter in words[tag].model_dump_json() + newsroom.name[tag] if letter.isalpha()
            }
            if not all(letters <= library.letters(families) for families in (base.text, base.label)):
                lacking.append(code)
    return _each_once(lacking)


def _own_cuts(font: Asset) -> tuple[Cut, ...]:
    nature = nature_of(font.data)
    if nature is None:
        return ()
    return (Cut(nature.families, nature.weight, nature.italic, font.name, lambda: font.data),)


def _machine_cuts() -> tuple[Cut, ...]:
    program = find_fc_list()
    return _cuts_told_by(program) if program else ()


@cache
def _cuts_told_by(program: str) -> tuple[Cut, ...]:
    return tuple(
        Cut(
            face.families,
            face.weight,
            face.italic,
            f"{MACHINE}/{re.sub(r'[^0-9A-Za-z]+', '-', face.path.stem)}-{face.index}",
            partial(machine_font, face.path, face.index),
        )
        for face in installed_faces(program)
    )


def _named(family: str, cuts: Iterable[Cut]) -> list[Cut]:
    return [cut for cut in cuts if family.casefold() in (name.casefold() for name in cut.families)]


def _each_once(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
