"""The index by topic: which topics there are, in what order, and what is about each."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from communique.compose.volume.entries import Entry

# Accents and vowel signs, but not Cyrillic's: й follows и, whatever it is composed of.
SIGNS = re.compile(r"(?<![\u0400-\u04ff])[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]+")
LETTER_IO = str.maketrans("ё", "е")  # which Russian dictionaries do not keep apart


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic as its first bulletin writes it, and the bulletins about it in the volume's order."""

    name: str | None  # None: those that are about none
    entries: tuple[Entry, ...]


def topics_of(entries: Sequence[Entry], own: str | None) -> list[Topic]:
    """Return the topics of `entries` in their order; none where no bulletin has one.

    A volume's `own` topic is left out, since all of it is about that; then those without another
    are not told either.
    """
    found: dict[str, tuple[str, list[Entry]]] = {}
    for entry in entries:
        spelt = {sort_key(name): name for name in reversed(entry.bulletin.topics)}
        for key, name in spelt.items():
            found.setdefault(key, (name, []))[1].append(entry)
    if own:
        found.pop(sort_key(own), None)
    topics = [Topic(name, tuple(about)) for _, (name, about) in sorted(found.items())]
    without = tuple(entry for entry in entries if not entry.bulletin.topics)
    return [*topics, Topic(None, without)] if topics and without and not own else topics


def sort_key(name: str) -> str:
    """Return what `name` is sorted by, and told from others: neither case nor accents count.

    So Unicode's collation begins (UTS 10, 1.1), which the standard library does not have:
    scripts follow in the order of their code points.
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return unicodedata.normalize("NFC", SIGNS.sub("", decomposed)).translate(LETTER_IO)
