"""A folder goes in; a newsroom that builds at once stands in it, copied from `scaffold/`."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from communique.errors import Fault, OutputFaults, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

SCAFFOLD = Path(__file__).parent / "scaffold"
# Under its own name it would steer the git of the folder that holds the scaffold.
RENAMED = {"gitignore": ".gitignore"}


def scaffold(folder: Path) -> list[Path]:
    """Write a new newsroom into `folder`, made where it is missing, and return its files' paths.

    What else lies there stays as it is. Raises UsageError with everything that is in the way
    of a file, before anything is written; OutputFaults where the disk refuses, and then
    takes back what was written.
    """
    plan = plan_files(folder)
    faults = [_in_the_way(path) for path in find_obstacles(folder, plan)]
    if faults:
        raise UsageError(faults)
    _write_all(plan)
    return list(plan)


def plan_files(folder: Path) -> dict[Path, Path]:
    """Return the new newsroom's files in `folder`, each with the file that it is copied from."""
    sources = sorted(path for path in SCAFFOLD.rglob("*") if path.is_file())
    return {_destination(folder, source): source for source in sources}


def find_obstacles(folder: Path, paths: Iterable[Path]) -> list[Path]:
    """Return what is there already under one of `paths`, or is no folder where one is needed."""
    wanted = list(paths)
    folders = {parent for path in wanted for parent in path.parents if parent.is_relative_to(folder)}
    obstacles = [path for path in wanted if os.path.lexists(path)]
    obstacles += [path for path in folders if os.path.lexists(path) and not path.is_dir()]
    return sorted(obstacles)


def _destination(folder: Path, source: Path) -> Path:
    relative = source.relative_to(SCAFFOLD)
    return folder / relative.with_name(RENAMED.get(relative.name, relative.name))


def _in_the_way(path: Path) -> Fault:
    return Fault("O010", "is there already", path, hint="move it away, or name another folder")


def _write_all(plan: dict[Path, Path]) -> None:
    """Copy each file; where one cannot be written, leave none, nor a folder made for it."""
    with contextlib.ExitStack() as undo:
        for path, source in plan.items():
            try:
                _make_folder(path.parent, undo)
                with path.open("xb") as file:
                    undo.callback(path.unlink)
                    file.write(source.read_bytes())
            except OSError as problem:
                raise OutputFaults([_refused(path, problem)]) from problem
        undo.pop_all()


def _make_folder(folder: Path, undo: contextlib.ExitStack) -> None:
    """Make `folder` and those above it, and have the new ones removed again by `undo`."""
    for missing in reversed([path for path in (folder, *folder.parents) if not path.exists()]):
        missing.mkdir()
        undo.callback(missing.rmdir)


def _refused(path: Path, problem: OSError) -> Fault:
    reason = (problem.strerror or str(problem)).lower()
    hint = "mend what the system names, or name another folder; nothing was left behind"
    return Fault("O011", f"cannot be written: {reason}", path, hint=hint)
