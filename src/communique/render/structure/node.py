"""The structure tree as plain values: what is written to a PDF, before any of it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points from the lower left corner


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of a page's content that belongs to an element."""

    page: int  # from 0
    mcid: int
    words: str = ""  # what it says, where its glyphs are painted against the order of reading


@dataclass(frozen=True, slots=True)
class LinkArea:
    """The place on a page that leads elsewhere: a link over two lines has two."""

    page: int  # from 0
    annotation: Any = field(compare=False)  # pydyf's dictionary


@dataclass(slots=True, eq=False)
class Node:
    """A structure element (ISO 32000-1, 14.7.2)."""

    tag: str
    lang: str | None = None
    alt: str | None = None
    words: str | None = None  # in place of what is painted: ActualText
    contents: str | None = None  # where a link leads, in words
    box: Box | None = None
    numbering: str | None = None
    scope: str | None = None
    span: tuple[int, int] = (1, 1)  # columns, rows
    id: str | None = None
    headers: tuple[str, ...] = ()
    children: list[Node | Mark | LinkArea] = field(default_factory=list)

    def add(self, tag: str, lang: str | None = None) -> Node:
        """Append an element and return it."""
        node = Node(tag, lang)
        self.children.append(node)
        return node


class UntaggableError(Exception):
    """A page that no structure tree can tell in full; the message says why, `hint` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint
