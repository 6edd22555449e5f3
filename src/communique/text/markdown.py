"""Markdown → HTML, one string a block, typeset for its language.

CommonMark with tables and footnotes. What stands in the HTML was escaped by the library;
raw HTML is never passed on, and a link leads to http, https or mailto or is no link at all.
`forbidden` names what a body may not hold; here the same things merely do no harm.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from communique.text.parsing import copies, make_parser, parse
from communique.text.reshape import reshape
from communique.text.tables import shape_tables, tables_in
from communique.text.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token

    from communique.text.writer import Lines

BlockKind = Literal["paragraph", "heading", "list", "quote", "table", "rule", "code"]
REMEMBERED = 16  # texts: a bulletin's, for each of its editions
KINDS: dict[str, BlockKind] = {
    "paragraph_open": "paragraph",
    "heading_open": "heading",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "blockquote_open": "quote",
    "table_open": "table",
    "hr": "rule",
    "fence": "code",
    "code_block": "code",
}


@dataclass(frozen=True, slots=True)
class Block:
    """A block at the top of a text: its HTML and the line, from 0, where it begins."""

    kind: BlockKind
    html: str
    line: int


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote by its number, from 1: its HTML, fit to stand in a line, and its line, from 0."""

    number: int
    html: str
    line: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text's blocks, each footnote inside the line that first refers to it, and the footnotes again."""

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]


@lru_cache(maxsize=REMEMBERED)
def render(markdown: str, tag: str, prefix: str = "") -> Rendered:
    """Render `markdown`, written in the language `tag`.

    A footnote stands where it is first referred to, as
    `<span class="footnote" id="{prefix}note-1" data-number="1">…</span>`, which a stylesheet
    floats to the foot of the page; a later reference is its bare number. Headings begin at
    `<h2>` and no level is skipped. Emphasis inside a link is dropped, since each element
    inside it would become a PDF annotation of its own; emphasis around a link stays.
    """
    tokens = copies(parse(markdown))
    reshape(tokens, tag)
    shape_tables(tokens)
    _start_lists(tokens)
    body, notes = _part_notes(tokens)
    writer = Writer(make_parser(), tag, prefix, {number: _lines(note) for number, note in notes.items()})
    blocks = tuple(
        Block(_kind(group), writer.render_block(group), _line(group)) for group in _top_blocks(body)
    )
    return Rendered(blocks, tuple(Note(n, writer.render_note(n), _line(note)) for n, note in notes.items()))


def outline(markdown: str) -> tuple[BlockKind, ...]:
    """Return what kinds of block `markdown` is made of, in order."""
    return tuple(_kind(group) for group in _top_blocks(_body(markdown)))


def block_lines(markdown: str) -> tuple[int, ...]:
    """Return the line, from 0, where each block of `outline` begins."""
    return tuple(_line(group) for group in _top_blocks(_body(markdown)))


def headings(markdown: str) -> tuple[tuple[int, int], ...]:
    """Return the line, from 0, and the level, as it is written, of each heading of `markdown`."""
    tokens = parse(markdown)
    return tuple((_line([token]), int(token.tag[1])) for token in tokens if token.type == "heading_open")


def table_widths(markdown: str, tag: str) -> tuple[tuple[int, float], ...]:
    """Return the line, from 0, and the least width of each table, in em of its type."""
    if not any(token.type == "table_open" for token in parse(markdown)):
        return ()
    tokens = copies(parse(markdown))
    reshape(tokens, tag)
    return tuple((table.line, table.width(hyphenated=True)) for table in tables_in(tokens))


def _start_lists(tokens: Iterable[Token]) -> None:
    """Let each list count from where it is written to begin: the renderer of pages asks only the styles."""
    for token in tokens:
        if token.type == "ordered_list_open" and (start := token.attrGet("start")) is not None:
            token.attrSet("style", f"counter-reset:list-item {int(start) - 1}")


def _top_blocks(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """Return the tokens of each block at the top of a text."""
    group: list[Token] = []
    depth = 0
    for token in tokens:
        group.append(token)
        depth += token.nesting
        if depth == 0:
            yield group
            group = []


def _kind(block: Sequence[Token]) -> BlockKind:
    return KINDS[block[0].type]


def _line(block: Sequence[Token]) -> int:
    return next((token.map[0] for token in block if token.map), 0)


def _body(markdown: str) -> list[Token]:
    return _part_notes(parse(markdown))[0]


def _part_notes(tokens: Sequence[Token]) -> tuple[list[Token], dict[int, list[Token]]]:
    """Part the text from its footnotes, which the library puts last, by their numbers."""
    ends = [place for place, token in enumerate(tokens) if token.type == "footnote_block_open"]
    body = list(tokens[: ends[0]] if ends else tokens)
    notes: dict[int, list[Token]] = {}
    number = 0
    for token in tokens[len(body) :]:
        if token.type == "footnote_open":
            number = token.meta["id"] + 1
            notes[number] = []
        elif not token.type.startswith("footnote_"):
            notes[number].append(token)
    return body, notes


def _lines(note: Iterable[Token]) -> Lines:
    return [token.children for token in note if token.type == "inline" and token.children]
