"""Pictures that bulletins and the brand name → their bytes, from inside the newsroom."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from communique.errors import Fault, RenderFaults
from communique.load.document import read_document
from communique.load.newsroom import FILE
from communique.load.places import Place
from communique.load.reading import MIB, ReadingError, read_bytes
from communique.load.svg import MOST, draws_too_much
from communique.model import Asset
from communique.model.part import did_you_mean, nearest

if TYPE_CHECKING:
    from pathlib import Path

    from communique.load.bulletin import Entry
    from communique.model import Newsroom

LARGEST = 20 * MIB  # bytes; a camera's JPEG is a half of it

# By the end of the name: how the file begins. SVG is text, and may begin with a comment.
BEGINNINGS = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff"}
PICTURES = (*BEGINNINGS, ".svg")
SVG_HEAD = 4096  # bytes in which an SVG file must open its root
CODES = {"absent": "R020", "unreadable": "R021", "large": "R022", "outside": "R024"}
HINTS = {
    "absent": "lay the file there, or mend its name",
    "unreadable": "ask for the right to read it, or lay a plain file in its place",
    "large": "save the picture smaller; 3000 pixels across fill any page",
    "outside": "copy the picture into the newsroom in place of the link",
}


def load_pictures(entry: Entry, newsroom_folder: Path) -> dict[str, Asset]:
    """Return the photos of `entry` by the name under which it asks for them.

    Raises RenderFaults with each that cannot be had, at its place in the bulletin.
    """
    pictures, faults = {}, []
    for index, photo in enumerate(entry.bulletin.photos):
        place = entry.places.at(("photos", index, "file"))
        picture = _load(entry.folder, photo.file, newsroom_folder, entry.path, place)
        if isinstance(picture, Fault):
            faults.append(picture)
        else:
            pictures[photo.file] = picture
    if faults:
        raise RenderFaults(faults)
    return pictures


def load_emblem(folder: Path, newsroom: Newsroom) -> Asset:
    """Return the emblem of the newsroom in `folder`. Raises RenderFaults where it cannot be had."""
    path = folder / FILE
    emblem = _load(folder, newsroom.brand.emblem, folder, path, Place(1, 1))
    if isinstance(emblem, Fault):
        places = read_document(path.read_bytes(), path).places
        line, column = places.at(("brand", "emblem"))
        raise RenderFaults([replace(emblem, line=line, column=column)])
    return emblem


def _load(folder: Path, name: str, newsroom_folder: Path, source: Path, place: Place) -> Asset | Fault:
    path = folder / name
    try:
        data = read_bytes(path, newsroom_folder, LARGEST)
    except ReadingError as problem:
        meant = _meant_name(name, folder, newsroom_folder) if problem.reason == "absent" else ""
        code, hint = CODES[problem.reason], did_you_mean(meant) or HINTS[problem.reason]
        return Fault(code, f"the picture {name} {problem}", source, *place, hint=hint)
    suffix = PurePosixPath(name).suffix.lower()
    if not _begins_as(suffix, data):
        message = f"the picture {name} is not what its name says; expected a {suffix} file"
        return Fault("R023", message, source, *place, hint="save it anew as JPEG, PNG or SVG")
    if suffix == ".svg" and draws_too_much(data):
        message = f"the picture {name} draws more than {MOST:,} elements"
        return Fault("R022", message, source, *place, hint="simplify the drawing, or save it anew as PNG")
    return Asset(path.relative_to(newsroom_folder).as_posix(), data)


def _meant_name(name: str, folder: Path, root: Path) -> str:
    """Return the picture within `root` that stands where `name` would, and is called nearly alike."""
    wanted = folder / name
    if not wanted.parent.resolve().is_relative_to(root.resolve()):
        return ""
    try:
        there = sorted(path.name for path in wanted.parent.iterdir() if path.suffix.lower() in PICTURES)
    except OSError:  # no folder, or none that may be read
        return ""
    meant = nearest(wanted.name, there)
    return PurePosixPath(name).with_name(meant).as_posix() if meant else ""


def _begins_as(suffix: str, data: bytes) -> bool:
    if suffix == ".svg":
        return b"<svg" in data[:SVG_HEAD]
    return data.startswith(BEGINNINGS.get(suffix, b"")) and bool(data)
