import subprocess
import sys
from pathlib import Path

from grouping import TOGETHER

TESTS = Path(__file__).parents[1]
# Each of a folder's tests takes a while, so that a second worker would take some of them if it could.
SLOW = """
import time

import pytest


@pytest.mark.parametrize("number", range(8))
def test_slow(number):
    time.sleep(0.05)
"""


def test_tests_that_belong_together_share_a_worker(tmp_path):
    """… for pytest-xdist lost its own groups once without a word, and two Avahis spoke at a time."""
    for folder in ("printing", "load"):
        (tmp_path / "tests" / folder).mkdir(parents=True)
        (tmp_path / "tests" / folder / "test_one.py").write_text(SLOW, "utf-8")
        (tmp_path / "tests" / folder / "test_two.py").write_text(SLOW, "utf-8")
    for shared in ("conftest.py", "grouping.py"):
        (tmp_path / "tests" / shared).write_bytes((TESTS / shared).read_bytes())
    (tmp_path / "pytest.ini").write_text(
        "[pytest]\npythonpath = tests\naddopts = --import-mode=importlib\n", "utf-8"
    )
    command = [sys.executable, "-m", "pytest", "-v", "--numprocesses=2", "--dist=loadgroup"]

    told = subprocess.run(
        command, cwd=tmp_path, check=True, capture_output=True, text=True, timeout=120
    ).stdout

    workers: dict[str, set[str]] = {}
    for line in told.splitlines():
        if " PASSED " in line:
            worker, *_, test = line.split()
            workers.setdefault(test.split("/")[1], set()).add(worker)
    assert len(workers["printing"]) == 1
    assert len(workers["load"]) == 2


def test_each_place_is_there():
    """… a folder that gets another name would lose its worker."""
    assert [place for place in TOGETHER if not (TESTS.parent / place).exists()] == []
