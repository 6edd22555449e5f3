"""Are two languages' texts built alike? Then their blocks can stand side by side."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WINDOW = 3  # blocks shown on either side of the first that differs


def first_mismatch(one: Sequence[str], other: Sequence[str]) -> int | None:
    """Return the place, from 0, of the first block that differs between two outlines, or None."""
    pairs = enumerate(zip_longest(one, other))
    return next((place for place, (left, right) in pairs if left != right), None)


def side_by_side(tags: tuple[str, str], outlines: tuple[Sequence[str], Sequence[str]]) -> str:
    """Show two outlines as two columns around the first block that differs, which `>` marks."""
    place = first_mismatch(*outlines) or 0
    rows = list(zip_longest(*outlines, fillvalue="-"))
    shown = range(max(0, place - WINDOW), min(len(rows), place + WINDOW + 1))
    lines = [f"{'':7}{tags[0]:<10} {tags[1]}"]
    lines += [f"{'>' if at == place else ' '} {at + 1:>3}  {rows[at][0]:<10} {rows[at][1]}" for at in shown]
    return "\n".join(lines)
