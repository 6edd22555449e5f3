"""Plain text → typeset text: quotes, dashes, ellipses and no-break spaces by language.

Words stay as they were written: only marks and spaces change, and where a change could be
wrong, as in a telephone number, a date or an address of the web, nothing does.
Setting a text twice is setting it once.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from communique.model import direction
from communique.text.languages import rules_of
from communique.text.quotation import Edit, quote
from communique.text.runs import Runs
from communique.text.spaces import LOOSE, NO_BREAK, narrow_spaces_of, spaces_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from communique.text.languages import Rules
    from communique.text.spaces import Rule

LEFT_TO_RIGHT = "\u200e"  # an unseen letter, after which figures run as in Latin (UAX 9, 2.6)
REMEMBERED = 512  # texts: names and addresses that stand on every page

_LEFT, _RIGHT = r"[\w.,;:!?%»”’“\"')\]]", r"[\w«“„‘‚\"'(\[]"
ELLIPSIS = re.compile(r"(?<!\.)(\.\.\.)(?!\.)")
DASH = re.compile(rf"(?<={_LEFT})(---)(?={_RIGHT})|(?:^|(?<=\s))(---)(?=\s|$)")
EN_DASH = re.compile(rf"(?<={_LEFT})(--)(?={_RIGHT})|(?:^|(?<=\s))(--)(?=\s|$)")
RANGE = re.compile(
    r"(?<![\w.,:/+№#)–—-])(?<![\d)№#][ \u00a0])"
    r"(?P<first>[1-9]\d?|[12]\d{3})(?P<hyphen>-)(?P<last>[1-9]\d?|[12]\d{3})"
    r"(?![\w:/–—-])(?![.,]\d)(?![ \u00a0]\d{1,3}(?!\d))"
)
HYPHENATED = re.compile(r"\d-\d")
TELEPHONE = re.compile(r"\b(?:tel|phone|fax|ext|t[eé]l[eé]phone|тел|телефон|факс|доб|моб)\W*$", re.IGNORECASE)
INTERNATIONAL = re.compile(r"(?<![\w+])\+[1-9](?:[ \u00a0(-]{0,2}\d\)?){6,14}(?!\d)")

# In a text from right to left, the groups of a telephone number would stand in reverse, and a unit before its
# number.
ISLANDS: tuple[Rule, ...] = (
    (re.compile(r"(?<![\w\u200e])()(?=\+\d[\d \u00a0().-]{4,}\d)", re.ASCII), LEFT_TO_RIGHT),
    (
        re.compile(
            rf"(?<![\d.,\u200e])()(?=\d[\d.,]*[ {NO_BREAK}](?:°[CF]|[A-Za-z]{{1,3}}[²³]?)\b)", re.ASCII
        ),
        LEFT_TO_RIGHT,
    ),
)


@lru_cache(maxsize=REMEMBERED)
def typeset(text: str, tag: str) -> str:
    """Set `text`, which is plain and in the language `tag` (BCP 47)."""
    return typeset_runs([text], tag)[0] or ""


def typeset_runs(runs: Sequence[str | None], tag: str) -> list[str | None]:
    """Set the pieces of one text, whose marks are read across the joints between them.

    `None` is a piece that is no text, such as code: a mark beside it is beside a word.
    """
    joined = Runs(runs)
    is_new = True
    while is_new:  # a mark can make another right; a space that only must not break makes none
        is_new = _set_marks(joined, rules_of(tag))
        is_new |= _set_spaces(joined, tag)
    if direction(tag) == "rtl":
        for rule in ISLANDS:
            joined.change(_edits(joined.text, rule))
    return joined.pieces()


def _set_marks(joined: Runs, rules: Rules) -> bool:
    """Set dashes, ellipses and quotes, and tell whether there were any to set."""
    changed = False
    known = ("...", ELLIPSIS, rules.ellipsis), ("---", DASH, rules.dash), ("--", EN_DASH, "–")
    for typed, pattern, sign in known:
        if typed in joined.text:
            changed |= joined.change(_edits(joined.text, (pattern, sign)))
    if "-" in joined.text and HYPHENATED.search(joined.text):
        changed |= joined.change(_ranges(joined.text))
    if "+" in joined.text:
        joined.change(_telephone_spaces(joined.text))
    return joined.change(quote(joined.text, rules)) or changed


def _set_spaces(joined: Runs, tag: str) -> bool:
    """Set the spaces that must not break, and tell whether there are new ones, or narrow ones."""
    joined.put(LOOSE, " ")
    joined.put(spaces_of(tag), NO_BREAK)
    changed = False
    for rule in narrow_spaces_of(tag):
        changed |= joined.change(_edits(joined.text, rule))
    joined.put(LOOSE, " ")
    return changed


def _edits(text: str, rule: Rule) -> Iterator[Edit]:
    pattern, new = rule
    for match in pattern.finditer(text):
        yield Edit(*match.span(match.lastindex or 0), new)


def _ranges(text: str) -> Iterator[Edit]:
    """Return an en dash for the hyphen of what can only be a range, such as 16-20."""
    for match in RANGE.finditer(text):
        first, last = match["first"], match["last"]
        of_a_kind = (len(first) > 2) == (len(last) > 2)  # noqa: PLR2004 - two digits count, four are a year
        if of_a_kind and int(first) < int(last) and not TELEPHONE.search(text[: match.start()][-16:]):
            yield Edit(*match.span("hyphen"), "–")


def _telephone_spaces(text: str) -> Iterator[Edit]:
    """Return no-break spaces for those of a telephone number in its international form (ITU-T E.123, 7)."""
    for match in INTERNATIONAL.finditer(text):
        for space in re.finditer(" ", match[0]):
            yield Edit(match.start() + space.start(), match.start() + space.end(), NO_BREAK)
