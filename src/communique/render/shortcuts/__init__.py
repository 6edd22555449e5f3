"""WeasyPrint's own work, done once where it does it many times: nothing that is seen or told changes.

Each module is one shortcut, and can be left out without harm. They stand in for functions of WeasyPrint
as long as a page is rendered, and keep from one page to the next what pages have in common. What each
saves is printed by tests/benchmarks/bench_steps.py; that the functions they stand for are still those
that were read is tested in tests/unit/render/shortcuts.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from communique.render.shortcuts.glyphs import glyphs_by_font
from communique.render.shortcuts.images import packed_pictures
from communique.render.shortcuts.lengths import lengths_by_style
from communique.render.shortcuts.paths import kept_paths
from communique.render.shortcuts.styles import forget_styles, shared_styles
from communique.render.shortcuts.text import kept_layouts

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SHORTCUTS", "forget_styles", "shortcuts"]

SHORTCUTS = {
    "styles": shared_styles,
    "lengths": lengths_by_style,
    "layouts": kept_layouts,
    "glyphs": glyphs_by_font,
    "paths": kept_paths,
    "pictures": packed_pictures,
}


@contextmanager
def shortcuts() -> Iterator[None]:
    """Take all shortcuts meanwhile."""
    with ExitStack() as stack:
        for shortcut in SHORTCUTS.values():
            stack.enter_context(shortcut())
        yield
