"""How long a person waits for a command that renders nothing."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
RUNS = 15
MOST = 0.4  # seconds
(STATEMENT,) = (REPOSITORY / "bulletins/2018/07").glob("*.yaml")


@pytest.mark.parametrize("arguments", [["--version"], ["check", str(STATEMENT)]], ids=lambda words: words[0])
def test_a_command_answers_at_once(arguments):
    """… nobody waits for a renderer that is not needed: prints the time, and judges it not."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "communique", *arguments], cwd=REPOSITORY, capture_output=True, check=False
        )
        times.append(time.perf_counter() - start)

    print(
        f"\ncommunique {arguments[0]}: {statistics.median(times):.2f} s, "
        f"at the fastest {min(times):.2f} s (at most {MOST} s is wanted)"
    )
