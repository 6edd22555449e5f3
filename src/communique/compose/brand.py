"""The newsroom's emblem, colours, fonts and paper as CSS: what a theme leaves to its publisher."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from posixpath import relpath
from typing import TYPE_CHECKING

from communique.compose.emblem import ratio_of
from communique.model import Stylesheet
from communique.text import counter_style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from communique.model import Asset, Face, Newsroom, Stack, Theme, Typefaces

NAME = "styles/brand.css"


def stylesheets_of(
    newsroom: Newsroom, theme: Theme, names: Iterable[str], emblem: Asset | None = None
) -> tuple[Stylesheet, ...]:
    """Return the theme's stylesheets by their `names`, and the brand's, which has the last word.

    Pages that show no `emblem` need none.
    """
    return (
        *(theme.stylesheets[name] for name in (*names, *theme.finish)),
        brand_stylesheet(newsroom, theme.typefaces, emblem),
    )


def brand_stylesheet(newsroom: Newsroom, typefaces: Typefaces, emblem: Asset | None) -> Stylesheet:
    """Return the custom properties `--primary`, `--accent`, `--stripe` and the size of the page.

    `--stripe` paints the brand's colours as bands of equal height, from the top down;
    `--emblem-ratio` is the emblem's width over its height. Where `typefaces` order the fonts,
    `--text` and `--label` follow, and figures where a language has its own.
    """
    brand = newsroom.brand
    share = 100 / len(brand.stripe)
    bands = ", ".join(
        f"{colour} {index * share:.4g}%, {colour} {(index + 1) * share:.4g}%"
        for index, colour in enumerate(brand.stripe)
    )
    css = (
        f"@page {{ size: {newsroom.page.size} }}\n"
        f":root {{ --primary: {brand.primary}; --accent: {brand.accent}; "
        f"--stripe: linear-gradient({bands}) }}\n"
    )
    if emblem:
        css += f":root {{ --emblem-ratio: {ratio_of(emblem):.3g} }}\n"
    rules = (*_font_rules(typefaces), *_figure_rules(newsroom.languages))
    return Stylesheet(NAME, css + "".join(f"{rule}\n" for rule in rules))


def _font_rules(typefaces: Typefaces) -> Iterator[str]:
    yield from map(_font_face, typefaces.faces)
    if typefaces.stack:  # said again for each language: beside Chinese it would inherit its order
        yield f":root, [lang] {{ {_order(typefaces.stack)} }}"
    for tag in sorted(typefaces.leading, key=len):  # zh-Hant after zh, whose rule would hold for it too
        yield f":lang({tag}) {{ {_order(typefaces.leading[tag])} }}"


def _font_face(face: Face) -> str:
    address = relpath(face.asset, PurePosixPath(NAME).parent)
    return (
        f"@font-face {{ font-family: {_string(face.family)}; src: url({_string(address)}); "
        f"font-weight: {face.weight}; font-style: {'italic' if face.italic else 'normal'} }}"
    )


def _order(stack: Stack) -> str:
    text, label = (", ".join(map(_string, families)) for families in (stack.text, stack.label))
    return f"--text: {text}; --label: {label}"


def _figure_rules(languages: Iterable[str]) -> Iterator[str]:
    """Return the counters of languages that count in figures of their own."""
    for tag in sorted(languages, key=len):
        if style := counter_style(tag):
            yield f"main :lang({tag}) ol {{ list-style-type: {style} }}"
            yield f".folio:lang({tag}) .page-number::before {{ content: counter(page, {style}) }}"
            yield f".folio:lang({tag}) .page-count::before {{ content: counter(pages, {style}) }}"


def _string(text: str) -> str:
    """Return `text` as a string of CSS (CSS Syntax 3, 4.3.5)."""
    return '"' + re.sub(r'["\\]', r"\\\g<0>", text) + '"'
