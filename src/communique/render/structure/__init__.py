"""Painted pages → the structure tree that a screen reader follows.

`read` asks the boxes what each element of the HTML shows and where; `tree` builds the tree
from the HTML's own elements; `write` makes it objects of the PDF; `artifacts` takes what
belongs to no element out of the reading; `pictures` lets a picture be told in each language, and
`reading_order` a script from right to left be read as it is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from communique.render.structure.artifacts import mark_artifacts
from communique.render.structure.node import UntaggableError
from communique.render.structure.pictures import insert_marks
from communique.render.structure.read import read
from communique.render.structure.tree import build
from communique.render.structure.write import write

if TYPE_CHECKING:
    from weasyprint.document import Document

__all__ = ["UntaggableError", "write_structure"]


def write_structure(pdf: Any, document: Document, _version: object, streams: list[Any]) -> None:
    """Tag the pages of `document`, drawn on `streams`, in `pdf`, for `inside.tagging`.

    Raises UntaggableError.
    """
    if not document.metadata.lang:
        hint = 'write <html lang="…"> in the template'
        raise UntaggableError("the page does not say in which language it is", hint)
    reading = read(document, streams)
    write(pdf, build(reading), reading.marks)
    for number, stream in enumerate(streams):
        insert_marks(stream.stream, reading.again[number])
        mark_artifacts(stream.stream, reading.artifacts[number], reading.marks[number])
