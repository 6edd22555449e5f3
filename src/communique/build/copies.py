"""A newsroom's sources in a folder of their own, where they can be built without touching what it has."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from communique.build.sources import SOURCES
from communique.load import load_newsroom

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from communique.errors import CommuniqueError

BULLETINS = "bulletins"


@contextmanager
def copied(folder: Path, only: Collection[Path] | None = None) -> Iterator[Path]:
    """Give a copy of what a build of the newsroom in `folder` reads; it is gone afterwards.

    Of its bulletins `only` the folders named are copied, by default all.
    """
    with tempfile.TemporaryDirectory(prefix="communique-") as elsewhere:
        copy = Path(elsewhere).resolve() / "newsroom"
        copy.mkdir()
        names = [*SOURCES, load_newsroom(folder).brand.emblem]
        if only is not None:
            names.remove(BULLETINS)
            names += sorted({one.relative_to(folder).as_posix() for one in only})
        for name in names:
            _copy(folder / name, copy / name)
        yield copy


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True)
    elif source.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def put_back(error: CommuniqueError, copy: Path, folder: Path) -> CommuniqueError:
    """Return `error` with the newsroom's own files for those of its copy."""
    return type(error)(
        replace(fault, path=folder / fault.path.relative_to(copy))
        if fault.path and fault.path.is_relative_to(copy)
        else fault
        for fault in error.faults
    )
