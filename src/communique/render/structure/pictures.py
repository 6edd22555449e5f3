"""A picture's words in every language, though it is painted once.

Beside the `<img>`, whose `alt` speaks the language that it stands in, a `<figure>` may hold a
`<div role="img" lang="…" aria-label="…"></div>` for each further language. It shows nothing.
In the PDF it is a Figure as well, with the words, the picture's box and a mark of its own: an
empty one at the picture's place. The standards would pass an element without any mark, but
readers such as PDFium and pdf.js ask the page's marks for what there is to read, and never
meet it (ISO 32000-1, 14.7.4.4; ISO 14289-1, 7.3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pydyf

from communique.render.structure.node import Mark, UntaggableError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element


def tells_again(element: Element) -> bool:
    """Tell whether `element` says in another language what a picture shows."""
    return element.tag == "div" and element.get("role") == "img"


def picture_of(teller: Element, parents: Mapping[Element, Element]) -> Element:
    """Return the picture whose words `teller` says again: that of its figure.

    Raises UntaggableError where there is none, or one that is an ornament.
    """
    figure = parents.get(teller)
    while figure is not None and figure.tag != "figure":
        figure = parents.get(figure)
    pictures = [] if figure is None else [one for one in figure.iter("img") if one.get("alt")]
    if not pictures:
        message = f"the words {teller.get('aria-label')!r} belong to no picture"
        hint = 'put role="img" into the <figure> of an <img> that has an alt'
        raise UntaggableError(message, hint)
    return pictures[0]


def insert_marks(operators: list[Any], again: Mapping[int, list[Mark]]) -> None:
    """Insert into a page's `operators`, before the marks that `again` names by their MCID, empty ones."""
    for place in reversed(range(len(operators) if again else 0)):
        operand = operators[place]
        if isinstance(operand, pydyf.Dictionary) and operand.get("MCID") in again:
            operators[place - 1 : place - 1] = [
                item for mark in again[operand["MCID"]] for item in _empty(mark)
            ]


def _empty(mark: Mark) -> tuple[Any, ...]:
    return "/Figure", pydyf.Dictionary({"MCID": mark.mcid}), b"BDC", b"EMC"
