"""newsroom.yaml → the newsroom, or every fault in it."""

from __future__ import annotations

import os
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from communique.errors import Fault, NewsroomFaults
from communique.load.bulletin import LARGEST, in_order, unread
from communique.load.document import Document, read_document
from communique.load.fonts import missing_families
from communique.load.reading import ReadingError, read_bytes
from communique.load.search import themes_of
from communique.load.theme import load_fonts
from communique.load.validation import validate
from communique.model import LocalText, Newsroom
from communique.model.part import did_you_mean, nearest, shown
from communique.model.script import FAMILIES, package_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from communique.load.places import Where

FILE = "newsroom.yaml"
EMBLEMS = (".svg", ".png", ".jpg", ".jpeg")


def find_newsroom(start: Path) -> Path:
    """Return the folder of the nearest newsroom.yaml: `start` or one above it.

    Raises NewsroomFaults where there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if os.path.lexists(folder / FILE):
            return folder
    message = f"there is no {FILE} in {start} or above"
    hint = "go to a newsroom's folder, name it with -C, or make one with communique init"
    raise NewsroomFaults([Fault("N001", message, start, hint=hint)])


def load_newsroom(folder: Path) -> Newsroom:
    """Return the newsroom in `folder`. Raises NewsroomFaults with all that is wrong in its file."""
    path = folder / FILE
    try:
        source = read_bytes(path, folder, LARGEST)
    except ReadingError as problem:
        raise NewsroomFaults([_unread(problem, path)]) from None
    document = read_document(source, path)
    judged = validate(Newsroom, document, path)
    rules = _rules(judged.value, document, path) if judged.value else ()
    faults = in_order((*document.faults, *judged.faults, *rules))
    if judged.value is None or faults:
        raise NewsroomFaults(faults)
    return judged.value


def _unread(problem: ReadingError, path: Path) -> Fault:
    if problem.reason == "absent":
        message = f"there is no {FILE} in {path.parent}"
        return Fault("N001", message, path.parent, hint="make a newsroom with communique init")
    return unread(problem, path)


def _rules(newsroom: Newsroom, document: Document, path: Path) -> Iterator[Fault]:
    for code, message, where, hint in (
        *_languages(newsroom),
        *_theme(newsroom, path.parent),
        *_emblem(newsroom),
        *_fonts(newsroom, path.parent),
    ):
        yield Fault(code, message, path, *document.places.at(where), hint=hint)


def _languages(newsroom: Newsroom) -> Iterator[tuple[str, str, Where, str]]:
    texts: list[tuple[LocalText, Where]] = [(newsroom.name, ("name",))]
    texts += [(contact.address, ("contacts", name, "address")) for name, contact in newsroom.contacts.items()]
    for text, where in texts:
        for tag in newsroom.languages:
            if tag not in text:
                yield "N004", f"{shown(where[-1])} lacks {tag}", where, f"add a line {tag}: …"
        for tag in text:
            if tag not in newsroom.languages:
                hint = did_you_mean(nearest(tag, newsroom.languages)) or "add it to languages, or remove it"
                yield "N005", f"{tag} is not among the newsroom's languages", (*where, tag), hint


def _theme(newsroom: Newsroom, folder: Path) -> Iterator[tuple[str, str, Where, str]]:
    theme, known = newsroom.brand.theme, themes_of(folder)
    if theme is not None and theme not in known:
        hint = did_you_mean(nearest(theme, known)) or f"the themes here are {', '.join(known)}"
        message = f"there is no theme {shown(theme)}; expected a folder of themes/"
        yield "N013", message, ("brand", "theme"), hint


def _fonts(newsroom: Newsroom, folder: Path) -> Iterator[tuple[str, str, Where, str]]:
    if newsroom.brand.fonts is None:
        return
    for role, place, family in missing_families(newsroom, load_fonts(folder, newsroom)):
        message = f"no font of the family {shown(family)} is in styles/fonts or on this machine"
        package = package_of(family)
        remedy = "lay its files into styles/fonts, or mend the name"
        if package:
            hint = f"install the package that Debian calls {package}, or {remedy}"
        else:
            hint = did_you_mean(nearest(family, FAMILIES)) or remedy
        yield "N014", message, ("brand", "fonts", role, place), hint


def _emblem(newsroom: Newsroom) -> Iterator[tuple[str, str, Where, str]]:
    emblem = newsroom.brand.emblem
    if PurePosixPath(emblem).suffix.lower() not in EMBLEMS:
        message = f"{shown(emblem)} is of an unknown kind; expected a file in {', '.join(EMBLEMS)}"
        yield "N010", message, ("brand", "emblem"), "save it as SVG, which prints sharp at any size"
