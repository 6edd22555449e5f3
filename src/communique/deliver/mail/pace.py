"""How many mails a minute may go out, and how many of them to one domain."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MINUTE = 60.0  # seconds


class Pace:
    """Spaces mails evenly, so that no minute has more of them than are allowed. Not for several threads."""

    def __init__(
        self, per_minute: int, per_domain: int | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._space = MINUTE / per_minute
        self._space_of_domain = MINUTE / per_domain if per_domain else 0.0
        self._next = 0.0
        self._next_of: dict[str, float] = {}
        self._clock = clock

    def wait(self) -> float:
        """Return the seconds until a mail may go out, whoever gets it."""
        return max(self._next - self._clock(), 0.0)

    def wait_for(self, domain: str) -> float:
        """Return the seconds until `domain` may get a mail."""
        return max(self._next_of.get(domain, 0.0) - self._clock(), 0.0)

    def count(self, domain: str) -> None:
        """Note that a mail to `domain` goes out now."""
        now = self._clock()
        self._next = max(now, self._next) + self._space
        if self._space_of_domain:
            self._next_of[domain] = now + self._space_of_domain
