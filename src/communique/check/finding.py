"""What a rule finds wrong, by the key it concerns; whoever reads the file knows the line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's complaint. `line` counts from 0 inside a text of several lines."""

    code: str
    message: str
    where: tuple[str | int, ...]
    line: int = 0
    hint: str = ""
