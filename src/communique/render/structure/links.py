"""Annotations of links that another one covers, taken off their pages.

WeasyPrint gives one to each box inside of a link as well, so that a screen reader would say a line
of the contents eight times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from communique.render.structure.node import LinkArea


def leave_out(pdf: Any, areas: Iterable[LinkArea]) -> None:
    """Take the annotations of `areas` off their pages, and out of `pdf`."""
    for area in areas:
        page = pdf.objects[int(pdf.page_references[area.page].split()[0])]
        page["Annots"].remove(area.annotation.reference)
        area.annotation.free = "f"
