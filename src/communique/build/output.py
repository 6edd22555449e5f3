"""Files that appear whole or not at all: bytes go in beside the place, a rename puts them there."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
from pathlib import Path

from communique.errors import Fault, OutputFaults

REMEDIES = {
    errno.ENOSPC: ("O001", "make room on the disk and build again; what was built before is still whole"),
    errno.EDQUOT: ("O001", "make room in your quota and build again; what was built before is still whole"),
    errno.EACCES: ("O002", "ask for the right to write there, or work in a copy of the newsroom"),
    errno.EPERM: ("O002", "ask for the right to write there, or work in a copy of the newsroom"),
    errno.EROFS: ("O002", "the disk is mounted read-only; work in a copy of the newsroom elsewhere"),
    errno.ENOTDIR: ("O003", "a file stands where a folder is needed; move it away"),
    errno.EEXIST: ("O003", "a file stands where a folder is needed; move it away"),
    errno.EISDIR: ("O003", "a folder stands where a file is needed; move it away"),
}
BESIDE = re.compile(r"\..+\.[0-9a-f]{8}\.part")  # what `write_whole` calls a file until it is whole
OTHERWISE = ("O004", "mend what the system names, then build again")


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` at `path`, through a hidden file in the same folder and a rename.

    A reader sees the old bytes or the new ones, whatever stops this process. Both the file
    and its folder are on the disk when this returns. Raises OutputFaults, and leaves the old file.
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_through(beside, data)
        beside.replace(path)
        _flush_folder(path.parent)
    except OSError as problem:
        raise OutputFaults([fault_of(path, problem)]) from problem
    finally:
        with contextlib.suppress(OSError):  # gone already, unless something failed
            beside.unlink()


def remove(path: Path, root: Path) -> None:
    """Remove the file at `path`, and the folders up to `root` that this leaves empty.

    A file that is gone already is no fault. Raises OutputFaults where it cannot be removed.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as problem:
        raise OutputFaults([fault_of(path, problem)]) from problem
    for folder in path.parents:
        if folder == root or root not in folder.parents:
            break
        try:
            folder.rmdir()
        except OSError:  # not empty
            break


def sweep(folder: Path) -> None:
    """Remove what writers that were killed have left below `folder`, while nobody else writes there."""
    for parent, _, names in os.walk(folder):
        for name in filter(BESIDE.fullmatch, names):
            with contextlib.suppress(OSError):
                Path(parent, name).unlink()


def _write_through(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Make a rename outlast a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def fault_of(path: Path, problem: OSError) -> Fault:
    """Return the fault of a file at `path` that cannot be written for `problem`."""
    code, hint = REMEDIES.get(problem.errno or 0, OTHERWISE)
    reason = (problem.strerror or str(problem)).lower()
    return Fault(code, f"cannot be written: {reason}", path, hint=hint)
