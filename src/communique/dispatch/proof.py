"""What is to be printed → a PDF for an outside print shop: with bleed, and marks for where it is cut."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from communique.imposition import add_marks, count_pages

if TYPE_CHECKING:
    from communique.dispatch.paper import Document, Press
    from communique.dispatch.printing import Wish
    from communique.model.newsroom import Size


@dataclass(frozen=True, slots=True)
class Proof:
    """A document made ready for a print shop."""

    document: Document
    size: Size  # as it is cut
    pages: int
    pdf: bytes


def make_proof(press: Press, reference: str, wish: Wish) -> Proof:
    """Return what `reference` means, rendered with bleed. Raises what stands against the document."""
    newsroom = press.house.newsroom
    rendition = replace(wish.rendition(newsroom), bleed=True)
    document = press.document(reference, rendition, wish.language)
    size = wish.size or newsroom.page.size
    return Proof(document, size, count_pages(document.pdf), add_marks(document.pdf))
