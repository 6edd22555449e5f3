"""What preflight costs beside a bare WeasyPrint render and write of the same pages.

Pairs are interleaved, so that a busy machine weighs on both alike.
"""

from __future__ import annotations

import statistics
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.bench_render import bare
from benchmarks.clock import seconds
from communique.build.house import open_house
from communique.load import load_archive
from communique.model import LocalText
from communique.preflight import inspect
from communique.render import render

REPOSITORY = Path(__file__).parents[2]
PAIRS = 15
MOST = 0.15  # of a bare render


@pytest.mark.parametrize("times", [1, 4], ids=["the sample", "the sample four times over"])
def test_preflight_costs_little(times):
    """… a page is proven for a fraction of what it costs to make: prints the share, and judges it not."""
    house = open_house(REPOSITORY)
    (entry,) = load_archive(REPOSITORY, house.newsroom, [REPOSITORY / "bulletins/2018/07"]).entries
    body = LocalText({tag: "\n\n".join([entry.bulletin.body[tag]] * times) for tag in entry.bulletin.body})
    page = house.compose(replace(entry, bulletin=entry.bulletin.model_copy(update={"body": body})))
    pdf, theirs = render(page), bare(page)
    inspect(pdf), theirs()

    pairs = [(seconds(lambda: inspect(pdf)), seconds(theirs)) for _ in range(PAIRS)]

    share = statistics.median(ours / other for ours, other in pairs)
    ours, other = (statistics.median(column) * 1000 for column in zip(*pairs, strict=True))
    print(
        f"\npreflight, {times} times the text: {ours:.0f} ms, bare WeasyPrint: {other:.0f} ms; "
        f"median share of {PAIRS} pairs: {share:.1%} (at most {MOST:.0%} is wanted)"
    )
