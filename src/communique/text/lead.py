"""How a text begins, without its markup: for where nothing but plain text can stand."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import combining, east_asian_width

from communique.text.parsing import parse
from communique.text.typography import typeset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

SALUTATION = 60  # columns: what is shorter greets, and does not tell what the text is about
LONGEST = 480  # columns of a lead
SENTENCE = re.compile(r"[.!?؟…][»”’\"')\]]*(?=\s)|[。！？][」』”’）]*")


def lead(markdown: str, tag: str) -> str:
    """Return how `markdown` begins, as plain text that is set for the language `tag`.

    That is its first paragraph that is longer than a salutation, or else its first one, cut behind
    a sentence where it is long; nothing where the text has no paragraph at its top.
    """
    told = list(_paragraphs(parse(markdown)))
    chosen = next((text for text in told if columns(text) > SALUTATION), told[0] if told else "")
    return typeset(_cut(chosen), tag)


def columns(text: str) -> int:
    """Return how wide `text` is where each letter has one column and a Chinese character two (UAX 11)."""
    return sum(
        2 if east_asian_width(character) in "WF" else 1 for character in text if not combining(character)
    )


def _paragraphs(tokens: tuple[Token, ...]) -> Iterator[str]:
    for opening, inline in pairwise(tokens):
        if opening.type == "footnote_block_open":
            return
        if opening.type == "paragraph_open" and opening.level == 0:
            yield " ".join("".join(map(_said, inline.children or [])).split(" "))


def _said(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    return token.content if token.type in {"text", "code_inline"} else ""


def _cut(text: str) -> str:
    if columns(text) <= LONGEST:
        return text
    end = 0
    room = LONGEST
    while room > 0:
        room -= columns(text[end])
        end += 1
    sentences = [match.end() for match in SENTENCE.finditer(text, 0, end)]
    if sentences and sentences[-1] > end // 3:
        return text[: sentences[-1]]
    space = text.rfind(" ", end // 2, end)
    return text[: space if space > 0 else end].rstrip(" ,;:–—-") + "…"
