"""Margins, padding and sizes: those that a style gives without a percentage are found once for all its boxes.

WeasyPrint finds twenty lengths anew for each box, each time that it tries a line or a page with it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from weasyprint.css import AnonymousStyle, ComputedStyle
from weasyprint.layout import absolute, block, column, flex, grid, inline, page, percent, table
from weasyprint.layout import float as floats

if TYPE_CHECKING:
    from collections.abc import Iterator

THEIR_MODULES = (absolute, block, column, flex, floats, grid, inline, page, percent, table)
SIDES = ("top", "right", "bottom", "left")
OF_THE_WIDTH = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in SIDES),
    "width",
    "min_width",
    "max_width",
)
LENGTHS = (*OF_THE_WIDTH, "height", "min_height", "max_height")
BORDERS = tuple(f"border_{side}_width" for side in SIDES)
FOUND = (*LENGTHS, *BORDERS)


@contextmanager
def lengths_by_style() -> Iterator[None]:
    """Let boxes of one style share its lengths meanwhile."""
    theirs = percent.resolve_percentages
    copies = {kind: kind.copy for kind in (ComputedStyle, AnonymousStyle)}

    def resolve(box: Any, containing_block: Any) -> None:
        style = box.style
        try:
            lengths = style.lengths
        except AttributeError:
            style.lengths = lengths = {} if _is_fixed(style) else None
        if lengths:
            box.__dict__.update(lengths)
            return
        theirs(box, containing_block)
        if lengths is not None:
            style.lengths = {name: box.__dict__[name] for name in FOUND}

    def copy(style: Any) -> Any:
        copied = copies[type(style)](style)
        copied.lengths = None  # it is copied to be changed
        return copied

    _replace("resolve_percentages", resolve)
    ComputedStyle.copy = AnonymousStyle.copy = copy
    try:
        yield
    finally:
        _replace("resolve_percentages", theirs)
        for kind, method in copies.items():
            kind.copy = method


def _replace(name: str, function: Any) -> None:
    for module in THEIR_MODULES:
        if hasattr(module, name):
            setattr(module, name, function)


def _is_fixed(style: Any) -> bool:
    """Tell whether the lengths of `style` are the same wherever it stands; borders that collapse are not."""
    return style["border_collapse"] != "collapse" and all(map(_is_absolute, map(style.__getitem__, LENGTHS)))


def _is_absolute(value: Any) -> bool:
    return value == "auto" or getattr(value, "unit", None) == "px"
