"""Where each key and value of a YAML file stands, so that a fault can name its line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

Where = tuple[str | int, ...]  # the way down to a value: ("photos", 0, "alt", "en")


class Place(NamedTuple):
    """A line and a column of a file, both counted from 1."""

    line: int
    column: int


START = Place(1, 1)


@dataclass(frozen=True, slots=True)
class Places:
    """The places of one file's keys and values, by the way down to them."""

    keys: dict[Where, Place] = field(default_factory=dict)
    values: dict[Where, Place] = field(default_factory=dict)
    blocks: dict[Where, int] = field(default_factory=dict)  # the line of a literal block's first word

    def key(self, where: Where) -> Place:
        """Return the place of the key itself; of its value where it is an item of a list."""
        return self.keys.get(where) or self.at(where)

    def at(self, where: Where, offset: int = 0) -> Place:
        """Return the place of the value at `where`, or of the nearest that encloses it.

        A mapping or list is found by its key, on the line where a reader looks for it.
        `offset` is a line within the stripped text of a literal block, counted from 0;
        texts written in other ways are found by their first line.
        """
        if where in self.blocks:
            return Place(self.blocks[where] + offset, 1) if offset else self.values[where]
        for length in range(len(where), 0, -1):
            known = self.values.get(where[:length]) or self.keys.get(where[:length])
            if known:
                return known
        return self.values.get((), START)
