"""How a list counts, as a reader is told it (ISO 32000-1, table 347)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NUMBERINGS = {
    "circle": "Circle",
    "decimal": "Decimal",
    "disc": "Disc",
    "lower-alpha": "LowerAlpha",
    "lower-roman": "LowerRoman",
    "none": "None",
    "square": "Square",
    "upper-alpha": "UpperAlpha",
    "upper-roman": "UpperRoman",
}


def numbering(element: Element, bullet: Any) -> str:
    """Return how the list `element` counts, whose items have the list-style-type `bullet`.

    A bullet that the table does not know, such as a dash, is words of no scheme: None.
    """
    if bullet is None:  # of a list without items
        return "None"
    is_counted = element.tag == "ol" and isinstance(bullet, str)
    return NUMBERINGS.get(str(bullet), "Decimal" if is_counted else "None")
