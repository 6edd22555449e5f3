"""What was built from what: .communique/build.json, read leniently and written whole, and its journal.

The journal is written ahead: an output is announced in it before it takes its place. So after a crash
each file in out/ is known for what it is, the one before or the one announced, and nothing is built
twice or taken for somebody else's. A journal goes once the manifest has all that it said.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

from pydantic import StringConstraints, TypeAdapter, ValidationError

from communique.build.fingerprints import Fingerprints
from communique.build.output import fault_of, write_whole
from communique.build.scope import scope_of_output
from communique.errors import OutputFaults
from communique.load import Card  # noqa: TC001 - pydantic reads the annotations of these dataclasses

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

NAME = ".communique/build.json"
JOURNAL = ".communique/build.journal"
FORMAT: Literal[2] = 2
# Only such files are ever removed: a damaged or forged manifest must not name any other.
BULLETIN = re.compile(r"out/bulletins/\d{4}/\d{2}/[^/\0]+\.pdf")

Value = TypeVar("Value")
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


@dataclass(frozen=True, slots=True)
class Origin:
    """All that an output was made from: what it shares with others, and what is its own, by name."""

    look: str  # the look's digest, see communique.build.look
    parts: dict[str, str] = field(default_factory=dict)  # SHA-256 of files, or of what they mean


@dataclass(frozen=True, slots=True)
class Made:
    """One output as it was made."""

    key: Sha256  # of what was rendered or bound
    origin: Origin
    sha256: Sha256  # of the file
    size: int  # in bytes
    source: str = ""  # a bulletin's YAML, relative to the newsroom
    asked_for: bool = False  # by its language, whatever the layout


@dataclass(frozen=True, slots=True)
class Source:
    """A bulletin's file as it was when its rules, by this origin, let it be printed."""

    card: Card  # whose path is relative to the newsroom
    origin: Origin
    outputs: tuple[str, ...]  # that its layout asks for
    notice: str = ""  # what should be known of it though it is right


@dataclass(frozen=True, slots=True)
class _Announcement:
    """A line of the journal."""

    name: str
    made: Made


@dataclass(frozen=True, slots=True)
class _Document:
    """The file as it is written."""

    format: Literal[2]
    looks: dict[str, dict[str, str]]
    sources: dict[str, Source]
    outputs: dict[str, Made]


DOCUMENT = TypeAdapter(_Document)
ANNOUNCEMENT = TypeAdapter(_Announcement)


@dataclass(slots=True)
class Manifest:
    """The outputs of one newsroom by their names relative to it, such as `out/digests/2018-07.pdf`."""

    folder: Path
    made: dict[str, Made] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    looks: dict[str, dict[str, str]] = field(default_factory=dict)
    fingerprints: Fingerprints = field(init=False)
    _saved: bytes = b""

    def __post_init__(self) -> None:
        self.fingerprints = Fingerprints(self.folder)

    def cards(self) -> dict[Path, Card]:
        """Return what is known of the bulletins' files."""
        paths = {self.folder / name: source.card for name, source in self.sources.items()}
        return {path: replace(card, path=path) for path, card in paths.items()}

    def is_intact(self, name: str) -> bool:
        """Say whether output `name` is, byte for byte, what was made."""
        made = self.made.get(name)
        return made is not None and self.fingerprints.of(name) == made.sha256

    def is_current(self, name: str, key: str) -> bool:
        """Say whether output `name` was made from `key` and still is, byte for byte, what was made."""
        return name in self.made and self.made[name].key == key and self.is_intact(name)

    def made_from(self, name: str, origin: Origin) -> bool:
        """Say whether output `name` was made from `origin` and is still what was made."""
        return name in self.made and self.made[name].origin == origin and self.is_intact(name)

    def announce(self, name: str, key: str, origin: Origin, data: bytes, source: str = "") -> Made:
        """Write into the journal that `data` is about to become output `name`. Raises OutputFaults."""
        sha256 = hashlib.sha256(data).hexdigest()
        made = Made(key, origin, sha256, len(data), source, asked_for=self.is_asked_for(name))
        line = ANNOUNCEMENT.dump_json(_Announcement(name, made))
        path = self.folder / JOURNAL
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("ab") as journal:
                journal.write(b"\n" + line)  # ahead of it, so that a line cut short spoils no other
                journal.flush()
                os.fsync(journal.fileno())
        except OSError as problem:
            raise OutputFaults([fault_of(path, problem)]) from problem
        return made

    def made_by(self, source: str) -> list[str]:
        """Return the outputs that were made of the file `source`."""
        return [name for name, made in self.made.items() if made.source == source]

    def is_asked_for(self, name: str) -> bool:
        """Say whether output `name` was asked for by its language, and nobody has deleted it since."""
        made = self.made.get(name)
        return made is not None and made.asked_for and (self.folder / name).is_file()

    def ask_for(self, name: str) -> None:
        """Remember that output `name`, which was made, was asked for by its language."""
        self.made[name] = replace(self.made[name], asked_for=True)

    def recover(self) -> None:
        """Take in what was announced and took its place, though nobody was left to note it."""
        for announced in _journal(self.folder):
            name, made = announced.name, announced.made
            if self.made.get(name) == made or not _is_output(name):
                continue
            if _digest(self.folder / name) == made.sha256:
                self.made[name] = made

    def save(self) -> None:
        """Write the manifest where it has changed, and end the journal. Raises OutputFaults."""
        origins = [made.origin for made in self.made.values()] + [one.origin for one in self.sources.values()]
        used = {origin.look for origin in origins}
        self.looks = {look: parts for look, parts in self.looks.items() if look in used}
        document = _Document(FORMAT, _sorted(self.looks), _sorted(self.sources), _sorted(self.made))
        text = DOCUMENT.dump_json(document, indent=1) + b"\n"
        if text != self._saved:
            write_whole(self.folder / NAME, text)
            self._saved = text
        with contextlib.suppress(OSError):
            (self.folder / NAME).touch()  # by its time, later builds guess what is new
        with contextlib.suppress(FileNotFoundError):
            (self.folder / JOURNAL).unlink()
        self.fingerprints.save({*self.made, *(name for origin in origins for name in origin.parts)})


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of the newsroom in `folder`.

    One that is missing, damaged or of another format counts as empty: all is built anew.
    """
    manifest = Manifest(folder)
    try:
        manifest._saved = (folder / NAME).read_bytes()
        document = DOCUMENT.validate_json(manifest._saved)
    except (OSError, ValidationError):
        document = None
    if document and all(map(_is_output, document.outputs)):
        manifest.made, manifest.sources = document.outputs, document.sources
        manifest.looks = document.looks
    manifest.recover()
    return manifest


def _journal(folder: Path) -> Iterable[_Announcement]:
    """Return what was announced when the last build was killed, in order; lines cut short are left out."""
    try:
        lines = (folder / JOURNAL).read_bytes().splitlines()
    except OSError:
        return
    for line in filter(None, lines):
        with contextlib.suppress(ValidationError):
            yield ANNOUNCEMENT.validate_json(line)


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _is_output(name: str) -> bool:
    return (BULLETIN.fullmatch(name) or scope_of_output(name)) is not None


def _sorted(values: Mapping[str, Value]) -> dict[str, Value]:
    return dict(sorted(values.items()))
