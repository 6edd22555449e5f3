"""How many mails a minute may go out, and how many of them to one domain."""

from __future__ import annotations

from collections import deque

MINUTE = 60.0  # seconds
FEW = 1000  # domains that are kept in mind without a look which of them had no mail for a minute


class Window:
    """The mails of the last minute, which are never more than `limit` wherever a minute is begun."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._times: deque[float] = deque()

    def free_at(self) -> float:
        """Return from when on one more may go out."""
        return self._times[0] + MINUTE if len(self._times) >= self._limit else float("-inf")

    def note(self, now: float) -> None:
        """Note that one goes out now."""
        self._times.append(now)
        while len(self._times) > self._limit or self._times[0] <= now - MINUTE:
            self._times.popleft()

    def is_idle(self, now: float) -> bool:
        """Say whether the last minute had none."""
        return not self._times or self._times[-1] <= now - MINUTE


class Pace:
    """Both limits. Times are in seconds, of any clock that only goes forward. Serves one thread."""

    def __init__(self, per_minute: int, per_domain: int | None = None) -> None:
        self._all = Window(per_minute)
        self._per_domain = per_domain
        self._domains: dict[str, Window] = {}
        self._many = FEW

    def free_at(self) -> float:
        """Return from when on a mail may go out, whoever gets it."""
        return self._all.free_at()

    def free_for(self, domain: str) -> float:
        """Return from when on `domain` may get a mail."""
        window = self._domains.get(domain)
        return window.free_at() if window else float("-inf")

    def note(self, domain: str, now: float) -> None:
        """Note that a mail to `domain` goes out now."""
        self._all.note(now)
        if self._per_domain is not None:
            self._domains.setdefault(domain, Window(self._per_domain)).note(now)
            self._forget(now)

    def _forget(self, now: float) -> None:
        """Keep no more in mind than a minute needs, however many domains there are."""
        if len(self._domains) > self._many:
            self._domains = {name: kept for name, kept in self._domains.items() if not kept.is_idle(now)}
            self._many = max(FEW, 2 * len(self._domains))
