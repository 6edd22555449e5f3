"""Marked content that belongs to no element → artifacts: running heads and feet, repeats, ornaments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pydyf

from communique.render.structure.node import UntaggableError

if TYPE_CHECKING:
    from communique.render.structure.read import Artifact

# ISO 32000-1, table 330
PROPERTIES: dict[Artifact, dict[str, str]] = {
    "header": {"Type": "/Pagination", "Subtype": "/Header"},
    "footer": {"Type": "/Pagination", "Subtype": "/Footer"},
    "repeat": {"Type": "/Pagination"},
    "layout": {"Type": "/Layout"},
}


def mark_artifacts(operators: list[Any], artifacts: dict[int, Artifact], marks: int) -> None:
    """Rewrite in a page's `operators` the marks that `artifacts` names by their MCID.

    Raises UntaggableError where the page does not hold all of its `marks`: text that is
    translucent is drawn elsewhere, and no element can own it.
    """
    for place, operand in enumerate(operators):
        if isinstance(operand, pydyf.Dictionary) and "MCID" in operand:
            marks -= 1
            artifact = artifacts.get(operand["MCID"])
            if artifact:
                operators[place - 1 : place + 1] = ["/Artifact", pydyf.Dictionary(PROPERTIES[artifact])]
    if marks:
        message = "text stands in a translucent group, where no reader can reach it"
        raise UntaggableError(message, "give it a paler colour in place of `opacity`")
