"""What came of a run: files made, kept and removed, and all that went wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from communique.build.reasons import Reason
    from communique.errors import CommuniqueError


@dataclass(frozen=True, slots=True)
class Bound:
    """A digest that was bound, and what came of it."""

    path: Path
    bulletins: int  # that are printed in it
    withdrawn: int  # that are only listed
    pages: int
    size: int  # in bytes
    programs: int  # of fonts in its bulletins
    shared: int  # that stand for them
    unshared: tuple[str, ...]  # fonts that stay as they were, each with the reason
    saved: int  # bytes by sharing


@dataclass(slots=True)
class Report:
    """The outcome of a build, in the order in which it came. Paths are absolute or as the newsroom's is."""

    built: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    digests: list[Bound] = field(default_factory=list)  # those among what was built
    removed: list[Path] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)  # IDs of bulletins, names of digests, unreadable files
    errors: list[CommuniqueError] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)  # what is right and yet should be known
    reasons: list[Reason] = field(default_factory=list)  # of each output that was built or kept
    seconds: dict[str, float] = field(default_factory=dict)  # that each phase took, of all processes
    elapsed: float = 0.0  # seconds from beginning to end

    def spend(self, phase: str, seconds: float) -> None:
        """Count `seconds` more of `phase`."""
        self.seconds[phase] = self.seconds.get(phase, 0.0) + seconds
