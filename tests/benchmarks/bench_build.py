"""A full build of 200 three-page bulletins beside others that make them: the tables in docs/performance.md.

All are asked in the same run, in rounds: each in its turn makes all documents, from the start of its
command to the last file. What starts anew for each file is asked for a sample. `--bless` writes the tables.
"""

from __future__ import annotations

import shutil
import statistics
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf

from benchmarks.blessed import write_between
from benchmarks.counted import count
from benchmarks.machine import describe
from benchmarks.rivals.contestants import Contestant, contestants, versions
from benchmarks.rivals.sources import write_html, write_others
from benchmarks.statements import write_statements
from communique.build.house import open_house
from communique.load import load_archive
from conformance.verapdf import require_verapdf, validate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from benchmarks.counted import Taken

DOCUMENT = Path(__file__).parents[2] / "docs/performance.md"
MAKER = "bench_build.py"
SIZE, SAMPLE, JUDGED, ROUNDS = 200, 10, 5, 3
JOBS = 2
OURS = "**communique build --jobs 2**"
COMMUNIQUE = [sys.executable, "-m", "communique"]
PROFILES = ("ua1", "3a")
HEAD = """\
| | documents a second | CPU seconds each | communique is | wanted | pages | kB | PDF/UA-1 | PDF/A-3a |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |
"""
DAILY_HEAD = """\
| one statement has changed | seconds, all made again | seconds, that one alone |
| --- | ---: | ---: |
"""


@dataclass
class Result:
    """What one contestant did in each round, and where its PDFs are."""

    contestant: Contestant
    target: Path
    names: Sequence[str]
    rounds: list[Taken] = field(default_factory=list)  # all of the names
    alone: list[Taken] = field(default_factory=list)  # one of them

    @property
    def pdfs(self) -> list[Path]:
        """Return what was made, by name."""
        return sorted(self.target.rglob("*.pdf"))

    def run(self, names: Sequence[str]) -> Taken:
        """Let it make the documents `names`, with nothing left of what it made before."""
        shutil.rmtree(self.target, ignore_errors=True)
        if self.contestant.house:
            shutil.rmtree(self.contestant.house / ".communique", ignore_errors=True)
        else:
            self.target.mkdir(parents=True)
        taken = count(self.contestant.commands(names, self.target))
        assert len(self.pdfs) == len(names), (
            f"{self.contestant.name} made {len(self.pdfs)} of {len(names)} files"
        )
        return taken


def test_a_build_beside_others(tmp_path, request):
    """… who has another way to make PDFs knows what this one costs: prints tables, and judges nothing."""
    text = compare(tmp_path, SIZE, ROUNDS)

    print(f"\n{text}")
    if request.config.getoption("--bless"):
        write_between(DOCUMENT, MAKER, text)


def compare(folder: Path, size: int, rounds: int) -> str:
    """Let all make `size` documents in each of `rounds`, then one of them, and return the tables."""
    house = folder / "house"
    files = {path.stem: path for path in write_statements(size, house)}
    sources = _write_sources(house, folder / "sources")
    results = [
        Result(
            one, (one.house or folder / f"made-{n}") / "out", list(files)[: SAMPLE if one.sampled else size]
        )
        for n, one in enumerate([ours(house, files), *contestants(sources)])
    ]
    for result in results:
        result.run(result.names[:2])  # its program is in memory, and its profile made
    for result in [result for _ in range(rounds) for result in results]:
        result.rounds.append(result.run(result.names))
    table = _table(results)  # now, while all that was made is there
    daily = [_change_one(house, list(files.values())[-n - 1]) for n in range(rounds)]
    for result in results[1:]:
        result.alone = [result.run(result.names[:1]) for _ in range(rounds)]
    machine = "; ".join([describe("chromium", "soffice"), *versions()])
    told = f"{size} bulletins; medians of {rounds} rounds. {machine}."
    return f"{told}\n\n{table}\n{_daily_table(results, daily, size)}"


def ours(house: Path, files: Mapping[str, Path]) -> Contestant:
    """Return communique itself, which builds the newsroom in `house`."""

    def commands(names: Sequence[str], _target: Path) -> list[list[str]]:
        paths = [str(files[name]) for name in names] if len(names) < len(files) else []
        return [[*COMMUNIQUE, "-C", str(house), "build", "--jobs", str(JOBS), *paths]]

    return Contestant(OURS, commands, house=house)


def _write_sources(house: Path, sources: Path) -> Path:
    """Write what the others make the same bulletins of as the newsroom in `house`."""
    opened = open_house(house)
    for entry in load_archive(house, opened.newsroom).entries:
        page = opened.compose(entry)
        write_html(page, entry.path.stem, sources)
        write_others(page, entry.path.stem, sources)
    return sources


def _change_one(house: Path, path: Path) -> Taken:
    """Add a word to the statement at `path`, and let its month's digest be made anew, with all that it needs.

    The digest of the month is there already, as it is in a house that makes them.
    """
    digest = [*COMMUNIQUE, "-C", str(house), "digest", "-".join(path.parts[-3:-1])]
    count([digest])
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("lorries", "laden lorries"), encoding="utf-8")
    return count([digest])


def _table(results: Sequence[Result]) -> str:
    """Return what each takes and makes."""
    judged = [path for result in results for path in result.pdfs[:JUDGED]]
    broken = [validate(require_verapdf(), judged, profile) for profile in PROFILES]
    return HEAD + "".join(_line(*_cells(result, results[0], broken)) for result in results)


def _cells(result: Result, ours: Result, broken: Sequence[Mapping[Path, Sequence[str]]]) -> Iterator[str]:
    each, wanted = len(result.names), result.contestant.wanted
    yield result.contestant.name
    yield f"{each / statistics.median(taken.wall for taken in result.rounds):.2f}"
    yield f"{statistics.median(taken.processor for taken in result.rounds) / each:.3f}"
    yield "" if result is ours else f"{_ratio(result, ours):.2f} times as fast"
    yield f"{wanted:g}" if wanted else ""
    yield f"{statistics.median(map(_pages, result.pdfs)):.0f}"
    yield f"{statistics.median(path.stat().st_size for path in result.pdfs) / 1000:.0f}"
    for rules in broken:
        yield _verdict({rule for path in result.pdfs[:JUDGED] for rule in rules[path]})


def _ratio(result: Result, ours: Result) -> float:
    """Return how many times the throughput of `result` ours has: the median of the rounds."""
    share = len(ours.names) / len(result.names)
    return statistics.median(
        theirs.wall / our.wall * share for theirs, our in zip(result.rounds, ours.rounds, strict=True)
    )


def _daily_table(results: Sequence[Result], daily: Sequence[Taken], size: int) -> str:
    """Return what a day's work takes: one statement of all has changed."""
    lines = [_line("**communique digest**", "", _median(daily))]
    for result in results[1:]:
        every = [taken.wall / len(result.names) * size for taken in result.rounds]
        lines.append(_line(result.contestant.name, f"{statistics.median(every):.1f}", _median(result.alone)))
    return DAILY_HEAD + "".join(lines)


def _median(taken: Sequence[Taken]) -> str:
    return f"{statistics.median(one.wall for one in taken):.2f}"


def _pages(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def _verdict(rules: Collection[str]) -> str:
    return f"breaks {len(rules)} rule{'s' * (len(rules) > 1)}" if rules else "conforms"


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"
