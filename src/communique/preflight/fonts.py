"""Fonts that do not travel with the file, and characters that no font of it draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from communique.preflight.typeface import font_of, is_embedded, name_of, outline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from communique.preflight.finding import Finding
    from communique.preflight.paper import Drawn, Paper

NO_CHARACTER = "\0"  # no font has it, so that asking for it shows the glyph .notdef


def not_embedded(paper: Paper) -> Iterator[Finding]:
    """Find fonts that are not in the file: each machine would show another in their place."""
    asked: set[bytes] = set()
    for item, font, key in _fonts(paper):
        if key not in asked and not is_embedded(font):
            what = f"the font {name_of(font)} is not in the file"
            yield paper.finding("P018", what, item, "embed it; a picture in SVG must not name fonts")
        asked.add(key)


def missing_glyph(paper: Paper) -> Iterator[Finding]:
    """Find characters for which their font has no glyph: a box or nothing stands in their place.

    A font keeps the outline of its glyph .notdef only where a text needs it; where it has none,
    nothing is missing. Only in the other case are the characters looked at one by one.
    """
    blanks: dict[bytes, list[tuple[float, float]]] = {}
    for text, (key, font) in paper.fonts.items():
        if key not in blanks:
            blanks[key] = outline(font, NO_CHARACTER)
        if blank := blanks[key]:
            letters = paper.words(text).replace(" ", "")
            if absent := [one for one in letters if outline(font, one) == blank]:
                what = f"lacks the glyph for {absent[0]!r} (U+{ord(absent[0]):04X})"
                yield paper.finding("P017", what, text, "declare a font that has the character")


def _fonts(paper: Paper) -> Iterator[tuple[Drawn, Any, bytes]]:
    for item, kind, handle, _ in paper.nested():
        if kind == "text":
            key, font = paper.fonts[item] if handle is item.handle else font_of(handle)
            yield item, font, key
