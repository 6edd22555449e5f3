"""Runs commands side by side: JSON goes in, what they took comes out, both by standard streams.

The processor's time is that of all processes that they started. Chromium leaves some behind whose
parents are gone; on Linux these come to the process that says it takes them, and are counted as well.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import NamedTuple

PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
FOUND = [str(Path(__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]  # as pytest has it
PATIENCE = 5.0  # seconds, for what outlives the command that started it


class Taken(NamedTuple):
    """Seconds of the wall clock, from the first start to the last end, and seconds of the processors."""

    wall: float
    processor: float


def count(commands: list[list[str]]) -> Taken:
    """Run `commands` at the same time, below a process of their own, and return what they took."""
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.counted"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(FOUND)},
        input=json.dumps(commands),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return Taken(*json.loads(run.stdout))


def main() -> None:
    """Run them, and print both figures."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    commands = json.load(sys.stdin)
    start = time.perf_counter()
    with ThreadPoolExecutor(len(commands)) as pool:
        list(pool.map(_run, commands))
    wall = time.perf_counter() - start
    _wait_for_orphans()
    used = getrusage(RUSAGE_CHILDREN)
    print(json.dumps([wall, used.ru_utime + used.ru_stime]))


def _run(command: list[str]) -> None:
    run = subprocess.run(command, capture_output=True, check=False)
    if run.returncode:
        sys.exit(f"{command[:4]} ended with {run.returncode}: {run.stderr.decode(errors='replace')[-2000:]}")


def _wait_for_orphans() -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            found, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not found:
            time.sleep(0.05)


if __name__ == "__main__":
    main()
