"""What was built from what: .communique/build.json, read leniently and written whole."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

from communique.build.output import write_whole
from communique.build.scope import scope_of_output

if TYPE_CHECKING:
    from pathlib import Path

NAME = ".communique/build.json"
FORMAT = 1
DIGEST = re.compile(r"[0-9a-f]{64}")
# Only such files are ever removed: a damaged or forged manifest must not name any other.
BULLETIN = re.compile(r"out/bulletins/\d{4}/\d{2}/[^/\0]+\.pdf")


@dataclass(frozen=True, slots=True)
class Made:
    """One output as it was made."""

    key: str  # of everything that it was made from
    sha256: str  # of the file
    size: int  # in bytes
    source: str = ""  # a bulletin's YAML, relative to the newsroom
    asked_for: bool = False  # by its language, whatever the layout


@dataclass(slots=True)
class Manifest:
    """The outputs of one newsroom by their names relative to it, such as `out/digests/2018-07.pdf`."""

    folder: Path
    made: dict[str, Made] = field(default_factory=dict)

    def is_current(self, name: str, key: str) -> bool:
        """Say whether output `name` was made from `key` and still is, byte for byte, what was made."""
        made = self.made.get(name)
        if made is None or made.key != key:
            return False
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return False
        return hashlib.sha256(data).hexdigest() == made.sha256

    def record(self, name: str, key: str, data: bytes, source: str = "") -> None:
        """Remember that output `name` is now `data`, made from `key`."""
        self.made[name] = Made(
            key, hashlib.sha256(data).hexdigest(), len(data), source, asked_for=self.is_asked_for(name)
        )

    def is_asked_for(self, name: str) -> bool:
        """Say whether output `name` was asked for by its language, and nobody has deleted it since."""
        made = self.made.get(name)
        return made is not None and made.asked_for and (self.folder / name).is_file()

    def ask_for(self, name: str) -> None:
        """Remember that output `name`, which was made, was asked for by its language."""
        self.made[name] = replace(self.made[name], asked_for=True)

    def save(self) -> None:
        """Write the manifest. Raises OutputFaults."""
        outputs = {name: asdict(made) for name, made in sorted(self.made.items())}
        text = json.dumps({"format": FORMAT, "outputs": outputs}, indent=1, ensure_ascii=False) + "\n"
        write_whole(self.folder / NAME, text.encode())


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of the newsroom in `folder`.

    One that is missing, damaged or of another format counts as empty: all is built anew.
    """
    try:
        document = json.loads((folder / NAME).read_bytes())
        if document["format"] != FORMAT:
            return Manifest(folder)
        made = {name: Made(**entry) for name, entry in document["outputs"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Manifest(folder)
    if not all(_is_sound(name, entry) for name, entry in made.items()):
        return Manifest(folder)
    return Manifest(folder, made)


def _is_sound(name: str, made: Made) -> bool:
    texts = (made.key, made.sha256)
    return (
        (BULLETIN.fullmatch(name) or scope_of_output(name)) is not None
        and all(isinstance(text, str) and DIGEST.fullmatch(text) for text in texts)
        and isinstance(made.size, int)
        and isinstance(made.source, str)
        and isinstance(made.asked_for, bool)
    )
