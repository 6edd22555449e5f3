"""What each step costs beside a bare WeasyPrint render and write of the same pages.

Bare is what WeasyPrint does with the same HTML and styles, fonts kept warm, asked for neither tags
nor a standard: it lays out, and it writes. Against it stand our render, which tags and marks each
language and conforms to two standards; WeasyPrint with tags of its own; and preflight.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.bench_render import bare, bare_layout
from benchmarks.clock import in_turns, milliseconds, ratio
from communique.build.house import open_house
from communique.load import load_archive
from communique.preflight import inspect
from communique.render import render

REPOSITORY = Path(__file__).parents[2]
ROUNDS = 25
MOST_FOR_TAGS, MOST_FOR_PREFLIGHT = 0.05, 0.15  # of a bare render


def test_tags_and_preflight_cost_little():
    """… pages are true to two standards, and proven, for little: prints each share, and judges it not."""
    house = open_house(REPOSITORY)
    (entry,) = load_archive(REPOSITORY, house.newsroom, [REPOSITORY / "bulletins/2018/07"]).entries
    page = house.compose(entry)
    pdf = render(page)

    times = in_turns(
        {
            "bare": bare(page, None),
            "of which layout": bare_layout(page),
            "with tags and standards": lambda: render(page),
            "with WeasyPrint's tags": bare(page),
            "preflight": lambda: inspect(pdf),
        },
        ROUNDS,
    )

    print()
    for name, taken in times.items():
        print(f"{name:<24}{milliseconds(taken):>8}   {ratio(taken, times['bare']):.3f} of bare")
    print(f"of {ROUNDS} rounds, medians; at most {1 + MOST_FOR_TAGS} and {MOST_FOR_PREFLIGHT} are wanted")
