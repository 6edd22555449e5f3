"""Whose turn it is: new mails, those held back by their domain's pace, and those to be tried again."""

from __future__ import annotations

import heapq
import itertools
import random
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from communique.deliver.mail.envelope import Envelope
    from communique.deliver.mail.pace import Pace

AHEAD = 1000  # mails that are held back at most while others overtake them
WAITING = 20_000  # deferred mails that this run tries again at most; the others wait for the next run
JITTER = 0.1  # of a wait, so that what was deferred together does not come back together


@dataclass(slots=True)
class Turn:
    """A mail, and what it went through in this run."""

    envelope: Envelope
    deferrals: int = 0
    losses: int = 0  # connections that were lost before the mail was ended

    @property
    def domain(self) -> str:
        """Who takes the mail in the end."""
        return self.envelope.recipient.rpartition("@")[2].lower()


@dataclass(slots=True)
class Turns:
    """Gives out mails in order. Times are in seconds of a clock that only goes forward. Serves one thread."""

    envelopes: Iterable[Envelope]
    pace: Pace
    waits: Sequence[float]
    _urgent: deque[Turn] = field(default_factory=deque, init=False)
    _later: list[tuple[float, int, Turn]] = field(default_factory=list, init=False)
    _held: dict[str, deque[Turn]] = field(default_factory=dict, init=False)  # by domain, none of them empty
    _freed: list[tuple[float, str]] = field(default_factory=list, init=False)  # when each of those goes on
    _held_count: int = field(default=0, init=False)
    _fresh: deque[Turn] = field(
        default_factory=deque, init=False
    )  # the next new mail, where it was looked at
    _order: itertools.count[int] = field(default_factory=itertools.count, init=False)

    def __post_init__(self) -> None:
        self.envelopes = iter(self.envelopes)

    def next(self, now: float) -> Turn | None:
        """Return the mail that goes out now, which is noted in the pace; None where none may."""
        if self.pace.free_at() > now:
            return None
        if self._freed and self._freed[0][0] <= now:
            return self._release(now)
        while turn := self._candidate(now):
            if self.pace.free_for(turn.domain) <= now:
                self.pace.note(turn.domain, now)
                return turn
            self._hold(turn)
        return None

    def wait(self, now: float) -> float | None:
        """Return the seconds until a mail may go out, as far as is known; None where none is left."""
        times = [at for at, *_ in self._freed[:1]] + [at for at, *_ in self._later[:1]]
        if self._urgent or (self._held_count < AHEAD and self._has_fresh()):
            times.append(now)
        return max(min(times), self.pace.free_at(), now) - now if times else None

    def again(self, turn: Turn) -> None:
        """Let `turn` go before all others."""
        self._urgent.append(turn)

    def later(self, turn: Turn, now: float) -> bool:
        """Let `turn` go after its next wait; False where it had its last, or too many wait."""
        if turn.deferrals >= len(self.waits) or len(self._later) >= WAITING:
            return False
        wait = self.waits[turn.deferrals] * random.uniform(1, 1 + JITTER)  # noqa: S311 - not a secret
        turn.deferrals += 1
        heapq.heappush(self._later, (now + wait, next(self._order), turn))
        return True

    def deferred(self) -> int:
        """Return how many mails wait that were tried in this run."""
        held = itertools.chain.from_iterable(self._held.values())
        return len(self._later) + sum(bool(turn.deferrals or turn.losses) for turn in (*held, *self._urgent))

    def _candidate(self, now: float) -> Turn | None:
        """Return the next mail, whatever its domain's pace; None where as many as may be are held back."""
        if self._urgent:
            return self._urgent.popleft()
        if self._later and self._later[0][0] <= now:
            return heapq.heappop(self._later)[2]
        return self._fresh.popleft() if self._held_count < AHEAD and self._has_fresh() else None

    def _has_fresh(self) -> bool:
        """Say whether there is a new mail."""
        if not self._fresh:
            self._fresh.extend(map(Turn, itertools.islice(self.envelopes, 1)))
        return bool(self._fresh)

    def _hold(self, turn: Turn) -> None:
        if turn.domain not in self._held:
            self._held[turn.domain] = deque()
            heapq.heappush(self._freed, (self.pace.free_for(turn.domain), turn.domain))
        self._held[turn.domain].append(turn)
        self._held_count += 1

    def _release(self, now: float) -> Turn:
        """Return the first of a domain that may get a mail again."""
        _, domain = heapq.heappop(self._freed)
        turn = self._held[domain].popleft()
        self._held_count -= 1
        self.pace.note(domain, now)
        if self._held[domain]:
            heapq.heappush(self._freed, (self.pace.free_for(domain), domain))
        else:
            del self._held[domain]
        return turn
