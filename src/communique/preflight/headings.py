"""Headings that skip a level, by which nobody who listens finds the way (ISO 14289-1, 7.4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.preflight.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from communique.preflight.paper import Paper
    from communique.preflight.tags import Heading


def skipped_heading(paper: Paper, levels: dict[str, int]) -> Iterator[Finding]:
    """Find headings that lie more than one level below the last of their language.

    `levels` has that level for each language, and is brought up to date from page to page.
    """
    for heading in paper.tags.headings:
        last = levels.get(heading.language, 0)
        levels[heading.language] = heading.level
        if heading.level > last + 1:
            yield _finding(paper, heading, last)


def _finding(paper: Paper, heading: Heading, last: int) -> Finding:
    after = f"after one of level {last}" if last else "with none above it"
    what = f"is a heading of level {heading.level} {after}; expected level {last + 1}"
    hint = f"begin the line with {'#' * (last + 1)}" if last else "begin with a heading of level 1"
    for text in paper.texts:
        if text.part.block == heading.block:
            return paper.finding("P022", what, text, hint)
    return Finding("P022", what, paper.number, hint=hint)
