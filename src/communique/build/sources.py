"""What a newsroom's outputs are made from, as files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from communique.build.manifest import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES = ("newsroom.yaml", "bulletins", "templates", "styles", "themes")  # and the emblem, wherever it lies


def has_news(folder: Path) -> bool:
    """Guess by times whether a source of the newsroom in `folder` was written since its last build."""
    try:
        last = (folder / NAME).stat().st_mtime_ns
        return any(path.stat().st_mtime_ns >= last for path in _files(folder))
    except OSError:  # there was no build, or a file has just gone
        return True


def _files(folder: Path) -> Iterator[Path]:
    for name in SOURCES:
        yield from [folder / name] if (folder / name).is_file() else ()
        for parent, _, names in os.walk(folder / name):
            yield from (Path(parent, one) for one in names)
