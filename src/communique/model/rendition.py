"""A bulletin or digest otherwise than the newsroom builds it: on other paper, in black, or with bleed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.model.colour import luminance

if TYPE_CHECKING:
    from communique.model.newsroom import Newsroom, Size

BLACK = "#000000"
DARKEST = 0.3  # of white: the stripe's darkest grey, on which no band is lost beside black rules


@dataclass(frozen=True, slots=True)
class Rendition:
    """What is other than in the newsroom's own PDFs."""

    size: Size | None = None
    monochrome: bool = False
    bleed: bool = False  # what reaches the paper's edge goes on beyond it

    @property
    def finish(self) -> tuple[str, ...]:
        """The stylesheets that come after a page's own."""
        named = {"monochrome.css": self.monochrome, "bleed.css": self.bleed}
        return tuple(name for name, is_wanted in named.items() if is_wanted)

    def of(self, newsroom: Newsroom) -> Newsroom:
        """Return `newsroom` with the paper and the colours of this rendition."""
        page, brand = newsroom.page, newsroom.brand
        if self.size:
            page = page.model_copy(update={"size": self.size})
        if self.monochrome:
            stripe = as_greys(brand.stripe)
            brand = brand.model_copy(update={"primary": BLACK, "accent": BLACK, "stripe": stripe})
        return newsroom.model_copy(update={"page": page, "brand": brand})


PLAIN = Rendition()


def as_greys(colours: tuple[str, ...]) -> tuple[str, ...]:
    """Return a grey for each of `colours`, as far from one another as can be, the lightest the lightest.

    By their own lightness alone, blue and red would come out alike.
    """
    ranked = sorted(set(colours), key=lambda colour: (-luminance(colour), colour))
    step = (1 - DARKEST) / max(len(ranked) - 1, 1)
    first = 0 if len(ranked) > 1 else 1 - DARKEST
    shades = {colour: round(255 * (1 - first - step * rank)) for rank, colour in enumerate(ranked)}
    return tuple(f"#{shades[colour]:02x}{shades[colour]:02x}{shades[colour]:02x}" for colour in colours)
