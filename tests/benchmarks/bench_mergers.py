"""What each merger makes of the same hundred bulletins: the table in docs/digest.md.

`--bless` writes the table there. Nothing of it is written by hand.
"""

from __future__ import annotations

import os
import statistics
from dataclasses import astuple, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.blessed import write_between
from benchmarks.mergers import mergers, render_whole
from communique.digest import Matter, bind
from conformance.verapdf import require_verapdf, validate
from volumes.binding import guests_of, matter_of, plan_month
from volumes.made import read
from volumes.months import Bulletin, print_month
from volumes.survey import Survey, survey, together

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DOCUMENT = Path(__file__).parents[2] / "docs/digest.md"
SIZE, ROUNDS = 100, 3
HEAD = """\
| | seconds | kB | PDF/UA-1 | PDF/A-3a | tagged | headers | languages | links | outline | files | fonts |
| --- | ---: | ---: | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
"""


def test_what_mergers_lose(tmp_path, request):
    """… who chooses a merger knows what each keeps: prints the table, and judges it not."""
    month = print_month(SIZE, tmp_path / "month")
    parts = [read(pdf) for one in month for pdf in one.pdfs]
    sources = [one.paths[0].with_name(f"{one.key}.yaml") for one in month]
    files = [path for one in month for path in one.paths]
    runs = {name: (partial(run, files), ROUNDS) for name, run in mergers().items()}
    runs["one WeasyPrint render"] = partial(render_whole, sources), 1
    runs["**communique**"] = _binder(month), ROUNDS

    made = {name: tmp_path / f"{n}.pdf" for n, name in enumerate(runs)}
    times = {name: _seconds(partial(run, made[name]), rounds) for name, (run, rounds) in runs.items()}
    jar = require_verapdf()
    broken = [validate(jar, list(made.values()), profile) for profile in ("ua1", "3a")]

    whole = replace(together([survey(part.pdf, [part]) for part in parts]), attachments=len(month))
    lines = [_line("in the bulletins", "", sum(len(part.pdf) for part in parts), ("", ""), whole)]
    for name, path in made.items():
        verdicts = [_verdict(rules[path]) for rules in broken]
        found = survey(path.read_bytes(), parts)
        lines.append(_line(name, f"{times[name]:.2f}", path.stat().st_size, verdicts, found))
    table = HEAD + "".join(lines)
    print(f"\n{table}")
    if request.config.getoption("--bless"):
        write_between(DOCUMENT, "bench_mergers.py", table)


def _binder(month: Sequence[Bulletin]) -> Callable[[Path], object]:
    """Return the binding of `month` between plain contents and nothing, its pages numbered."""
    guests = guests_of(month)
    planned = plan_month(month, guests)
    around = matter_of(planned)
    matter = Matter(around.front, None, around.folio)
    return lambda target: target.write_bytes(bind(planned, guests, matter).pdf)


def _seconds(run: Callable[[], object], rounds: int) -> float:
    """Return the median of the processor's time, that of programs which are started among it."""
    times = []
    for _ in range(rounds):
        start = sum(os.times()[:4])
        run()
        times.append(sum(os.times()[:4]) - start)
    return statistics.median(times)


def _verdict(rules: Sequence[str]) -> str:
    return f"breaks {len(rules)} rule{'s' * (len(rules) > 1)}" if rules else "conforms"


def _line(name: str, seconds: str, size: int, verdicts: Sequence[str], found: Survey) -> str:
    cells = [name, seconds, f"{size // 1000:,}", *verdicts, *(f"{count:,}" for count in astuple(found))]
    return f"| {' | '.join(cells)} |\n"
