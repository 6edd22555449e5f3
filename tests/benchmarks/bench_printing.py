"""What it costs to hand a digest of 200 pages to a printer, and how soon its troubles are told.

The printer's own time is what it takes for the same bytes from a bare sender. What `communique digest` takes
to find that nothing is stale is told apart: `print` does that first. Commands are timed as their user waits
for them, in turns; of several runs the median is told.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.bench_increments import SAMPLE, TIMED
from benchmarks.blessed import write_between
from benchmarks.machine import describe
from communique.deliver.printing.ability import read_ability
from communique.deliver.printing.ipp import Attributes, Group, GroupTag, Message, Tag, encode, one
from communique.deliver.printing.ticket import Ticket
from communique.imposition import count_pages
from newsroom_copies import ROOT, copy_newsroom
from printer_rig import printing_house

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import printer_rig

ROUNDS = 5
BULLETINS, MONTH = 57, "2015-01"  # of three pages each, and a cover and contents
DOCUMENT, MAKER = ROOT / "docs/printing.md", "bench_printing.py"
WANTED_SECONDS, WANTED_MEMORY = 0.5, 60  # MB
LONGEST_SILENCE = 5  # seconds until a trouble is told
HEAD = """\
| a digest of {pages} pages, {size} MB | seconds | beyond the printer and `digest` | MB | beyond |
| --- | ---: | ---: | ---: | ---: |
"""
BARE = """
import http.client, pathlib, sys, time
body = pathlib.Path(sys.argv[2]).read_bytes()
start = time.perf_counter()
line = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]))
line.request("POST", "/ipp/print", body, {"Content-Type": "application/ipp"})
answer = line.getresponse().read()
print(time.perf_counter() - start)
assert answer[2:4] == bytes(2), answer
"""


@pytest.fixture(autouse=True)
def _no_network() -> None:
    """Let the benchmark reach the printer on this machine."""


@pytest.fixture(scope="module")
def printer() -> Iterator[Any]:
    """Give a printer."""
    with printing_house() as house, house.printer() as there:
        yield there


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory, printer: printer_rig.Printer) -> Path:
    """Give a newsroom with a digest of 200 pages that is built."""
    folder = copy_newsroom(ROOT, tmp_path_factory.mktemp("month") / "newsroom")
    text = (ROOT / SAMPLE).read_text("utf-8")
    for path in folder.glob("bulletins/*/*/*.yaml"):
        path.unlink()
    for number in range(1, BULLETINS + 1):
        date = dt.date(2015, 1, number % 28 + 1)
        own = re.sub(r"(?m)^number:.*", f"number: {number}", text, count=1)
        own = re.sub(r"(?m)^date:.*", f"date: {date}", own, count=1)
        path = folder / f"bulletins/2015/01/{number}-remarks.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(own, "utf-8")
    file = folder / "newsroom.yaml"
    file.write_text(f"{file.read_text('utf-8')}\nprinters: {{office: '{printer.uri}'}}\n", "utf-8")
    command(folder, "build")
    command(folder, "digest", MONTH)
    return folder


def command(folder: Path, *arguments: str) -> tuple[float, float]:
    """Run a command in `folder`; return its seconds and its peak of memory in MB."""
    words = [sys.executable, "-m", "communique", "--quiet", *arguments]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "XDG_STATE_HOME": str(folder.parent / "state"),
    }
    run = subprocess.run(
        [sys.executable, "-c", TIMED, *words], cwd=folder, env=environment, capture_output=True, check=True
    )
    seconds, kilobytes = run.stderr.decode().splitlines()[-1].split()
    return float(seconds), int(kilobytes) * 1024 / 10**6


def own_time(printer: printer_rig.Printer, pdf: bytes, folder: Path) -> float:
    """Return how long the printer takes for `pdf` from a bare sender."""
    about = {
        "attributes-charset": one(Tag.CHARSET, "utf-8"),
        "attributes-natural-language": one(Tag.LANGUAGE, "en"),
        "printer-uri": one(Tag.URI, printer.uri),
        "document-format": one(Tag.MIME, "application/pdf"),
    }
    job = Ticket("digest", "A4").attributes(read_ability(Attributes()))
    groups = (Group(GroupTag.OPERATION, Attributes(about)), Group(GroupTag.JOB, job))
    file = folder / "request"
    file.write_bytes(encode(Message(2, groups=groups)) + pdf)
    run = subprocess.run(
        [sys.executable, "-c", BARE, str(printer.port), file], check=True, capture_output=True
    )
    return float(run.stdout)


def test_what_handing_over_costs(newsroom, printer, tmp_path, pytestconfig):
    """… at most half a second and 60 MB beyond: prints a table, and judges it."""
    wishes = {"plain": (), "--booklet": ("--booklet",)}
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in ("stale", *wishes)}
    bare: dict[str, list[float]] = {name: [] for name in wishes}
    sent: dict[str, bytes] = {}
    for _ in range(ROUNDS):
        taken["stale"].append(command(newsroom, "digest", MONTH))
        for name, wish in wishes.items():
            taken[name].append(command(newsroom, "print", MONTH, "--no-wait", "--yes", *wish))
            _until_printed(newsroom)
            sent[name] = printer.received()[-1].pdf
            bare[name].append(own_time(printer, sent[name], tmp_path))
    look, held = _median(taken["stale"])
    text = HEAD.format(pages=count_pages(sent["plain"]), size=round(len(sent["plain"]) / 10**6, 1))
    text += f"| `communique digest`, nothing stale | {look:.2f} | | {held:.0f} | |\n"
    beyond = []
    for name in wishes:
        seconds, memory = _median(taken[name])
        own = statistics.median(bare[name])
        beyond.append((seconds - look - own, memory - held))
        text += f"| the printer's own time, {name} | {own:.2f} | | | |\n"
        text += f"| `communique print`, {name} | {seconds:.2f} | {beyond[-1][0]:.2f} "
        text += f"| {memory:.0f} | {beyond[-1][1]:.0f} |\n"

    print(f"\n{text}")
    if pytestconfig.getoption("--bless"):
        write_between(DOCUMENT, MAKER, f"{describe()}.\n\n{text}")
    assert all(seconds <= WANTED_SECONDS and memory <= WANTED_MEMORY for seconds, memory in beyond)


def test_how_soon_a_trouble_is_told(newsroom, printer):
    """… after the printer has told it itself: prints seconds, and judges them."""
    waits = []
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "XDG_STATE_HOME": str(newsroom.parent / "state"),
    }
    for reason, words in (
        ("media-empty-error", "out of paper"),
        ("cover-open-error", "a cover is open"),
        ("media-needed-error", "the paper asked for"),
    ):
        printer.play(reason)
        running = subprocess.Popen(
            [sys.executable, "-m", "communique", "-C", newsroom, "print", "3", "--yes"],
            env=environment,
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        with running:
            assert any(words in line for line in running.stderr)
            told = time.time()
            newest = max((printer.home / "received").glob("*.txt"))  # written just before the state is told
            waits.append(told - newest.stat().st_mtime)
            printer.play("")
            running.communicate(timeout=60)
        assert running.returncode == 0

    print(f"\ntold after {', '.join(f'{wait:.2f}' for wait in waits)} s (wanted: {LONGEST_SILENCE})")
    assert max(waits) < LONGEST_SILENCE


def _median(runs: list[tuple[float, float]]) -> tuple[float, float]:
    return statistics.median(one for one, _ in runs), statistics.median(two for _, two in runs)


def _until_printed(folder: Path) -> None:
    for _ in range(100):
        run = subprocess.run(
            [sys.executable, "-m", "communique", "-C", folder, "jobs"],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            capture_output=True,
            text=True,
            check=True,
        )
        if "no jobs" in run.stdout:
            return
    pytest.fail("the printer does not come to an end")
