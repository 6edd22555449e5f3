"""What each step costs beside a bare WeasyPrint render and write of the same pages.

Bare is what WeasyPrint does with the same HTML and styles, fonts kept warm, asked for neither tags
nor a standard: it lays out, and it writes. Against it stand our render, which tags and marks each
language, conforms to two standards and looks for what no page shows; the same without any tag;
WeasyPrint with tags of its own; and preflight.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from benchmarks.bench_render import bare, bare_layout
from benchmarks.clock import in_turns, milliseconds, ratio
from communique.build.house import open_house
from communique.load import load_archive
from communique.preflight import inspect
from communique.render import render
from communique.render.conformance import OPTIONS

if TYPE_CHECKING:
    from communique.model import Page

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
            "our render": lambda: render(page),
            "our render, untagged": lambda: _untagged(page),
            "with WeasyPrint's tags": bare(page),
            "preflight": lambda: inspect(pdf),
        },
        ROUNDS,
    )

    print()
    for name, taken in times.items():
        print(f"{name:<24}{milliseconds(taken):>8}   {ratio(taken, times['bare']):.3f} of bare")
    tags = ratio(times["our render"], times["bare"]) - ratio(times["our render, untagged"], times["bare"])
    print(f"tags and language marks {tags:>19.3f} of bare")
    limits = f"at most {MOST_FOR_TAGS} for tags and {MOST_FOR_PREFLIGHT} for preflight are wanted"
    print(f"of {ROUNDS} rounds, medians; {limits}")


def _untagged(page: Page) -> bytes:
    """Render `page` by the standard's level that asks for no tags (ISO 19005-3, 5.4)."""
    with patch.dict(OPTIONS, pdf_variant="pdf/a-3b"):
        return render(page)
