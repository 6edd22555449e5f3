"""The newsroom's colours and paper as CSS: what a theme leaves to its publisher."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.model import Stylesheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from communique.model import Newsroom, Theme


def stylesheets_of(newsroom: Newsroom, theme: Theme, names: Iterable[str]) -> tuple[Stylesheet, ...]:
    """Return the theme's stylesheets by their `names`, and the brand's, which has the last word."""
    return (*(theme.stylesheets[name] for name in names), brand_stylesheet(newsroom))


def brand_stylesheet(newsroom: Newsroom) -> Stylesheet:
    """Return the custom properties `--primary`, `--accent`, `--stripe` and the size of the page.

    `--stripe` paints the brand's colours as bands of equal height, from the top down.
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
    return Stylesheet("styles/brand.css", css)
