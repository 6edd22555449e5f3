"""One thing that a rule holds against a bulletin."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with the value at `where`, such as ("photos", 0, "alt").

    `line` is an offset within a text of several lines, counted from 0.
    """

    code: str
    message: str
    where: tuple[str | int, ...]
    line: int = 0
    hint: str = ""
