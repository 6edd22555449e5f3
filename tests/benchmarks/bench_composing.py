"""What comes before a render: a file read, judged and composed, beside one render of the same page.

Each round has a bulletin that was never seen before, as a build has; what its newsroom's bulletins
share, such as the QR code of its website, is known after the first.
"""

from __future__ import annotations

import statistics
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.clock import seconds
from communique.build.house import open_house
from communique.check import check_bulletin
from communique.load import load_archive
from communique.load.bulletin import load_bulletin
from communique.model import LocalText
from communique.render import render

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from communique.build.house import House
    from communique.load import Entry
    from communique.model import Page

REPOSITORY = Path(__file__).parents[2]
ROUNDS = 20
MOST = 0.03  # of a render: 5 ms of 200, and room for what else is not WeasyPrint's


def test_what_comes_before_a_render_costs_little():
    """… a press office waits for its pages, and for nothing else: prints the shares, and judges them not."""
    house = open_house(REPOSITORY)
    (entry,) = load_archive(REPOSITORY, house.newsroom, [REPOSITORY / "bulletins/2018/07"]).entries

    _, *rounds = (_times(_another(entry, number), house) for number in range(ROUNDS + 1))

    print(f"\none bulletin of {len(entry.source) / 1000:.0f} kB; medians of {ROUNDS} rounds")
    for step in rounds[0]:
        taken = statistics.median(times[step] for times in rounds)
        print(f"{step:8}{taken * 1000:8.2f} ms {_share(rounds, step):7.1%} of a render")
    both = _share(rounds, "check", "compose")
    print(f"check and compose: {both:.1%} of a render (at most {MOST:.0%} is wanted)")


def _times(entry: Entry, house: House) -> dict[str, float]:
    """Return the seconds of each step on the way from the file of `entry` to its PDF."""
    pages: list[Page] = []
    return {
        "load": seconds(lambda: load_bulletin(entry.path, REPOSITORY)),
        "check": seconds(lambda: check_bulletin(entry.bulletin, house.newsroom)),
        "compose": seconds(lambda: pages.append(house.compose(entry))),
        "render": seconds(lambda: render(pages[0])),
    }


def _share(rounds: Sequence[Mapping[str, float]], *steps: str) -> float:
    """Return the median of what `steps` took of each round's render."""
    return statistics.median(sum(times[step] for step in steps) / times["render"] for times in rounds)


def _another(entry: Entry, number: int) -> Entry:
    """Return a bulletin with the texts of `entry`, each line of which was never read before."""
    title, body = (
        LocalText(
            {tag: text[tag].replace(" ", f" {number} ", 1).replace("\n\n", f" {number}\n\n") for tag in text}
        )
        for text in (entry.bulletin.title, entry.bulletin.body)
    )
    return replace(entry, bulletin=entry.bulletin.model_copy(update={"title": title, "body": body}))
