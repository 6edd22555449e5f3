"""What a body may not hold: raw HTML, pictures, a second title, links to elsewhere, mazes."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from communique.text.parsing import link_problem, parse_freely

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

LENGTH = 200_000  # characters, some sixty pages
BLOCK_DEPTH = 6  # lists and quotes inside one another
NOTE_LENGTH = 2_000  # characters, half a page in a column
HIGHEST = 999  # number that a list may begin with: a higher one is a year, or runs out of its column
INLINE_DEPTH = 8  # emphasis inside emphasis
CONTAINERS = ("bullet_list", "ordered_list", "blockquote")
TABLE_PARTS = ("table_open", "tbody_open", "table_close")
NOTE_PARTS = ("paragraph_open", "paragraph_close", "inline")

Place = tuple[int, str]


def find_forbidden(markdown: str) -> list[tuple[int, str]]:
    """Return each thing in `markdown` that a body may not hold: its line, from 0, and what it is."""
    if len(markdown) > LENGTH:
        return [(0, f"the text has {len(markdown):,} characters; expected no more than {LENGTH:,}")]
    tokens = parse_freely(markdown)
    found = {*_in_blocks(tokens), *_in_tables(tokens), *_in_lines(tokens), *_in_notes(tokens)}
    return sorted(found)


def _in_blocks(tokens: Sequence[Token]) -> Iterator[Place]:
    depth = 0
    for token in tokens:
        if token.type == "html_block":
            yield _line(token), "raw HTML; expected Markdown"
        elif token.type == "heading_open" and token.tag == "h1":
            yield _line(token), "a heading of the first level, which is the title's; expected ## or deeper"
        elif token.type == "ordered_list_open" and int(token.attrs.get("start", 1)) > HIGHEST:
            number = token.attrs["start"]
            yield (
                _line(token),
                f"a list that begins at {number}; where it is a year, write {number}\\.",
            )
        if token.type.startswith(CONTAINERS):
            depth += token.nesting
            if token.nesting > 0 and depth == BLOCK_DEPTH + 1:
                yield (
                    _line(token),
                    f"lists or quotes too deep; expected {BLOCK_DEPTH} inside one another at most",
                )


def _in_tables(tokens: Sequence[Token]) -> Iterator[Place]:
    """Find tables without rows: where such a table ends a page, its head would be left out."""
    parts = (token for token in tokens if token.type in TABLE_PARTS)
    for opening, closing in pairwise(parts):
        if (opening.type, closing.type) == ("table_open", "table_close"):
            yield _line(opening), "a table with nothing below its head; expected a row at least"


def _in_lines(tokens: Sequence[Token]) -> Iterator[Place]:
    for token in tokens:
        children = token.children or []
        if any(child.level > INLINE_DEPTH for child in children):
            yield _line(token), f"emphasis too deep; expected {INLINE_DEPTH} inside one another at most"
        tagged = False
        line = _line(token)
        for child in children:
            message = _wrong(child)
            if message and not (tagged and child.type == "html_inline"):
                yield line, message
            tagged = tagged or child.type == "html_inline"  # the tag that closes it is the same slip
            line += 1 if child.type in {"softbreak", "hardbreak"} else child.content.count("\n")


def _wrong(child: Token) -> str | None:
    if child.type == "html_inline":
        return f"raw HTML {child.content!r}; expected Markdown"
    if child.type == "image":
        return "a picture inside the text; expected it under 'photos'"
    if child.type == "text" and "](" in child.content:
        return "a link that is none; expected [words](https://…), with neither spaces nor footnotes inside"
    if child.type == "link_open" and (problem := link_problem(str(child.attrs["href"]))):
        return f"a link that cannot be printed: {problem}"
    return None


def _in_notes(tokens: Sequence[Token]) -> Iterator[Place]:
    """Find footnotes that are missing, idle, repeated, nested or more than a few lines."""
    texts: dict[str, int] = {}  # where each footnote stands, and where it is first referred to
    calls: dict[str, int] = {}
    inside = ""
    for token in tokens:
        if token.type == "footnote_reference_open":
            inside = token.meta["label"]
            if inside in texts:
                yield _line(token), f"footnote [^{inside}] stands here a second time"
            texts.setdefault(inside, _line(token))
        elif token.type == "footnote_reference_close":
            inside = ""
        elif inside and len(token.content) > NOTE_LENGTH:
            length = f"{len(token.content):,} characters; expected no more than {NOTE_LENGTH:,}"
            yield texts[inside], f"footnote [^{inside}] has {length}"
        elif inside and token.type not in NOTE_PARTS:
            yield texts[inside], f"footnote [^{inside}] holds more than paragraphs"
        for label in _calls(token):
            calls.setdefault(label, _line(token))
            if inside:
                yield _line(token), f"footnote [^{label}] is referred to inside a footnote"
    yield from (
        (line, f"footnote [^{name}] has no text") for name, line in calls.items() if name not in texts
    )
    yield from (
        (line, f"nothing refers to footnote [^{name}]") for name, line in texts.items() if name not in calls
    )


def _calls(token: Token) -> list[str]:
    return [child.meta["label"] for child in token.children or [] if child.type == "footnote_ref"]


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0
