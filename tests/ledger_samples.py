"""What tests of the ledger write into it: one issue, a few recipients, mails and answers."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from communique.deliver.mail.envelope import Envelope, Fate, Outcome
from communique.ledger import Intent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from communique.ledger import Ledger

NOW = dt.datetime(2018, 8, 1, 9, 30, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(minutes=5)
NUMBER = "EMB-JM/2018/001"
ANNA, BORIS, CLARA = "Anna@Example.org", "boris@example.org", "clara@пример.рф"


def intents(*addresses: str, languages: tuple[str, ...] = ("ru", "en")) -> list[Intent]:
    """Return that each of `addresses` is to get it, by the list press."""
    return [Intent(address, "press", languages) for address in addresses]


def intend(ledger: Ledger, *addresses: str, number: str = NUMBER, version: int = 1) -> dict[str, int]:
    """Intend an issue for each of `addresses`; return the keys."""
    issue = ledger.note_issue(number, version, "meaning", NOW)
    return ledger.intend(issue.id, intents(*addresses), NOW)


def envelope(key: int) -> Envelope:
    """Return a mail for a delivery."""
    return Envelope(key, "press@example.org", "anna@example.org", "<1@example.org>", lambda: b"")


def send(
    ledger: Ledger, keys: Mapping[str, int], fate: Fate | None = "accepted", answer: str = "250 ok"
) -> None:
    """Send the mails of `keys`, which all end alike; with None they never get an answer."""
    with ledger.journal(lambda: LATER) as journal:
        for key in keys.values():
            journal.begin(envelope(key)).result(timeout=30)
            if fate:
                journal.settle(envelope(key), Outcome(fate, answer))
