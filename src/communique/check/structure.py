"""Languages that stand side by side are built alike: the nth block beside the nth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.check.finding import Finding
from communique.text import block_lines, first_mismatch, outline, side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from communique.model import Bulletin, Newsroom


def check_structure(bulletin: Bulletin, newsroom: Newsroom) -> list[Finding]:
    """C111: languages that share the page block by block are built differently."""
    return find_mismatches(bulletin, newsroom) if newsroom.layout_of(bulletin).is_paired else []


def find_mismatches(bulletin: Bulletin, newsroom: Newsroom) -> list[Finding]:
    """Find each language whose blocks are not those of the newsroom's first one, in kind and order."""
    first, *others = [tag for tag in newsroom.languages if tag in bulletin.body] or [""]
    return [finding for tag in others for finding in _compare(bulletin, first, tag)]


def _compare(bulletin: Bulletin, first: str, other: str) -> Iterator[Finding]:
    outlines = outline(bulletin.body[first]), outline(bulletin.body[other])
    place = first_mismatch(*outlines)
    if place is None:
        return
    lines = block_lines(bulletin.body[other])
    yield Finding(
        "C111",
        f"{other} is built differently from {first}, from block {place + 1} on\n"
        + side_by_side((first, other), outlines),
        ("body", other),
        line=lines[min(place, len(lines) - 1)] if lines else 0,
        hint="give every language the same paragraphs, lists and tables in the same order",
    )
