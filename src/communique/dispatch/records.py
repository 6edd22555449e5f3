"""What the ledger says to who asks, and what a person decides about it."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from communique.build.lock import is_locked
from communique.dispatch.senders import LOCK, sole_sender
from communique.ledger import adopt_ledger, open_ledger, peek_ledger

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from communique.ledger import Delivery, Ledger, Print, State

BY = "the officer, with communique ledger"
Decision = Literal["accepted", "refused", "resend"]


@dataclass(frozen=True, slots=True)
class Question:
    """Which mails are asked for; what is None is of no account."""

    number: str | None = None
    recipient: str | None = None
    state: State | None = None

    @property
    def is_open(self) -> bool:
        """Whether it asks for all there are."""
        return self.number is None and self.recipient is None and self.state is None


@dataclass(frozen=True, slots=True)
class Summary:
    """How the mails about one version of a bulletin or digest stand."""

    number: str
    version: int
    first_at: dt.datetime
    counts: dict[State, int]


@contextmanager
def reading(folder: Path) -> Iterator[Ledger | None]:
    """Give the ledger of the newsroom in `folder` to read, or None where nothing was ever mailed."""
    with ExitStack() as stack:
        ledger = peek_ledger(folder)
        yield stack.enter_context(ledger) if ledger else None


def ask_ledger(folder: Path, question: Question) -> Iterator[Delivery]:
    """Yield the mails that `question` asks for, by number, version and address."""
    with reading(folder) as ledger:
        if ledger:
            yield from ledger.deliveries(
                number=question.number, recipient=question.recipient, state=question.state
            )


def ask_prints(folder: Path, number: str | None = None) -> list[Print]:
    """Return what was printed of `number`, or of all, the newest last."""
    with reading(folder) as ledger:
        return ledger.prints(number) if ledger else []


def summaries(folder: Path) -> list[Summary]:
    """Return how the mails about each bulletin and digest stand, the oldest first."""
    with reading(folder) as ledger:
        if not ledger:
            return []
        return [
            Summary(issue.number, issue.version, issue.first_at, ledger.counts(issue.id))
            for issue in ledger.issues()
        ]


def is_sending(folder: Path) -> bool:
    """Say whether somebody sends mail of this newsroom now, on this machine."""
    return is_locked(folder / LOCK)


def decide(folder: Path, deliveries: Iterable[Delivery], decision: Decision, now: dt.datetime) -> None:
    """Note what a person decided about `deliveries`. Raises DeliveryFaults while mail is being sent."""
    with sole_sender(folder), open_ledger(folder, now=now) as ledger:
        ledger.recover()
        for delivery in deliveries:
            if decision == "resend":
                ledger.resend(delivery.key, now, BY)
            else:
                ledger.settle(delivery.key, decision, now, BY)


def adopt(folder: Path, now: dt.datetime) -> None:
    """Take a ledger that was restored as it is."""
    with sole_sender(folder):
        adopt_ledger(folder, now=now, by=BY).close()
