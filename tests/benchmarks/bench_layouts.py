"""The same text in each layout: two languages side by side against one after the other.

A CSS grid for the columns costs three to fourteen times as much; tables cost next to nothing.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.clock import in_turns, milliseconds, ratio
from communique.build.house import open_house
from communique.load import load_archive
from communique.model import Edition
from communique.render import render

REPOSITORY = Path(__file__).parents[2]
ROUNDS = 15
MOST = 1.3  # times sequential
LAYOUTS = ("parallel", "stacked", "sequential")


def test_columns_cost_little_more_than_one_language_after_the_other():
    """… the layout is chosen for its looks alone: prints each one's time, and judges it not."""
    house = open_house(REPOSITORY)
    (entry,) = load_archive(REPOSITORY, house.newsroom, [REPOSITORY / "bulletins/2018/07"]).entries
    pages = {name: house.compose(entry, Edition(name, house.newsroom.languages)) for name in LAYOUTS}

    times = in_turns({name: (lambda page=page: render(page)) for name, page in pages.items()}, ROUNDS)

    print()
    for name in LAYOUTS:
        against = ratio(times[name], times["sequential"])
        print(f"{name:<12}{milliseconds(times[name]):>8}   {against:.2f} of sequential")
    print(f"of {ROUNDS} rounds, medians; at most {MOST} is wanted for parallel")
