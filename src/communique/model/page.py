"""A composed page: everything that a rendering depends on, in one value that can be pickled."""

from __future__ import annotations

from dataclasses import dataclass

from communique.model.newsroom import UNLIMITED, Limits

FONT_SUFFIXES = (".ttf", ".otf", ".woff", ".woff2")


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture or font that a page may read, under the name by which it asks for it."""

    name: str  # relative, such as `brand/emblem.svg`: its address is `asset:` + name
    data: bytes

    @property
    def is_font(self) -> bool:
        """Tell a font, which all pages of a look share, from a picture."""
        return self.name.endswith(FONT_SUFFIXES)


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """CSS and the file it came from, which faults name."""

    name: str
    css: str


@dataclass(frozen=True, slots=True)
class Page:
    """What is to be rendered. The same value gives the same bytes."""

    html: str
    stylesheets: tuple[Stylesheet, ...]
    assets: tuple[Asset, ...]
    source: Asset | None = None  # what the page was made from, attached to it
    limits: Limits = UNLIMITED  # what its PDF may come to
