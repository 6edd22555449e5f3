"""Tokens → HTML, by the library's renderer, with each footnote where it is first referred to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML

from communique.text.figures import in_figures_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

Lines = list[list["Token"]]  # a footnote's paragraphs


class Writer(RendererHTML):
    """Writes the blocks of one text, in order. Methods without `render` are rules for tokens."""

    def __init__(self, parser: MarkdownIt, tag: str, prefix: str, notes: Mapping[int, Lines]) -> None:
        super().__init__(parser)
        self._options = parser.options
        self._tag = tag
        self._prefix = prefix
        self._notes = notes
        self._placed: set[int] = set()
        self._in_note = False

    def render_block(self, tokens: Sequence[Token]) -> str:
        """Return a block as HTML."""
        return self.render(tokens, self._options, {}).rstrip("\n")

    def render_note(self, number: int) -> str:
        """Return a footnote's paragraphs as one; a reference inside it is a bare number."""
        self._in_note = True
        html = "<br />".join(self.renderInline(line, self._options, {}) for line in self._notes[number])
        self._in_note = False
        return html

    def footnote_ref(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Return the footnote itself at its first reference, and its number at any later one."""
        number = tokens[idx].meta["id"] + 1
        shown = in_figures_of(self._tag, str(number))
        if self._in_note or number in self._placed:
            return f'<sup class="footnote-again">{shown}</sup>'
        self._placed.add(number)
        opening = f'<span class="footnote" id="{self._prefix}note-{number}" data-number="{shown}">'
        return f"{opening}{self.render_note(number)}</span>"

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Return a picture's words alone: photos stand beside the text, under `photos`."""
        return escapeHtml(tokens[idx].content)
