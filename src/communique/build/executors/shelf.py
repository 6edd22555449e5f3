"""What a worker holds of the contents that it was sent: the same rule tells both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOM = (
    64 * 2**20
)  # bytes: the fonts of most newsrooms ten times over; those of a job stay whatever they weigh


class Shelf:
    """Which contents are held: what every page uses stays, the pictures of one bulletin go in time."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._sizes: dict[str, int] = {}  # by SHA-256; what was not used for longest stands first

    def __contains__(self, sha256: str) -> bool:
        return sha256 in self._sizes

    def take(self, sizes: Mapping[str, int]) -> list[str]:
        """Note that the contents of `sizes` are used, and return which others are to be let go."""
        for sha256, size in sizes.items():
            self._sizes.pop(sha256, None)
            self._sizes[sha256] = size
        gone = []
        excess = sum(self._sizes.values()) - self._room
        for sha256 in [one for one in self._sizes if one not in sizes]:
            if excess <= 0:
                break
            excess -= self._sizes.pop(sha256)
            gone.append(sha256)
        return gone
