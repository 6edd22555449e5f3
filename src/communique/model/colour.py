"""How well one colour is read on another, as WCAG 2.2 counts it.

A colour is six hexadecimal digits of sRGB behind a `#`, as the stylesheets write it.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from communique.model.part import check_colour, refusal

PAPER = "#ffffff"
LINEAR_BELOW = 0.04045  # where sRGB's curve begins (IEC 61966-2-1)
LEAST_CONTRAST = 4.5  # of text in any size (WCAG 2.2, 1.4.3)


def luminance(colour: str) -> float:
    """Return the relative luminance of `colour`: 0 for black, 1 for white (WCAG 2.2, section 6)."""
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour: str, other: str) -> float:
    """Return the contrast ratio of two colours: 1 where they are alike, 21 for black and white."""
    darker, lighter = sorted((luminance(colour), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def as_ratio(found: float) -> str:
    """Return the contrast `found` as it is told: cut and not rounded, since 4.499 would read as enough."""
    return f"{int(found * 100) / 100:.2f}:1"


def legible(colour: str) -> str:
    """Return `colour` itself where it is read on paper, else the nearest darker one of its hue that is."""
    channels = _channels(colour)
    brightest = max(channels)
    for shade in range(brightest, 0, -1):
        darkened = "#" + "".join(f"{round(channel * shade / brightest):02x}" for channel in channels)
        if contrast(darkened, PAPER) >= LEAST_CONTRAST:
            return darkened
    return colour  # black, which has nothing darker and needs it not


def legible_on(colour: str, ground: str, least: float = LEAST_CONTRAST) -> str:
    """Return `colour` itself where it is read on the dark `ground`, else the nearest tint of it that is.

    A tint is the colour mixed with white, which is the last of them; `least` is the contrast asked for.
    """
    for whiteness in range(256):
        tint = "#" + "".join(
            f"{channel + round((255 - channel) * whiteness / 255):02x}" for channel in _channels(colour)
        )
        if contrast(tint, ground) >= least:
            return tint
    return PAPER


def check_legible(value: str) -> str:
    """Accept a colour that is read on white paper, and white upon it."""
    colour = check_colour(value)
    found = contrast(colour, PAPER)
    if found < LEAST_CONTRAST:
        what = f"has a contrast of {as_ratio(found)} with white; expected {LEAST_CONTRAST}:1 at least"
        hint = f"text is printed in it: '{legible(colour)}' is the nearest darker shade that can be read"
        raise refusal("contrast", value, what, hint)
    return colour


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def _linear(channel: float) -> float:
    """Return the light of an sRGB `channel` of 0 to 1 (IEC 61966-2-1)."""
    return channel / 12.92 if channel <= LINEAR_BELOW else ((channel + 0.055) / 1.055) ** 2.4


TextColour = Annotated[str, AfterValidator(check_legible)]
