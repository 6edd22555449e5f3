"""Two lists of lines → what moved. By the same libraries nothing may, by others a little.

Pango's versions break a line elsewhere now and then; what stands below moves with it, a line or
two over to the next page. Under another version every letter must be there as often as it was.
Most lines must read as they did, and of those most must stand about where they stood.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from pictures.lines import Line

STILL = 0.3  # points that rounding may move a line
ASIDE = 2.0  # points that a line may begin further left or right under other libraries
BELOW = 28.0  # points, two lines of text, that it may stand higher or lower
KNOWN = 0.8  # of the lines must read as they did
STRAY = 0.05  # of these may stand anywhere: those about a page break
LONGEST = 6  # lines told of


def moved_lines(golden: Sequence[Line], now: Sequence[Line]) -> list[str]:
    """Return each line whose words or place changed, where the same libraries drew both."""
    told = [_told(was, is_) for was, is_ in zip(golden, now, strict=False) if not _still(was, is_)]
    if len(golden) != len(now):
        told.append(f"there are {len(now)} lines of text, and there were {len(golden)}")
    return told[:LONGEST]


def strayed_lines(golden: Sequence[Line], now: Sequence[Line]) -> list[str]:
    """Return what changed more than other versions of the same libraries may change it."""
    return [*_changed_letters(golden, now), *_strays(dict(_numbered(golden)), dict(_numbered(now)))]


def _still(was: Line, is_: Line) -> bool:
    same = (was.page, was.text) == (is_.page, is_.text)
    moves = (was.left - is_.left, was.right - is_.right, was.baseline - is_.baseline)
    return same and max(map(abs, moves)) <= STILL


def _changed_letters(golden: Sequence[Line], now: Sequence[Line]) -> list[str]:
    was, is_ = (
        Counter(sign for line in lines for sign in line.text if sign.isalnum()) for lines in (golden, now)
    )
    lost, new = ("".join(sorted((some - others).elements())) for some, others in ((was, is_), (is_, was)))
    return [f"the text has lost the letters {lost!r} and got {new!r}"] if lost or new else []


def _numbered(lines: Sequence[Line]) -> Iterator[tuple[tuple[str, int], Line]]:
    """Return each line by its text, and how many before it have the same."""
    seen = Counter[str]()
    for line in lines:
        yield (line.text, seen[line.text]), line
        seen[line.text] += 1


def _strays(golden: dict[tuple[str, int], Line], now: dict[tuple[str, int], Line]) -> list[str]:
    known = [(was, now[key]) for key, was in golden.items() if key in now]
    if len(known) < KNOWN * len(golden):
        return [f"only {len(known)} of {len(golden)} lines read as they did"]
    strays = [_told(was, is_) for was, is_ in known if _strayed(was, is_)]
    return strays[:LONGEST] if len(strays) > STRAY * len(known) else []


def _strayed(was: Line, is_: Line) -> bool:
    aside, below = abs(was.left - is_.left), abs(was.baseline - is_.baseline)
    return was.page != is_.page or aside > ASIDE or below > BELOW


def _told(was: Line, is_: Line) -> str:
    return f"{_place(is_)} stands {is_.text!r}; {_place(was)} stood {was.text!r}"


def _place(line: Line) -> str:
    return f"on page {line.page} at {line.left:.1f} to {line.right:.1f}, {line.baseline:.1f}"
