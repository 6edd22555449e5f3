"""Plain text → typeset text: quotes, dashes, ellipses and no-break spaces by language.

Words stay as they were written: only marks and spaces change, and where a change could be
wrong, as in a telephone number, a date or an address of the web, nothing does.
Setting a text twice is setting it once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from functools import cache
from typing import TYPE_CHECKING

from communique.model import direction
from communique.text.languages import Rules, rules_of, words
from communique.text.quotation import Edit, quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

NO_BREAK, NARROW = "\u00a0", "\u202f"
LEFT_TO_RIGHT = "\u200e"  # an unseen letter, after which figures run as in Latin (UAX 9, 2.6)
OBJECT = "\ufffc"  # stands in for what is not text, such as code
CAPITAL = "[A-ZÀ-ÖØ-ÞА-ЯЁЄІЇҐЎ]"
NAME = "[A-ZÀ-ÖØ-ÞА-ЯЁЄІЇҐЎא-תء-يپچژکگی]"  # what a name begins with: Hebrew and Arabic have no capitals
ADDRESS = re.compile(
    r"(?:https?://|www\.|mailto:)(?:[^\s\"'«»“”„<>]|'(?=\w))+|(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
UNITS = (
    *words("% ‰ ° °C °F km m cm mm km² m² m³ ha kg g mg t l ml s min h kW MW GW kWh MWh GWh Hz kHz MHz GHz"),
    *words("kB MB GB TB $ € £ ¥ ₽ USD EUR GBP RUB JMD UTC GMT"),
)
BEFORE_NUMBER = ("§", "§§", "№", "$", "€", "£", "¥", "₽", "USD", "EUR", "GBP", "JMD")

Rule = tuple[re.Pattern[str], str]  # the pattern's first group gives way to the text

_LEFT, _RIGHT = r"[\w.,;:!?%»”’“\"')\]]", r"[\w«“„‘‚\"'(\[]"
ELLIPSIS = re.compile(r"(?<!\.)(\.\.\.)(?!\.)")
DASH = re.compile(rf"(?<={_LEFT})(---)(?={_RIGHT})|(?:^|(?<=\s))(---)(?=\s|$)")
EN_DASH = re.compile(rf"(?<={_LEFT})(--)(?={_RIGHT})|(?:^|(?<=\s))(--)(?=\s|$)")
RANGE = re.compile(
    r"(?<![\w.,:/+№#)–—-])(?<![\d)№#][ \u00a0])"
    r"(?P<first>[1-9]\d?|[12]\d{3})(?P<hyphen>-)(?P<last>[1-9]\d?|[12]\d{3})"
    r"(?![\w:/–—-])(?![.,]\d)(?![ \u00a0]\d{1,3}(?!\d))"
)
TELEPHONE = re.compile(r"\b(?:tel|phone|fax|ext|t[eé]l[eé]phone|тел|телефон|факс|доб|моб)\W*$", re.IGNORECASE)
INTERNATIONAL = re.compile(r"(?<![\w+])\+[1-9](?:[ \u00a0(-]{0,2}\d\)?){6,14}(?!\d)")
SPACES: tuple[Rule, ...] = (
    (re.compile(r"(?<=\S)( )(?=[—–](?:\s|$))|^[—–]( )(?=\S)"), NO_BREAK),
    (re.compile(r"(?<!\d)\d{1,3}( )(?=\d{3}(?!\d))"), NO_BREAK),
    (re.compile(rf"(?<![\w’'-]){CAPITAL}\.( )(?={CAPITAL})"), NO_BREAK),
    (re.compile(rf"\w( )(?={CAPITAL}\.[ {NO_BREAK}]?{CAPITAL}\.(?![ {NO_BREAK}]?{CAPITAL}))"), NO_BREAK),
)

# A word that fills half a line begins one: what holds on to it would draw it over the line's end.
LOOSE: Rule = (re.compile(rf"({NO_BREAK})(?=[!-~À-ɏЀ-ӿ]{{40}})"), " ")


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


def typeset(text: str, tag: str) -> str:
    """Set `text`, which is plain and in the language `tag` (BCP 47)."""
    return typeset_runs([text], tag)[0] or ""


def typeset_runs(runs: Sequence[str | None], tag: str) -> list[str | None]:
    """Set the pieces of one text, whose marks are read across the joints between them.

    `None` is a piece that is no text, such as code: a mark beside it is beside a word.
    """
    rules = rules_of(tag)
    moved, result = list(runs), list[str | None]()
    while moved != result:
        result, moved = moved, _once(moved, rules)
    return result if direction(tag) == "ltr" else _with_islands(result)


def _with_islands(runs: list[str | None]) -> list[str | None]:
    for rule in ISLANDS:
        runs = _apply(runs, _edits(_join(runs), rule))
    return runs


def _once(runs: list[str | None], rules: Rules) -> list[str | None]:
    for rule in ((ELLIPSIS, rules.ellipsis), (DASH, rules.dash), (EN_DASH, "–")):
        runs = _apply(runs, _edits(_join(runs), rule))
    runs = _apply(runs, _ranges(_join(runs)))
    runs = _apply(runs, _telephone_spaces(_join(runs)))
    runs = _apply(runs, quote(_join(runs), rules))
    for rule in (*SPACES, *_spaces_of(rules), LOOSE):
        runs = _apply(runs, _edits(_join(runs), rule))
    return runs


def _join(runs: Iterable[str | None]) -> str:
    return "".join(OBJECT if run is None else run for run in runs)


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


def _apply(runs: list[str | None], edits: Iterable[Edit]) -> list[str | None]:
    """Make `edits` of the joined text in its pieces; one that crosses a joint or an address is dropped."""
    waiting = _outside_addresses(_join(runs), list(edits))
    result: list[str | None] = []
    start = 0
    for run in runs:
        end = start + (1 if run is None else len(run))
        inside = []
        while waiting and (waiting[0].end <= end if run else waiting[0].start < end):
            edit = waiting.popleft()
            inside += [edit] if run and start <= edit.start else []
        result.append(_rewrite(run, start, inside) if run else run)
        start = end
    return result


def _outside_addresses(text: str, edits: list[Edit]) -> deque[Edit]:
    addresses = [match.span() for match in ADDRESS.finditer(text)] if edits else []
    if not addresses:
        return deque(edits)
    starts = [start for start, _ in addresses]

    def touches(edit: Edit) -> bool:
        before = bisect_left(starts, edit.end) - 1
        return before >= 0 and edit.start < addresses[before][1]

    return deque(edit for edit in edits if not touches(edit))


def _rewrite(run: str, offset: int, edits: Iterable[Edit]) -> str:
    pieces, done = [], 0
    for edit in edits:
        pieces += [run[done : edit.start - offset], edit.text]
        done = edit.end - offset
    return "".join((*pieces, run[done:]))


@cache
def _spaces_of(rules: Rules) -> tuple[Rule, ...]:
    """Return the rules for the spaces of one language."""
    return (*_number_rules(rules), *_word_rules(rules), *_french_rules(rules))


def _number_rules(rules: Rules) -> Iterator[Rule]:
    yield re.compile(rf"\d( )(?={_any(UNITS + rules.units)}(?!\w))"), NO_BREAK
    yield re.compile(rf"(?<!\w){_any(BEFORE_NUMBER + rules.before_number)}( )(?=\d)"), NO_BREAK
    if rules.months:
        months = _any(rules.months)
        yield re.compile(rf"\d(?:\.|º|er)?( )(?=(?:de[ {NO_BREAK}])?{months}(?!\w))"), NO_BREAK
        yield re.compile(rf"\d[ {NO_BREAK}]de( )(?={months}(?!\w))"), NO_BREAK
        yield re.compile(rf"(?<!\w){months}( )(?=\d\d?(?![\d:]))"), NO_BREAK


def _word_rules(rules: Rules) -> Iterator[Rule]:
    if rules.short_words:
        first = "|".join(f"[{word[0]}{word[0].upper()}]{word[1:]}" for word in rules.short_words)  # not «ПРО»
        yield re.compile(rf"(?<![\w-])(?:{first})( )(?=\S)"), NO_BREAK
    if rules.particles:
        yield re.compile(rf"\w( )(?={_any(rules.particles)}(?![\w-]))"), NO_BREAK
    if rules.before_name:
        yield re.compile(rf"(?<![\w-]){_any(rules.before_name)}( )(?={NAME})"), NO_BREAK
    for abbreviation in rules.abbreviations:
        parts = abbreviation.split(" ")
        for place in range(1, len(parts)):
            left, right = (
                rf"[ {NO_BREAK}]".join(map(re.escape, side)) for side in (parts[:place], parts[place:])
            )
            yield re.compile(rf"(?<!\w){left}( )(?={right})"), NO_BREAK


def _french_rules(rules: Rules) -> Iterator[Rule]:
    """Return the narrow spaces before high marks and inside guillemets."""
    if rules.spaced_marks:
        mark = rf"(?=[{rules.spaced_marks}][;:!?]*(?:\s|$|[)»”\]]))"
        yield re.compile(rf"(?<=\S)( ){mark}"), NARROW
        yield re.compile(rf"(?<=[\w)\]»”’…%])(){mark}"), NARROW
    if rules.spaced_guillemets:
        yield re.compile(r"«( )(?=\S)"), NARROW
        yield re.compile(r"«()(?=\S)"), NARROW
        yield re.compile(r"(?<=\S)( )»"), NARROW
        yield re.compile(r"(?<=\S)()»"), NARROW


def _any(words: Iterable[str]) -> str:
    """Return a pattern for any of `words`, the longest first, whose spaces may be no-break."""
    ordered = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(re.escape(word).replace(chr(92) + ' ', f'[ {NO_BREAK}]') for word in ordered)})"
