"""What several fonts say of the same glyphs, united where they agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

Said = TypeVar("Said")


def agree(known: Mapping[int, Said], said: Mapping[int, Said]) -> bool:
    """Tell whether `known` and `said` say the same wherever both say something."""
    return said.items() <= known.items() or all(known.get(number, one) == one for number, one in said.items())


def unite(known: dict[int, Said], said: Mapping[int, Said]) -> None:
    """Add to `known` what it does not say yet. What it has stays: nothing of `said` lives on in its place."""
    for number in said.keys() - known.keys():
        known[number] = said[number]


class Readings(Generic[Said]):
    """Mappings from a glyph's number; what contradicts one of them stands in another."""

    def __init__(self) -> None:
        self.united: list[dict[int, Said]] = []

    def place(self, said: Mapping[int, Said]) -> int:
        """Unite `said` with the first mapping that it agrees with, and return which that is."""
        for place, known in enumerate(self.united):
            if agree(known, said):
                unite(known, said)
                return place
        self.united.append({**said})
        return len(self.united) - 1
