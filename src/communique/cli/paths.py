"""Paths as a person gives them and reads them: from the folder where they stand."""

from __future__ import annotations

import difflib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from communique.errors import Fault, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

SUFFIXES = (".yaml", ".yml")
BUILD_FIRST = "`communique build` makes them in out"
SHOWN = 8  # names of a folder, where none comes near


def bulletin_paths(given: Sequence[Path], newsroom: Path) -> list[Path] | None:
    """Return the files and folders that the user named, or None for all bulletins of `newsroom`.

    Raises UsageError with all of them that do not exist or are no bulletins of this newsroom.
    """
    faults = [fault for path in given if (fault := _objection(path, newsroom))]
    if faults:
        raise UsageError(faults)
    return [path.resolve() for path in given] or None


def pdf_paths(given: Sequence[Path]) -> list[Path]:
    """Return the files that the user named, and the PDFs below the folders.

    Raises UsageError with all that do not exist, and with folders that hold none.
    """
    found: list[Path] = []
    faults: list[Fault] = []
    for path in given:
        below = _pdfs_below(path) if path.is_dir() else [path]
        found += below
        if not path.exists():
            faults.append(_missing(path))
        elif not below:
            faults.append(Fault("U006", "there is no PDF in this folder", path, hint=BUILD_FIRST))
    if faults:
        raise UsageError(faults)
    return found


def _pdfs_below(folder: Path) -> list[Path]:
    """Return the PDFs in and below `folder`, but for those that are being written."""
    return sorted(path for path in folder.rglob("[!.]*") if path.suffix.lower() == ".pdf" and path.is_file())


def shown(path: Path) -> str:
    """Return `path` as it reads from the present folder: the shorter of relative and absolute."""
    if not path.is_absolute():
        return str(path)
    return min(os.path.relpath(path), str(path), key=len)


def _objection(path: Path, newsroom: Path) -> Fault | None:
    home = newsroom.resolve() / "bulletins"
    if not path.exists():
        return _missing(path)
    if not path.resolve().is_relative_to(home):
        return Fault(
            "U003", "is not among this newsroom's bulletins", path, hint=f"they stand in {shown(home)}"
        )
    if path.is_file() and path.suffix not in SUFFIXES:
        return Fault("U004", "is not a bulletin; expected a file that ends in .yaml", path)
    return None


def _missing(path: Path) -> Fault:
    return Fault("U001", "there is no such file or folder", path, hint=_nearest(path))


def _nearest(path: Path) -> str:
    """Tell what stands where `path` was looked for."""
    folder = next(parent for parent in path.absolute().parents if parent.is_dir())
    there = sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith("."))
    missing = path.absolute().relative_to(folder).parts[0]
    if close := difflib.get_close_matches(missing, there):
        return f"did you mean {' or '.join(shown(folder / name) for name in close)}?"
    more = ", ..." if len(there) > SHOWN else ""
    where = "this folder" if folder == Path.cwd() else shown(folder)
    return f"{where} has {', '.join(there[:SHOWN]) or 'nothing'}{more}"
