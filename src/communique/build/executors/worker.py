"""One rendering, wherever it is done: a task goes in, what came of it comes out."""

from __future__ import annotations

import os
import resource
import sys
import time
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from communique.build.executors.job import Finished, page_of
from communique.build.proving import prove
from communique.build.rendering import render_unproved
from communique.build.toolchain import ABSENT, toolchain
from communique.errors import CommuniqueError, Fault, RenderFaults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from communique.build.executors.job import Job, Task

UNSPENT = {"render": 0.0, "preflight": 0.0}


def perform(task: Task) -> Finished:
    """Render the page of `task` and look it through. What is wrong with it is in what is returned.

    Raises KeyError for a content that `task` lacks, unless it is of a look that was used before.
    """
    seconds = dict(UNSPENT)
    pdf, error = None, None
    try:
        pdf = _perform(task, seconds)
    except CommuniqueError as faults:
        error = faults
    return Finished(task.name, pdf, error, seconds, memory())


def _perform(task: Task, seconds: dict[str, float]) -> bytes:
    refuse_other_tools(task.job)
    page = page_of(task.job, task.contents)
    with _timed(seconds, "render"):
        pdf = render_unproved(page)
    with _timed(seconds, "preflight"):
        return prove(pdf, page.limits)


def refuse_other_tools(job: Job) -> None:
    """Raise RenderFaults where `job` asks for other tools than are installed here: bytes depend on them."""
    if job.tools != toolchain():
        hint = "install there what the build has here, and begin the worker anew"
        raise RenderFaults(
            Fault("R014", f"the worker has {theirs}, and the build {ours}", hint=hint)
            for ours, theirs in zip_longest(job.tools, toolchain(), fillvalue=ABSENT)
            if ours != theirs
        )


def lost(name: str, how: str) -> Finished:
    """Return what came of the task `name`, whose process ended: `how`, such as "killed by signal 9"."""
    message = f"the process that rendered it ended: {how}"
    hint = "build with fewer jobs at once, or make its pictures fewer or smaller"
    return Finished(name, None, RenderFaults([Fault("R013", message, hint=hint)]), UNSPENT, 0)


@contextmanager
def _timed(seconds: dict[str, float], what: str) -> Iterator[None]:
    start = time.perf_counter()
    try:
        yield
    finally:
        seconds[what] = time.perf_counter() - start


def memory() -> int:
    """Return how many bytes of memory this process holds; where nobody tells that, the most it ever held."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])  # proc(5): resident
    except OSError:
        unit = 1 if sys.platform == "darwin" else 1024  # getrusage(2)
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return pages * os.sysconf("SC_PAGE_SIZE")
