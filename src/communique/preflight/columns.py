"""Text that leaves its language's column.

A PDF does not say what a column is, so it is found in three steps. A block of one language that
has a line of another language beside it stands in a column; one that has none, such as a
footnote over the whole width or all of a page in one language, may use the whole type area. The
column of a language begins where most of its paragraphs' lines begin: for Arabic and its like,
where they end. Where no two do, as in a head that is centred, that side is not known. A
column's other side is the type area's, if nothing stands beyond it, and else as far off as columns
of equal width allow, at most where its neighbour begins.
"""

from __future__ import annotations

from collections import Counter
from math import inf, isnan, nan
from operator import itemgetter
from statistics import fmean
from typing import TYPE_CHECKING

from communique.preflight.box import MILLIMETRE
from communique.preflight.tags import is_right_to_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from communique.preflight.box import Box
    from communique.preflight.finding import Finding
    from communique.preflight.paper import Drawn, Paper

STEP = 2.0  # points: letters differ by as much in where their ink begins
PAIR = 2
INSET = 30 * MILLIMETRE  # a first column that begins so far in has another before it, empty on this page
UNKNOWN = nan


def outside_column(paper: Paper) -> Iterator[Finding]:
    """Find text that enters the gutter or the column of another language."""
    area, beside = paper.type_area, _beside(paper)
    if not beside or area is None:
        return
    blocks = {item.part.block for item in beside}
    spans = _spans(area, beside)
    whole = area.left, area.right  # for a few words in a language that has no column
    for item in (one for one in paper.texts if one.part.block in blocks):
        left, right = spans.get(item.part.language, whole)
        if _leaves(item, left, right) and item.box.within(area, item.lean):
            reach = f"from {left / MILLIMETRE:.0f} to {right / MILLIMETRE:.0f} mm"
            what = f"leaves its language's column, which reaches {reach} from the left"
            yield paper.finding("P013", what, item, "give it less width, or break its words")


def _leaves(item: Drawn, left: float, right: float) -> bool:
    box = item.box
    if left <= box.left and box.right <= right:
        return False
    return box.left < left - item.lean or box.right > right + item.lean


def _beside(paper: Paper) -> set[Drawn]:
    """Return the texts that share a line with a text of another language."""
    found: set[Drawn] = set()
    spoken = ((item.box.top, item.part.language, item) for item in paper.texts)
    lines = sorted((line for line in spoken if line[1]), key=itemgetter(0))
    for place, (_, language, item) in enumerate(lines):
        bottom = item.box.bottom
        for top, spoken_there, other in lines[place + 1 :]:
            if top >= bottom:
                break
            if language != spoken_there and _same_line(item, other):
                found.update((item, other))
    return found


def _same_line(item: Drawn, other: Drawn) -> bool:
    shared = min(item.box.bottom, other.box.bottom) - max(item.box.top, other.box.top)
    return shared > 0.5 * min(item.box.height, other.box.height)


def _spans(area: Box, beside: Iterable[Drawn]) -> dict[str, tuple[float, float]]:
    """Return the left and right side of each language's column, in points.

    Of more than two columns, one that is empty, or holds lists or tables alone, does not tell where
    it begins: then none is judged by its sides.
    """
    texts: dict[str, list[Drawn]] = {}
    for item in beside:
        texts.setdefault(item.part.language, []).append(item)
    texts = {tag: _flush_lines(items) for tag, items in texts.items()}
    order = sorted(texts, key=lambda tag: fmean(item.box.middle[0] for item in texts[tag]))
    lefts = [_flush([i.box.left for i in texts[tag]], is_right_to_left(tag)) for tag in order]
    rights = [-_flush([-i.box.right for i in texts[tag]], not is_right_to_left(tag)) for tag in order]
    is_told = len(order) == PAIR or all(_has_paragraphs(texts[tag]) for tag in order)
    if lefts[0] > area.left + INSET or not is_told:
        return dict.fromkeys(order, (area.left, area.right))
    lefts[0], rights[-1] = area.left, area.right
    _complete(lefts, rights)
    return dict(zip(order, zip(lefts, rights, strict=True), strict=True))


def _has_paragraphs(items: Iterable[Drawn]) -> bool:
    return any(item.part.tag == "P" for item in items)


def _flush_lines(items: list[Drawn]) -> list[Drawn]:
    """Return the lines of paragraphs, where there are any: lists and tables begin further in."""
    return [item for item in items if item.part.tag == "P"] or items


def _flush(starts: Sequence[float], is_ragged: bool) -> float:
    """Return where most lines start, or UNKNOWN on the side where they are ragged, or where all differ."""
    if is_ragged:
        return UNKNOWN
    step, count = Counter(round(start / STEP) for start in sorted(starts)).most_common(1)[0]
    if count == 1:
        return UNKNOWN
    return min(start for start in starts if abs(start - step * STEP) <= STEP)


def _complete(lefts: list[float], rights: list[float]) -> None:
    """Set the sides that are unknown, from column to column."""
    widths = [right - left for left, right in zip(lefts, rights, strict=True)]
    width = min((one for one in widths if not isnan(one)), default=inf)
    for place in range(len(lefts) - 1):
        end, start = rights[place], lefts[place + 1]
        if isnan(end) and isnan(start):
            rights[place] = lefts[place + 1] = (lefts[place] + rights[place + 1]) / 2
        elif isnan(end):
            rights[place] = min(lefts[place] + width, start)
        elif isnan(start):
            lefts[place + 1] = max(rights[place + 1] - width, end)
