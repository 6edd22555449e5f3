"""Which font families the stylesheets declare, and which the laid-out text asks for.

A family that nobody declares is replaced in silence by another, so it is looked for here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import tinycss2

from communique.render import inside

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weasyprint.document import Document


def declared_families(stylesheets: Iterable[str]) -> frozenset[str]:
    """Return the families that the @font-face rules of `stylesheets` name (CSS Fonts 4, 4.2)."""
    return frozenset(
        _family(declaration.value)
        for css in stylesheets
        for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
        if rule.type == "at-rule" and rule.lower_at_keyword == "font-face" and rule.content
        for declaration in tinycss2.parse_blocks_contents(rule.content)
        if declaration.type == "declaration" and declaration.lower_name == "font-family"
    )


def undeclared_families(document: Document, declared: frozenset[str]) -> list[str]:
    """Return each family that a text on a page prefers and no stylesheet declares, once."""
    known = {family.casefold() for family in declared}
    wanted = dict.fromkeys(box.style["font_family"][0] for box in inside.texts(document))
    return [family for family in wanted if family.casefold() not in known]


def _family(tokens: list[tinycss2.ast.Node]) -> str:
    words = [token.value for token in tokens if token.type in {"string", "ident"}]
    return " ".join(words)
