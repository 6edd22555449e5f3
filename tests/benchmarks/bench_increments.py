"""What a build costs where nothing has changed, or one statement, in an archive of a thousand or ten.

Commands are timed as their user waits for them, by the wall clock; of several runs the median is told.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from benchmarks.blessed import write_between
from benchmarks.machine import describe
from communique.build.bulletins import build_bulletins
from communique.build.executors.job import Finished
from newsroom_copies import ROOT, copy_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from communique.build.executors.job import Task

ROUNDS = 5
MANY, MOST = 1000, 10_000
IN_A_MONTH = 20
SETTLING = 3  # seconds: files that were just written are read once more
DOCUMENT = ROOT / "docs/performance.md"
MAKER = "bench_increments.py"
NOTHING_HEAD = """\
| built | seconds | MB | share |
| --- | ---: | ---: | --- |
"""
WANTED = "wanted: 1 s, 120 MB, 1 %"
ONE_HEAD = """\
| one of a thousand changed, its month's digest of twenty refreshed | seconds | wanted |
| --- | ---: | --- |
"""
SAMPLE = "bulletins/2018/07/remarks-after-russian-japanese-consultations.yaml"
# Linux counts what the process that starts another has in memory among its rusage: this one has little.
TIMED = """
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], check=True)
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
"""
MONTH, CHANGED = "2015-01", "bulletins/2015/01/2015-01-01-remarks.yaml"


class Press:
    """Makes at once a file as large as a bulletin, for archives too large to be rendered here."""

    def __enter__(self) -> Press:
        return self

    def __exit__(self, *_problem: object) -> None:
        """Leave nothing behind."""

    def prepare(self) -> None:
        """Begin nothing."""

    def perform(self, tasks: Iterable[Task]) -> Iterator[Finished]:
        """Make the file of each task."""
        for task in tasks:
            yield Finished(task.name, task.job.key.encode() * 1500, None, {}, 0)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a newsroom with a thousand bulletins."""
    return write_archive(tmp_path_factory.mktemp("many") / "newsroom", MANY)


def write_archive(folder: Path, size: int) -> Path:
    """Write `size` bulletins as long as the sample's, twenty of each month."""
    copy_newsroom(ROOT, folder)
    text = (ROOT / SAMPLE).read_text(encoding="utf-8")
    for path in folder.glob("bulletins/*/*/*.yaml"):
        path.unlink()
    for number in range(size):
        month, day = divmod(number, IN_A_MONTH)
        date = dt.date(2015 + month // 12, month % 12 + 1, day + 1)
        own = re.sub(r"(?m)^number:.*", f"number: {month % 12 * IN_A_MONTH + day + 1}", text, count=1)
        own = re.sub(r"(?m)^date:.*", f"date: {date}", own, count=1)
        path = folder / f"bulletins/{date:%Y/%m}/{date}-remarks.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        for tag, words in (("en", "This is number"), ("ru", "Это номер")):
            own = own.replace(f"  {tag}: |\n", f"  {tag}: |\n    {words} {number}.\n\n", 1)
        path.write_text(own, "utf-8")
    return folder


def command(folder: Path, *arguments: str) -> tuple[float, int, str]:
    """Run the command in `folder`; return its seconds, its peak of memory in MB and its results."""
    words = [sys.executable, "-m", "communique", "--quiet", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    run = subprocess.run(
        [sys.executable, "-c", TIMED, *words], cwd=folder, env=environment, capture_output=True, check=True
    )
    seconds, kilobytes = run.stderr.decode().splitlines()[-1].split()
    return float(seconds), int(kilobytes) * 1024 // 10**6, run.stdout.decode()


def seconds_of(*words: str) -> float:
    """Return how long Python takes for a script of its own."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", *words], check=True)
    return time.perf_counter() - start


def test_what_little_change_costs(archive, tmp_path, pytestconfig):
    """… the daily work waits for what it changes: prints tables, and judges nothing."""
    text = "\n".join([nothing_changed(archive, tmp_path / "larger"), one_changed(archive)])

    print(f"\n{text}")
    if pytestconfig.getoption("--bless"):
        write_between(DOCUMENT, MAKER, f"{describe()}.\n\n{text}")


def nothing_changed(archive: Path, larger: Path) -> str:
    """Build a thousand bulletins, then nothing; and nothing of ten thousand. Returns a table."""
    full, _, _ = command(archive, "build")
    taken, memory = _of_nothing(archive)
    write_archive(larger, MOST)
    assert len(build_bulletins(larger, executor=Press()).built) == MOST
    long, most = _of_nothing(larger)
    return NOTHING_HEAD + "".join(
        [
            f"| all of {MANY:,} | {full:.1f} | | |\n",
            f"| nothing of {MANY:,} | {taken:.2f} | {memory} | {taken / full:.2%}; {WANTED} |\n",
            f"| nothing of {MOST:,}, PDFs made up | {long:.2f} | {most} | {long / taken:.1f} times that |\n",
        ]
    )


def _of_nothing(archive: Path) -> tuple[float, int]:
    """Return the seconds and the peak of memory (MB) of a build for which there is nothing to do."""
    time.sleep(SETTLING)
    command(archive, "build")
    runs = [command(archive, "build") for _ in range(ROUNDS)]
    return statistics.median(run[0] for run in runs), max(run[1] for run in runs)


def one_changed(archive: Path) -> str:
    """Change a statement and refresh its month's digest; beside it, what that may cost. Returns a table.

    Where its words change, the digest's contents stay; where its title does, they are printed anew.
    """
    command(archive, "digest", MONTH)
    words = _changed(archive, "This is number 0.", "This is change {}.")
    title = _changed(archive, "remarks at a joint news", "remarks {} at a joint news")
    most = words["import"] + words["render"] + words["bind"] + 1
    return ONE_HEAD + "".join(
        [
            f"| in all | {words['in all']:.2f} | at most {most:.2f}: the sum of the next three, and 1 |\n",
            f"| `python -c 'import weasyprint'` | {words['import']:.2f} | |\n",
            f"| rendering the statement | {words['render']:.2f} | |\n",
            f"| the bind | {words['bind']:.2f} | |\n",
            f"| in all, where its title has changed and the contents with it | {title['in all']:.2f} | |\n",
        ]
    )


def _changed(archive: Path, before: str, after: str) -> dict[str, float]:
    """Return the medians of what the refreshment costs, in seconds, where `before` becomes `after`."""
    source = archive / CHANGED
    text = source.read_text("utf-8")
    assert before in text
    runs: list[dict[str, float]] = []
    for number in range(ROUNDS):
        imported = seconds_of("import weasyprint")
        source.write_text(text.replace(before, after.format(number)), "utf-8")
        taken, _, results = command(archive, "digest", MONTH, "--json")
        told = json.loads(results)
        assert [one["outcome"] for one in told["outputs"]].count("built") == 2
        runs.append({"in all": taken, "import": imported, **told["seconds"]})
    source.write_text(text, "utf-8")
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}
