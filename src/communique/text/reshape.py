"""Tokens → tokens: what a printed page asks for that CommonMark does not."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from markdown_it.token import Token

from communique.text.languages import rules_of
from communique.text.typography import typeset_runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# A word of Latin, Greek or Cyrillic that is long enough for a hyphen; in other scripts none is written.
LETTERS = "A-Za-z\u00c0-\u024f\u0370-\u04ff"
LAST_WORD = re.compile(rf"(?:^|(?<=\s))[{LETTERS}’-]{{7,}}[\u202f»”’).,;:!?…]*$")
LAST_WORD_TAGS = ('<span class="last-word">', "</span>")
LONG = 40  # characters
NARROW_DIGITS = 2  # have room before the text of a list
NO_BREAK_SPACES = ("\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}")


def reshape(tokens: Sequence[Token], tag: str) -> None:
    """Flatten links, set the text for `tag`, level the headings and scope the tables' heads, in place.

    The last word of a paragraph is marked, so that no hyphen parts it.
    """
    before = ""
    for token in tokens:
        if token.type == "inline":
            token.children = list(_flatten_links(token.children or []))
            _typeset(token.children, tag)
            if before == "paragraph_open":
                _mark_last_word(token.children)
            _hold_spaces(token.children)
            token.children = list(_free_calls(token.children))
        elif token.type == "th_open":
            token.attrSet("scope", "col")
        before = token.type
    _level_headings(tokens)
    _measure_numbers(tokens)


def _flatten_links(children: Iterable[Token]) -> Iterator[Token]:
    """Leave plain text alone inside links."""
    inside = False
    for child in children:
        inside = child.type == "link_open" or (inside and child.type != "link_close")
        if not inside or child.type == "link_open":
            yield child
        elif plain := _plain(child):
            yield Token("text", "", 0, content=plain)


def _plain(token: Token) -> str:
    return " " if token.type in {"softbreak", "hardbreak"} else token.content


def _typeset(children: Sequence[Token], tag: str) -> None:
    """Set the text among `children`; where a line of the source ends is a space like any other.

    In a script without spaces it is none (CSS Text 3, 4.1.3).
    """
    without_spaces, before = rules_of(tag).without_spaces, ""
    for place, child in enumerate(children):
        if child.type == "softbreak":
            after = next((token.content for token in children[place + 1 : place + 4] if token.content), "")
            joined = without_spaces and not (before[-1:].isascii() and after[:1].isascii())
            child.type, child.content = "text", "" if joined else " "
        before = child.content or before
    runs = typeset_runs(list(_runs(children)), tag)
    for child, run in zip(children, runs, strict=True):
        if child.type == "text" and run is not None:
            child.content = run


def _mark_last_word(children: list[Token]) -> None:
    """Let a stylesheet keep a paragraph's last word whole: parted, its end would be a line of its own.

    CSS has no word for this that WeasyPrint knows (CSS Text 4, hyphenate-limit-last).
    """
    last = children[-1] if children else None
    if last and last.type == "text" and (match := LAST_WORD.search(last.content)):
        last.content = last.content[: match.start()]
        opening, closing = (Token("html_inline", "", 0, content=tag) for tag in LAST_WORD_TAGS)
        children += [opening, Token("text", "", 0, content=match[0]), closing]


def _hold_spaces(children: Sequence[Token]) -> None:
    """Let no text end in a no-break space where an element follows: a word joiner, unseen, ends it.

    Pango takes any space at a text's end as one that may hang out of the line. WeasyPrint, when it
    looks for the last place to break there, then finds none and parts the text's first long word.
    What fills half a line by itself, such as an address or code, is not held: it would run out of the
    column.
    """
    for place, (child, following) in enumerate(pairwise(children)):
        if child.type == "text" and following.type != "text" and child.content.endswith(NO_BREAK_SPACES):
            after = next((token.content for token in children[place + 1 : place + 4] if token.content), "")
            is_long = len(after.split(" ")[0]) >= LONG
            child.content = f"{child.content[:-1]} " if is_long else f"{child.content}\N{WORD JOINER}"


def _free_calls(children: Iterable[Token]) -> Iterator[Token]:
    """Let the call of a footnote stand on the next line where a word fills the line before it.

    A word of ordinary length would go there with its call; one that is parted at the line's end cannot.
    """
    word = ""
    for child in children:
        if child.type == "footnote_ref" and len(word) >= LONG:
            yield Token("text", "", 0, content="\N{ZERO WIDTH SPACE}")
        word = (word + child.content).rpartition(" ")[2]
        yield child


def _runs(children: Iterable[Token]) -> Iterator[str | None]:
    """Return what each token is to the typesetting: its text, nothing, or a thing that is no text."""
    automatic = False  # inside <https://…>, whose text is an address
    for child in children:
        if child.type == "link_open":
            automatic = child.info == "auto"
        elif child.type == "link_close":
            automatic = False
        if child.type == "text" and not automatic:
            yield child.content
        elif child.type == "hardbreak":
            yield "\n"
        else:
            yield None if child.content else ""


def _level_headings(tokens: Iterable[Token]) -> None:
    """Let headings begin at level 2, below the title, and step down one level at a time."""
    above = [1]  # the levels as written, down to this heading
    for token in tokens:
        if token.type == "heading_open":
            written = int(token.tag[1])
            while len(above) > 1 and above[-1] >= written:
                above.pop()
            above.append(written)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{len(above)}"


def _measure_numbers(tokens: Sequence[Token]) -> None:
    """Tell the stylesheet of numbered lists whose longest number has three digits or more."""
    for place, token in enumerate(tokens):
        if token.type == "ordered_list_open":
            digits = len(str(int(token.attrs.get("start", 1)) + _count_items(tokens, place) - 1))
            if digits > NARROW_DIGITS:
                token.attrSet("class", f"digits-{digits}")


def _count_items(tokens: Sequence[Token], place: int) -> int:
    """Return how many items the list has that begins at `place`, without those of lists inside it."""
    level = tokens[place].level
    inside = takewhile(lambda token: token.level > level, tokens[place + 1 :])
    return sum(token.type == "list_item_open" and token.level == level + 1 for token in inside)
