"""Numbers in the figures that a language counts with, by Unicode's CLDR.

Arabic has European figures in Morocco and its own in Egypt, so a tag with its region decides.
"""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError

# CLDR's numbering systems: their zero, after which the other figures follow in Unicode, and CSS's
# name of the counter that is written with them (CSS Counter Styles 3, 6).
SYSTEMS = {
    "arab": ("\u0660", "arabic-indic"),
    "arabext": ("\u06f0", "persian"),
    "beng": ("\u09e6", "bengali"),
    "deva": ("\u0966", "devanagari"),
    "mymr": ("\u1040", "myanmar"),
}
EUROPEAN = "0123456789"


def in_figures_of(tag: str, text: str) -> str:
    """Return `text` with its European figures as the language `tag` writes them."""
    system = SYSTEMS.get(_system(tag))
    if system is None:
        return text
    return text.translate({ord(figure): ord(system[0]) + value for value, figure in enumerate(EUROPEAN)})


def counter_style(tag: str) -> str | None:
    """Return the style of CSS's counters for `tag`, or None where that is its own."""
    system = SYSTEMS.get(_system(tag))
    return system[1] if system else None


@cache
def locale_of(tag: str) -> Locale:
    """Return what CLDR knows of `tag`, or of the nearest wider tag; of a private one what holds for all."""
    subtags = tag.split("-")
    while subtags:
        try:
            return Locale.parse("-".join(subtags), sep="-")
        except (UnknownLocaleError, ValueError):
            subtags.pop()
    return Locale("root")


def _system(tag: str) -> str:
    return str(locale_of(tag).default_numbering_system)
