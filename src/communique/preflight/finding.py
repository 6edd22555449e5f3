"""What preflight finds, as values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from communique.model.part import shown

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with a PDF, and where on paper.

    `page` counts from 1 and is none where the whole file is meant. `left` and `top` are the
    upper left corner of what is wrong, in millimetres from those edges of the paper. `what`
    says what is wrong and what was expected; `words` are those that stand there.
    """

    code: str
    what: str
    page: int | None = None
    left: float | None = None
    top: float | None = None
    words: str = ""
    hint: str = ""

    @property
    def message(self) -> str:
        """Say where it is and what is wrong."""
        return f"{self._where()}{self._quoted()}{self.what}"

    def _where(self) -> str:
        if self.page is None:
            return ""
        if self.left is None or self.top is None:
            return f"page {self.page}: "
        return f"page {self.page}, {self.left:.0f} mm from the left, {self.top:.0f} mm from the top: "

    def _quoted(self) -> str:
        return f"{shown(self.words)} " if self.words else ""


def gather(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return one finding for each code on each page: its first place, and how many more there are.

    One wrong line of a stylesheet is wrong in every paragraph.
    """
    firsts: dict[tuple[str, int | None], Finding] = {}
    counts: Counter[tuple[str, int | None]] = Counter()
    for finding in findings:
        kind = finding.code, finding.page
        firsts.setdefault(kind, finding)
        counts[kind] += 1
    return tuple(_counted(first, counts[kind] - 1) for kind, first in firsts.items())


def _counted(first: Finding, others: int) -> Finding:
    if not others:
        return first
    places = "place" if others == 1 else "places"
    return replace(first, what=f"{first.what} (and {others} more such {places} on this page)")
