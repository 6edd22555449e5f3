"""What came of a run: files made, kept and removed, and all that went wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from communique.errors import CommuniqueError


@dataclass(slots=True)
class Report:
    """The outcome of a build, in the order in which it came. Paths are absolute or as the newsroom's is."""

    built: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    removed: list[Path] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)  # IDs of bulletins, months of digests, unreadable files
    errors: list[CommuniqueError] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)  # what is right and yet should be known
