"""A mail's words and what goes with them, the same for all who read its languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# Why it is written: a bulletin or digest that is new to the reader, one before its embargo's hour, a later
# version for one who has an earlier, or that it no longer stands.
Occasion = Literal["release", "embargoed", "correction", "withdrawal"]


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says in plain text and in HTML, whose CSS stands with its elements."""

    languages: tuple[str, ...]  # the reader's first
    sender: str  # the newsroom's name in the first of them
    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a letter."""

    name: str  # without folders; any letters of any script
    data: bytes
    media_type: str = "application/pdf"
