"""Text: Markdown → HTML, block by block; plain text → typeset text.

`typeset` sets a title or a caption; `render` sets a body, and `lead` tells how it begins.
`find_forbidden` names what a body may not hold, and `outline` what it is made of, so that
languages can stand side by side.
"""

from communique.text.figures import counter_style, in_figures_of, locale_of
from communique.text.forbidden import find_forbidden
from communique.text.lead import columns, lead
from communique.text.markdown import (
    Block,
    BlockKind,
    Note,
    Rendered,
    block_lines,
    headings,
    outline,
    render,
    table_widths,
)
from communique.text.structure import first_mismatch, side_by_side
from communique.text.typography import typeset

__all__ = [
    "Block",
    "BlockKind",
    "Note",
    "Rendered",
    "block_lines",
    "columns",
    "counter_style",
    "find_forbidden",
    "first_mismatch",
    "headings",
    "in_figures_of",
    "lead",
    "locale_of",
    "outline",
    "render",
    "side_by_side",
    "table_widths",
    "typeset",
]
