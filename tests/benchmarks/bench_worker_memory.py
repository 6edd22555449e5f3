"""What one worker holds after 50 documents and after 500, where none takes its place.

The documents are the sample, three pages, with the words of its texts put in other orders: every
line breaks elsewhere, as in an archive of 500 different statements.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from communique.build.executors.job import task_of
from communique.build.executors.pool import Pool
from communique.build.house import open_house
from communique.load import load_archive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from communique.build.executors.job import Task
    from communique.model import Page

REPOSITORY = Path(__file__).parents[2]
EARLY, LATE = 50, 500  # documents
MOST = 1.2  # times the memory after EARLY
WORDS = re.compile(r"(?<=>)[^<>&]{40,}(?=<)")  # texts of HTML, without entities
UNBOUNDED = 2**60  # bytes of growth: no worker is replaced
MIB = 2**20


def varied(page: Page, seed: int) -> Page:
    """Return `page` with the words of each text in an order that only `seed` decides."""
    chance = random.Random(seed)  # noqa: S311 - no secret

    def shuffle(text: re.Match[str]) -> str:
        words = text[0].split(" ")
        inner = words[1:-1]
        chance.shuffle(inner)
        return " ".join([*words[:1], *inner, *words[-1:]])

    return replace(page, html=WORDS.sub(shuffle, page.html))


def documents(number: int) -> Iterator[Task]:
    """Compose the sample once, and give a task for each of `number` variants."""
    house = open_house(REPOSITORY)
    (entry,) = load_archive(REPOSITORY, house.newsroom, [REPOSITORY / "bulletins/2018/07"]).entries
    page = house.compose(entry)
    for seed in range(number):
        yield task_of(f"{seed}.pdf", varied(page, seed))


def test_a_worker_holds_little_more_after_many_documents():
    """… an archive of twenty years fits into the memory of one year: prints the ratio, and judges it."""
    held = []

    with Pool(1, growth=UNBOUNDED) as pool:
        for done, finished in enumerate(pool.perform(documents(LATE)), 1):
            assert finished.error is None
            held.append(finished.memory)
            if done in {1, EARLY, LATE} or not done % 100:
                print(f"\n{done:4} documents: {finished.memory / MIB:.0f} MiB", end="")

    ratio = held[LATE - 1] / held[EARLY - 1]
    print(f"\nafter {LATE} against after {EARLY}: {ratio:.2f} (at most {MOST} is wanted)")
    assert ratio <= MOST
