"""Two lists of lines → what moved. By the same libraries nothing may, by others a little.

Pango's versions break a line elsewhere now and then, and what stands below moves with it. So
under another version a line is known by the letter that it begins with, counted from the
document's first: the letters must all be there in their order, and a line that begins with the
same letter as before must stand about where it stood.
"""

from collections.abc import Sequence
from itertools import accumulate, takewhile

from pictures.lines import Line

STILL = 0.3  # points that rounding may move a line
ASIDE = 2.0  # points that a line may begin further left or right under other libraries
BELOW = 28.0  # points, two lines of text, that it may stand higher or lower
KNOWN = 0.8  # of the lines that must begin with the same letters
LONGEST = 6  # lines told of
QUOTED = 30  # letters


def moved_lines(golden: Sequence[Line], now: Sequence[Line]) -> list[str]:
    """Return each line whose words or place changed, where the same libraries drew both."""
    told = [_told(was, is_) for was, is_ in zip(golden, now, strict=False) if not _still(was, is_)]
    if len(golden) != len(now):
        told.append(f"there are {len(now)} lines of text, and there were {len(golden)}")
    return told[:LONGEST]


def strayed_lines(golden: Sequence[Line], now: Sequence[Line]) -> list[str]:
    """Return what changed more than other versions of the same libraries may change it."""
    was, is_ = ("".join(_letters(line.text) for line in lines) for lines in (golden, now))
    if was != is_:
        return [_where_texts_part(was, is_)]
    before, after = _by_first_letter(golden), _by_first_letter(now)
    known = sorted(before.keys() & after.keys())
    told = [_told(before[at], after[at]) for at in known if _strayed(before[at], after[at])]
    if len(known) < KNOWN * len(before):
        told.append(f"only {len(known)} of {len(before)} lines begin with the letters that they began with")
    return told[:LONGEST]


def _still(was: Line, is_: Line) -> bool:
    same = (was.page, was.text) == (is_.page, is_.text)
    moves = (was.left - is_.left, was.right - is_.right, was.baseline - is_.baseline)
    return same and max(map(abs, moves)) <= STILL


def _strayed(was: Line, is_: Line) -> bool:
    aside, below = abs(was.left - is_.left), abs(was.baseline - is_.baseline)
    return was.page != is_.page or aside > ASIDE or below > BELOW


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _where_texts_part(was: str, is_: str) -> str:
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(was, is_, strict=False)))
    after = was[max(0, same - QUOTED) : same]
    return f"after {after!r} stands {is_[same : same + QUOTED]!r}, and stood {was[same : same + QUOTED]!r}"


def _by_first_letter(lines: Sequence[Line]) -> dict[int, Line]:
    """Return the lines by how many letters stand before them; of lines without letters the last."""
    before = accumulate((len(_letters(line.text)) for line in lines), initial=0)
    return dict(zip(before, lines, strict=False))


def _told(was: Line, is_: Line) -> str:
    return f"{_place(is_)} stands {is_.text!r}; {_place(was)} stood {was.text!r}"


def _place(line: Line) -> str:
    return f"on page {line.page} at {line.left:.1f} to {line.right:.1f}, {line.baseline:.1f}"
