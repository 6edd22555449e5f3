"""Tables as they are printed: figures below figures, and how much room the longest words ask for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token

FIGURES = re.compile(
    r"[+\u2212\u2013-]?(?=.*\d)[\d.,:\s\u2019'\u066b\u066c]+\s?[%\u2030\u00b0$\u00a3\u00a5\u20ac]?"
)
NOTHING = {"", "-", "\u2013", "\u2014", "\u2026"}  # where a figure is unknown or none
BREAKS = re.compile(r"[ \t\n\u200b]+|(?<=[-/\u2013])")  # a no-break space is none
GAP = 0.6  # em between two columns
HALF_PAGE, FULL_MEASURE = 35, 54  # em of the smallest type: what wants more has its words hyphenated
LONGEST_WORD = 10  # letters that are not parted; of a longer word, the better half stays together
HYPHENATED = 0.62
# Widths in em, on the safe side of PT Sans: its lower case has 0.48 on average, its Cyrillic 0.54.
WIDTHS = {"Lu": 0.63, "Ll": 0.5, "Nd": 0.55, "Lm": 0.5, "Lo": 0.55, "Mn": 0.0, "Me": 0.0, "So": 1.0}
WIDTHS |= {"Pf": 0.49, "Pi": 0.49, "Sc": 0.57, "Sm": 0.53}
OTHER, CYRILLIC, FULL = 0.36, 0.57, 1.0
# What is wider than others of its kind by a fifth or more.
WIDE = {"\u2030": 1.23, "@": 1.06} | {
    sign: width
    for width, signs in (
        (0.95, "ЩЮШЊЉ"),
        (0.9, "¼½¾Œ"),
        (0.84, "%—&…WÆœЖ"),
        (0.8, "mæMФМЫщњ"),
        (0.75, "wшюљ"),
        (0.7, "–ыфжм"),
    )
    for sign in signs
}


@dataclass(slots=True)
class Table:
    """The cells of one table, column by column, the head first."""

    opening: Token
    columns: list[list[tuple[Token, Token]]] = field(default_factory=list)  # the cell and its text

    @property
    def line(self) -> int:
        """The line of the source, from 0, where it begins."""
        return self.opening.map[0] if self.opening.map else 0

    def width(self, *, hyphenated: bool) -> float:
        """Return how many em of its own type it needs, so that no word is parted, or no short one."""
        words = (
            max(longest_piece(_text(inline), hyphenated=hyphenated) for _, inline in column)
            for column in self.columns
        )
        return sum(words) + GAP * (len(self.columns) - 1)


def tables_in(tokens: Iterable[Token]) -> Iterator[Table]:
    """Yield the tables among `tokens`."""
    table: Table | None = None
    cell: Token | None = None
    place = 0
    for token in tokens:
        if token.type == "table_open":
            table = Table(token)
        elif token.type == "tr_open":
            place = 0
        elif token.type in {"th_open", "td_open"}:
            cell = token
        elif token.type == "inline" and table and cell:
            if place == len(table.columns):
                table.columns.append([])
            table.columns[place].append((cell, token))
            place, cell = place + 1, None
        elif token.type == "table_close" and table:
            yield table
            table = None


def shape_tables(tokens: Sequence[Token]) -> None:
    """Set columns of figures to the right, and tell the styles how wide each table is, in place."""
    for table in tables_in(tokens):
        for column in table.columns[1:]:  # the first names the rows
            if _is_of_figures(column):
                for cell, _ in column:
                    cell.attrSet("style", "text-align:right")
        whole, least = (table.width(hyphenated=hyphenated) for hyphenated in (False, True))
        table.opening.attrSet("style", f"--whole:{whole:.1f};--least:{least:.1f}")
        if whole > HALF_PAGE:
            table.opening.attrSet("class", "widest" if whole > FULL_MEASURE else "wide")


def longest_piece(text: str, *, hyphenated: bool) -> float:
    """Return the width, in em, of the longest piece of `text` that a line's end does not part."""
    pieces = (part for piece in BREAKS.split(text) for part in _parted(piece))
    return max((_width(piece, hyphenated=hyphenated) for piece in pieces), default=0.0)


def _parted(piece: str) -> Iterable[str]:
    """Part `piece` between characters that are a word each, as in Chinese."""
    return piece if any(unicodedata.east_asian_width(sign) == "W" for sign in piece) else (piece,)


def _width(piece: str, *, hyphenated: bool) -> float:
    width = sum(map(_width_of, piece))
    return width * HYPHENATED if hyphenated and piece.isalpha() and len(piece) > LONGEST_WORD else width


def _width_of(sign: str) -> float:
    category = unicodedata.category(sign)
    if sign in WIDE:
        return WIDE[sign]
    if unicodedata.east_asian_width(sign) in {"W", "F"}:
        return FULL
    if category == "Ll" and sign >= "\u0400":
        return CYRILLIC
    return WIDTHS.get(category, OTHER)


def _is_of_figures(column: Sequence[tuple[Token, Token]]) -> bool:
    """Tell whether all below the head of `column` are figures, and the source aligns them in no way."""
    if any(cell.attrGet("style") for cell, _ in column):
        return False
    texts = [_text(inline).strip() for _, inline in column[1:]]
    known = [text for text in texts if text not in NOTHING]
    return bool(known) and all(FIGURES.fullmatch(text) for text in known)


def _text(inline: Token) -> str:
    return "".join(child.content or " " for child in inline.children or [])
