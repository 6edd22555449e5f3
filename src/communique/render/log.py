"""WeasyPrint's log as faults: what it only warns of would be missing on paper."""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from communique.errors import Fault
from communique.render.fetch import BASE_URL
from communique.render.glyphs import missing_glyphs

if TYPE_CHECKING:
    from collections.abc import Iterator

LOGGER = logging.getLogger("weasyprint")

# The first speaks of the machine and not of the page, which is right, if slower made; the second of
# characters that no font has, each of which is told by itself.
NOTHING_NEW = ("Using fontTools instead of HarfBuzz", "Too many glyphs missing")
GLYPH = re.compile(r"\.notdef glyph .*: \"(.+)\" \(U\+[0-9A-F]+\)", re.DOTALL)
PLACE = re.compile(r" at (\d+):(\d+)[,.]?")
FONT = re.compile(r"Font-face (.+) cannot be loaded")
PICTURE = re.compile(r"Failed to load image at '(?P<address>[^']*)': (?P<reason>.*)", re.DOTALL)
SVG = re.compile(r"Failed to render SVG image (?P<address>\S+)(?P<reason>)")


class Collector(logging.Handler):
    """Turns each warning or error into a fault."""

    def __init__(self, path: Path | None) -> None:
        super().__init__(logging.WARNING)
        self.path = path
        self.faults: list[Fault] = []
        self.glyphless: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep `record` as a fault, or the character that it misses."""
        message = record.getMessage()
        if match := GLYPH.match(message):
            self.glyphless.append(match[1])
        elif not message.startswith(NOTHING_NEW):
            self.faults.append(as_fault(message, self.path))


@contextmanager
def collected(stylesheet: str | None = None) -> Iterator[list[Fault]]:
    """Collect what WeasyPrint logs meanwhile; `stylesheet` is the file that is being read.

    Characters that no font has are told at the end, together.
    """
    collector = Collector(Path(stylesheet) if stylesheet else None)
    propagate, LOGGER.propagate = LOGGER.propagate, False
    LOGGER.addHandler(collector)
    try:
        yield collector.faults
    finally:
        LOGGER.removeHandler(collector)
        LOGGER.propagate = propagate
        collector.faults.extend(missing_glyphs(collector.glyphless, collector.path))


def as_fault(message: str, path: Path | None) -> Fault:
    """Return what WeasyPrint's `message` means for the one who reads it."""
    if match := PLACE.search(message):
        line, column = map(int, match.groups())
        told = PLACE.sub("", message, count=1).strip().rstrip(".")
        return Fault("R002", f"bad CSS: {_lower(told)}", path, line, column, "mend or remove it")
    if match := PICTURE.match(message) or SVG.match(message):
        name = unquote(match["address"].removeprefix(BASE_URL))
        reason = match["reason"].strip() or "it is damaged, or larger than 89 million dots"
        told = f"the picture {name} cannot be read: {_lower(reason)}"
        return Fault("R006", told, path, hint="save it anew as JPEG, PNG or SVG")
    if match := FONT.match(message):
        return Fault(
            "R006", f"the font {match[1]} cannot be read", path, hint="lay a TTF, OTF or WOFF file there"
        )
    return Fault("R009", f"rendering: {_lower(message.strip().rstrip('.'))}", path)


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
