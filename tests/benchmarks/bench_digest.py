"""What a digest costs beside pypdf's plain append of the same files, which loses all tags; how large it is.

Months are printed anew for it: real bulletins in five languages, with photographs, tables and footnotes.
Time is the processor's, in turns, and Python's collector counts: pypdf makes objects by the million,
and a digest's user waits for what clears them away. Without it the ratio is told too.
"""

from __future__ import annotations

import pickle
import statistics
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from benchmarks.clock import in_turns, milliseconds, ratio
from benchmarks.mergers import append, render_whole
from communique.build.house import House, open_house
from communique.digest import Guest, Matter, Plan, bind
from newsroom_copies import ROOT
from volumes.binding import guests_of, matter_of, own_matter_of, plan_month
from volumes.months import Bulletin, print_month, write_newsroom

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 5
MOST_TIME, MOST_TIME_WITH_MATTER = 0.35, 0.8  # of pypdf's append
MOST_SIZE, MOST_SIZE_OF_WHOLE = 0.28, 1.05  # of pypdf's append; of one WeasyPrint render of all
MOST_PER_PAGE = 1.1  # times, at 500 against 100
MOST_MEMORY = 300  # MB at the peak
# Linux counts what the process that starts another has in memory among its rusage: /proc does not.
BIND = """
import pathlib, pickle, re, sys
from communique.digest import Guest, bind

class Guests(dict):
    def __getitem__(self, key):
        return [Guest(path, path.read_bytes()) for path in super().__getitem__(key)]

def peak():
    status = pathlib.Path("/proc/self/status").read_text(encoding="ascii")
    return re.search(r"VmHWM:\\s*([0-9]+) kB", status)[1]

planned, paths, matter = pickle.loads(pathlib.Path(sys.argv[1]).read_bytes())
before = peak()
pathlib.Path(sys.argv[2]).write_bytes(bind(planned, Guests(paths), matter).pdf)
print(before, peak())
"""

Month = tuple[Bulletin, ...]


class Prepared:
    """A month with its plan, and with plain matter around it."""

    def __init__(self, month: Month) -> None:
        self.month = month
        self.guests: dict[str, list[Guest]] = guests_of(month)
        self.planned: Plan = plan_month(month, self.guests)
        self.matter: Matter = matter_of(self.planned)
        self.pdfs = [pdf for one in month for pdf in one.pdfs]
        self.pages = len(self.planned.sheets)

    def bind(self) -> bytes:
        """Bind it."""
        return bind(self.planned, self.guests, self.matter).pdf

    def append(self) -> bytes:
        """Let pypdf append the same files."""
        return append(self.pdfs)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Prepared]:
    """Give a month of any size, printed once."""
    made: dict[int, Prepared] = {}

    def prepare(size: int) -> Prepared:
        if size not in made:
            made[size] = Prepared(print_month(size, tmp_path_factory.mktemp("month")))
        return made[size]

    return prepare


@pytest.mark.parametrize("size", [20, 100])
def test_binding_takes_a_part_of_an_append(prepared, size):
    """… what loses nothing is quicker than what loses the tags: prints the ratio, and judges it not."""
    month = prepared(size)
    runs = {"bind": month.bind, "append": month.append}

    times, bare = (in_turns(runs, ROUNDS, collects=collects) for collects in (True, False))

    tell(f"{size} bulletins, {month.pages} pages, bound", times["bind"], times["append"], MOST_TIME)
    print(f"ratio without Python's collector: {ratio(bare['bind'], bare['append']):.2f}")


@pytest.mark.parametrize("size", [20, 100])
def test_a_digest_takes_less_than_an_append(prepared, tmp_path, size):
    """… cover, contents and index come for less than the rest: prints the ratio, and judges it not."""
    month = prepared(size)
    write_newsroom(("en",), tmp_path / "house")
    house = open_house(tmp_path / "house")
    runs = {
        "with matter": lambda: _bind_with_matter(month, month.planned, house),
        "all": lambda: _bind_with_matter(month, plan_month(month.month, month.guests), house),
        "append": month.append,
    }

    times = in_turns(runs, ROUNDS, collects=True)

    what = f"{size} bulletins, bound with front and end matter rendered"
    tell(what, times["with matter"], times["append"], MOST_TIME_WITH_MATTER)
    print(f"with all PDFs read through and planned: {ratio(times['all'], times['append']):.2f}")


@pytest.mark.parametrize("size", [20, 100, 500])
def test_a_volume_is_small(prepared, size):
    """… an archive keeps a font once: prints the ratio, and judges it not."""
    month = prepared(size)

    ours, theirs = len(month.bind()), len(month.append())

    tell_size(f"{size} bulletins", ours, "appended by pypdf", theirs, MOST_SIZE)


def test_a_volume_is_no_larger_than_one_render_of_all(prepared, tmp_path):
    """… binding loses nothing to rendering anew: prints the ratio, and judges it not."""
    month = prepared(100)
    whole = tmp_path / "whole.pdf"

    render_whole([one.paths[0].with_name(f"{one.key}.yaml") for one in month.month], whole)
    ours, theirs = len(month.bind()), whole.stat().st_size

    tell_size("100 bulletins", ours, "rendered as one", theirs, MOST_SIZE_OF_WHOLE)


def test_each_page_costs_the_same_however_many_there_are(prepared):
    """… a year is bound as a month is: prints the ratio, and judges it not."""
    few, many = prepared(100), prepared(500)

    runs = {"100": few.bind, "500": many.bind, "append": many.append}
    times = in_turns(runs, 3, collects=True)

    tell(f"500 bulletins, {many.pages} pages, bound", times["500"], times["append"], MOST_TIME)
    each = statistics.median(times["100"]) / few.pages, statistics.median(times["500"]) / many.pages
    print(f"a page of 100: {each[0] * 1000:.2f} ms, of 500: {each[1] * 1000:.2f} ms; ", end="")
    print(f"ratio {each[1] / each[0]:.2f} (at most {MOST_PER_PAGE} is wanted)")


@pytest.mark.parametrize("size", [100, 500])
def test_binding_keeps_little_in_memory(prepared, tmp_path, size):
    """… a year is bound on any machine: prints the peak, and judges it not."""
    month = prepared(size)
    given = tmp_path / "given"
    paths = {one.key: one.paths for one in month.month}
    given.write_bytes(pickle.dumps((month.planned, paths, month.matter)))

    run = subprocess.run(
        [sys.executable, "-c", BIND, given, tmp_path / "volume.pdf"],
        env={"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        check=True,
        encoding="ascii",
    )

    before, peak = (int(kilobytes) * 1024 / 1e6 for kilobytes in run.stdout.split())
    print(f"\n{size} bulletins: {peak:.0f} MB at the peak, {before:.0f} before the first was read ", end="")
    print(f"(at most {MOST_MEMORY} is wanted)")


def tell(what: str, ours: list[float], theirs: list[float], most: float) -> None:
    """Print two times and their ratio."""
    print(f"\n{what}: {milliseconds(ours)}; appended by pypdf: {milliseconds(theirs)}; ", end="")
    print(f"ratio {ratio(ours, theirs):.2f} (at most {most} is wanted)")


def tell_size(what: str, ours: int, other: str, theirs: int, most: float) -> None:
    """Print two sizes and their ratio."""
    print(f"\n{what}: {ours // 1000} kB; {other}: {theirs // 1000} kB; ", end="")
    print(f"ratio {ours / theirs:.3f} (at most {most} is wanted)")


def _bind_with_matter(month: Prepared, planned: Plan, house: House) -> bytes:
    """Bind `month` as a build does, but for the reading of its files and the proof of its pages."""
    return bind(planned, month.guests, own_matter_of(planned, month.month, house)).pdf
