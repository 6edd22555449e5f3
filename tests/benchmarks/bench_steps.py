"""What each shortcut through WeasyPrint's work saves, on pages of several kinds.

Each page is rendered with all shortcuts, with all but one, and with none, in turns: what a step saves
is told as a share of the time without any. Steps share their savings, so these do not add up.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from unittest.mock import patch

from benchmarks.clock import in_turns, milliseconds, ratio
from communique.build.house import open_house
from communique.compose import compose_front
from communique.load import load_archive
from communique.render import render
from communique.render.shortcuts import SHORTCUTS
from listed import MONTHS, month_of
from newsroom_copies import MADE_UP, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from communique.model import Page

ROUNDS = 7
BULLETINS = {
    "three pages": (ROOT, "remarks-after-russian-japanese-consultations"),
    "photographs": (MADE_UP / "arvenia", "reading-room"),
    "tables": (MADE_UP / "arvenia", "student-exchange-figures"),
    "seven languages, Arabic": (MADE_UP / "port-safina", "new-leading-lights"),
}
HUNDRED = 100  # bulletins, in the contents of a digest


def test_what_each_shortcut_saves() -> None:
    """… each is worth its lines: prints shares, and judges them not."""
    pages = {label: bulletin(*given) for label, given in BULLETINS.items()}
    pages[f"contents of {HUNDRED}"] = contents()

    print(f"\n{'saved of the time without any':<30}" + "".join(f"{name:>10}" for name in SHORTCUTS))
    for label, page in pages.items():
        times = in_turns(runs(page), ROUNDS)
        without = {name: ratio(times[name], times["none"]) for name in SHORTCUTS}
        whole = ratio(times["all"], times["none"])
        saved = "".join(f"{100 * (share - whole):>9.1f}%" for share in without.values())
        told = f"{milliseconds(times['none'])} to {milliseconds(times['all'])}, ratio {whole:.2f}"
        print(f"{label:<30}{saved}   all: {told}")
    print(f"medians of {ROUNDS} rounds, the processor's time")


def runs(page: Page) -> dict[str, partial[bytes]]:
    """Return the renders of `page` to be compared: with all, with none, and without each of the shortcuts."""
    without = {name: [other for other in SHORTCUTS if other != name] for name in SHORTCUTS}
    return {
        name: partial(render_with, page, taken)
        for name, taken in {"all": [*SHORTCUTS], "none": [], **without}.items()
    }


def render_with(page: Page, taken: Iterable[str]) -> bytes:
    """Render `page` with those of the shortcuts that are `taken`."""
    with patch.dict(SHORTCUTS, {name: SHORTCUTS[name] for name in taken}, clear=True):
        return render(page)


def bulletin(folder: Path, name: str) -> Page:
    """Compose the bulletin `name` of the newsroom in `folder`."""
    house = open_house(folder)
    entries = load_archive(folder, house.newsroom).entries
    return house.compose(next(entry for entry in entries if entry.path.stem == name))


def contents() -> Page:
    """Compose the contents of a month of a hundred bulletins: the made-up one's, again and again."""
    house, volume = month_of(*MONTHS["arvenia"])
    items = (volume.items * HUNDRED)[:HUNDRED]
    return compose_front(type(volume)(volume.period, None, items), house.newsroom, house.theme, house.emblem)
