"""Which spaces of a text must not break: those beside numbers, names, dashes and short words.

All of a language's rules are one pattern, which begins with the space: so a text is read once,
and looked at only where a space stands. A rule takes any space beside its own for the same,
breaking or not, so that the order of the rules does not matter.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from communique.text.languages import rules_of, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from communique.text.languages import Rules

NO_BREAK, NARROW = "\u00a0", "\u202f"
CAPITAL = "[A-ZÀ-ÖØ-ÞА-ЯЁЄІЇҐЎ]"
NAME = "[A-ZÀ-ÖØ-ÞА-ЯЁЄІЇҐЎא-תء-يپچژکگی]"  # what a name begins with: Hebrew and Arabic have no capitals
UNITS = (
    *words("% ‰ ° °C °F km m cm mm km² m² m³ ha kg g mg t l ml s min h kW MW GW kWh MWh GWh Hz kHz MHz GHz"),
    *words("kB MB GB TB $ € £ ¥ ₽ USD EUR GBP RUB JMD UTC GMT"),
)
BEFORE_NUMBER = ("§", "§§", "№", "$", "€", "£", "¥", "₽", "USD", "EUR", "GBP", "JMD")

Rule = tuple[re.Pattern[str], str]  # the pattern's first group gives way to the text

_SPACE = f"[ {NO_BREAK}]"
_START, _START_OF_WORD = r"(?<!\w)", r"(?<![\w-])"  # the second is none behind a hyphen: по-русски
_INITIALS = rf"{CAPITAL}\.{_SPACE}?{CAPITAL}\.(?!{_SPACE}?{CAPITAL})"
# What stands before a space, with it, and what after it.
OF_ALL = (
    r"(?=[—–](?:\s|$))(?<=\S )",
    r"(?<=^[—–] )(?=\S)",
    r"(?<=\d )(?<!\d{4} )(?=\d{3}(?!\d))",
    rf"(?={CAPITAL})(?:(?<=(?<![\w’'-]){CAPITAL}\. )|(?<=\w )(?={_INITIALS}))",
)
# A word that fills half a line begins one: what holds on to it would draw it over the line's end.
LOOSE = re.compile(rf"{NO_BREAK}(?=[!-~À-ɏЀ-ӿ]{{40}})")


@cache
def spaces_of(tag: str) -> re.Pattern[str]:
    """Return what finds each space that must not break in the language `tag`."""
    rules = rules_of(tag)
    return re.compile(f" (?:{'|'.join((*OF_ALL, *_number_rules(rules), *_word_rules(rules)))})")


@cache
def narrow_spaces_of(tag: str) -> tuple[Rule, ...]:
    """Return the rules for narrow spaces before high marks and inside guillemets, as in French."""
    return tuple((re.compile(pattern), NARROW) for pattern in _french_rules(rules_of(tag)))


def _number_rules(rules: Rules) -> Iterator[str]:
    yield rf"(?<=\d )(?={_any(UNITS + rules.units)}(?!\w))"
    yield rf"(?=\d){_after(_START, BEFORE_NUMBER + rules.before_number)}"
    if rules.months:
        months = rf"{_any(rules.months)}(?!\w)"
        yield rf"(?:(?<=\d )|(?<=\d[.º] )|(?<=\der ))(?=(?:de{_SPACE})?{months})"
        yield rf"(?<=\d{_SPACE}de )(?={months})"
        yield rf"(?=\d\d?(?![\d:])){_after(_START, rules.months)}"


def _word_rules(rules: Rules) -> Iterator[str]:
    if rules.short_words:
        capitalized = (word[0].upper() + word[1:] for word in rules.short_words)  # not «ПРО»
        yield rf"(?=\S){_after(_START_OF_WORD, (*rules.short_words, *capitalized))}"
    if rules.particles:
        yield rf"(?={_any(rules.particles)}(?![\w-]))(?<=\w )"
    if rules.before_name:
        yield rf"(?={NAME}){_after(_START_OF_WORD, rules.before_name)}"
    for abbreviation in rules.abbreviations:
        parts = abbreviation.split(" ")
        for place in range(1, len(parts)):
            left, right = (_SPACE.join(map(re.escape, side)) for side in (parts[:place], parts[place:]))
            yield rf"(?={right})(?<=(?<!\w){left} )"


def _french_rules(rules: Rules) -> Iterator[str]:
    if rules.spaced_marks:
        mark = rf"(?=[{rules.spaced_marks}][;:!?]*(?:\s|$|[)»”\]]))"
        yield rf"(?<=\S)( ){mark}"
        yield rf"(?<=[\w)\]»”’…%])(){mark}"
    if rules.spaced_guillemets:
        yield r"«( )(?=\S)"
        yield r"«()(?=\S)"
        yield r"(?<=\S)( )»"
        yield r"(?<=\S)()»"


def _any(words: Iterable[str]) -> str:
    """Return a pattern for any of `words`, the longest first, whose spaces may be no-break."""
    return f"(?:{'|'.join(map(_spelt, sorted(words, key=len, reverse=True)))})"


def _after(start: str, words: Iterable[str]) -> str:
    """Return what holds after any of `words` and a space, where a word begins as `start` says.

    Python looks back a fixed way, so that words of each length are a pattern of their own.
    """
    by_length = groupby(sorted(words, key=len), len)
    alternatives = (f"(?<={start}(?:{'|'.join(map(_spelt, group))}) )" for _, group in by_length)
    return f"(?:{'|'.join(alternatives)})"


def _spelt(word: str) -> str:
    return re.escape(word).replace("\\ ", _SPACE)
