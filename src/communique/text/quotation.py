"""Straight quotes and apostrophes → the marks of a language.

What stands beside a mark says whether it opens or closes, and the marks still open say how
deep it stands. Marks that are right already are left, and count for the depth.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from communique.text.languages import Quotes, Rules

APOSTROPHE = "’"
LONGEST_PREFIX = 8  # letters, and more than any language's
OPENERS = "([{<—–-/\u00a1\u00bf"  # a mark after one of these opens


@dataclass(frozen=True, slots=True)
class Edit:
    """A piece of a text, from `start` to before `end`, and what takes its place."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Reading:
    """How far a text was read, and which quotes are open there: (level, straight mark)."""

    text: str
    rules: Rules
    quotes: Quotes
    open: list[tuple[int, str]] = field(default_factory=list)
    opened_at: int = -1  # just after the last opening mark
    last_single: int = -1  # where the last mark stands that could close a single quote

    def edits(self) -> Iterator[Edit]:
        """Return the mark that takes the place of each straight one; doubtful ones stay."""
        for mark in re.finditer(f"[\"'{re.escape(''.join(self.quotes))}]", self.text):
            if (new := self._read(mark[0], mark.start())) is not None:
                yield Edit(mark.start(), mark.end(), new)

    def _read(self, mark: str, at: int) -> str | None:
        before = self.text[at - 1] if at else " "
        after = self.text[at + 1 : at + 2] or " "
        if mark == '"':
            return self._read_double(at, before, after)
        if mark == "'":
            return self._read_single(at, before, after)
        self._count(mark, at, after)
        return None

    def _read_double(self, at: int, before: str, after: str) -> str | None:
        if self.rules.without_spaces:
            return self._by_turns('"', before)
        if _in_word(before) and _in_word(after):
            return self._after_prefix(at)
        if self._starts(at, before, after):
            return self._opening('"', at)
        if before.isspace():
            return None
        return self._closing('"') or (None if before.isdigit() else self.quotes[1])  # 12" is twelve inches

    def _by_turns(self, sort: str, before: str) -> str | None:
        """Close what is open, else open: 他说"好"。 But 12" is twelve inches."""
        if (closing := self._closing(sort)) is not None or before.isdigit():
            return closing
        return self._opening(sort, -1)

    def _after_prefix(self, at: int) -> str | None:
        """Open what a prefix is written together with: و"النهار"; nothing tells which way another faces."""
        is_open = any(sort in ('"', "") for _, sort in self.open)
        after_prefix = _prefix(self.rules).search(self.text, max(at - LONGEST_PREFIX, 0), at)
        return self._opening('"', at) if after_prefix and not is_open else None

    def _read_single(self, at: int, before: str, after: str) -> str | None:
        if _in_word(before) and _in_word(after) and not (self.rules.without_spaces and not before.isascii()):
            return None if before.isdigit() and after.isdigit() else APOSTROPHE  # 18°05'30
        if self.rules.without_spaces:
            return self._by_turns("'", before)
        if self._starts(at, before, after):
            if _elision(self.rules).match(self.text, at) or at >= self.last_single:
                return APOSTROPHE
            return self._opening("'", at)
        if before.isspace():
            return None
        return self._closing("'") or (None if before.isdigit() else APOSTROPHE)

    def _starts(self, at: int, before: str, after: str) -> bool:
        if after.isspace():
            return False
        if before in "'’" and at > 1 and _in_word(self.text[at - 2]):
            return _in_word(after)  # l'"Europe"
        return before.isspace() or before in OPENERS or at == self.opened_at

    def _opening(self, sort: str, at: int) -> str:
        level = 1 - self.open[-1][0] if self.open else int(sort == "'")
        self.open.append((level, sort))
        self.opened_at = at + 1
        return self.quotes[2 * level]

    def _closing(self, sort: str) -> str | None:
        """Return the mark that closes the last quote opened by `sort` or by a right mark."""
        for depth in range(len(self.open) - 1, -1, -1):
            level, opened_by = self.open[depth]
            if opened_by in (sort, ""):
                del self.open[depth:]
                return self.quotes[2 * level + 1]
        return None

    def _count(self, mark: str, at: int, after: str) -> None:
        place = self.quotes.index(mark)
        level, closes = divmod(place, 2)
        if not closes:
            self.open.append((level, ""))
            self.opened_at = at + 1
        elif not (mark == APOSTROPHE and _in_word(after)):
            levels = [entry[0] for entry in self.open]
            if level in levels:
                del self.open[len(levels) - 1 - levels[::-1].index(level) :]


def quote(text: str, rules: Rules) -> list[Edit]:
    """Return what makes the straight marks of `text` right by `rules`."""
    if rules.quotes is None or not re.search("[\"']", text):
        return []
    last_single = max((match.start() for match in re.finditer(r"(?<=\S)'(?!\w)", text)), default=-1)
    return list(Reading(text, rules, rules.quotes, last_single=last_single).edits())


@cache
def _elision(rules: Rules) -> re.Pattern[str]:
    words = "|".join((r"\d\ds?", *map(re.escape, rules.elisions)))
    return re.compile(rf"'(?:{words})\b", re.IGNORECASE)


@cache
def _prefix(rules: Rules) -> re.Pattern[str]:
    """Return what ends with a prefix that stands alone; nothing does where a language has none."""
    words = "|".join(map(re.escape, sorted(rules.prefixes, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{words})$" if words else "(?!)")


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "\ufffc"
