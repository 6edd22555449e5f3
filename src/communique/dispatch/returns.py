"""What came back → what follows from it: who gets no more mail, and what a person should look at."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from communique.deliver.mail.returns import open_mailbox, read_returned
from communique.ledger import open_ledger

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from communique.deliver.mail.returns import Return
    from communique.ledger import Ledger, Returned

SOFT = 3  # mails in a row that came back softly, after which an address is suspended

Deed = Literal["suspended", "unsubscribed", "noted", "known", "unproven"]


@dataclass(frozen=True, slots=True)
class Consequence:
    """What followed from one mail that came back, about one address."""

    deed: Deed
    address: str
    why: str
    number: str = ""
    version: int = 0


@dataclass(slots=True)
class Harvest:
    """What a mailbox brought: how many mails, and what followed from those that are about mail of ours."""

    mails: int = 0
    others: int = 0  # that say nothing of the kind, such as answers by machines
    consequences: list[Consequence] = field(default_factory=list)


class _RehearsalError(Exception):
    """Ends a transaction that is not to be kept."""


def take_returns(folder: Path, name: str, *, now: dt.datetime, is_rehearsal: bool = False) -> Harvest:
    """Read the mailbox `name` and note in the ledger of the newsroom in `folder` what follows.

    The same mail read again changes nothing. Only what names a mail of ours by what we alone can have
    written counts; all else is for a person to look at. Raises DeliveryFaults.
    """
    harvest = Harvest()
    with open_ledger(folder, now=now) as ledger, open_mailbox(name) as mails:
        for mail in mails:
            harvest.mails += 1
            returned = read_returned(mail)
            harvest.others += not returned
            for nth, one in enumerate(returned):
                digest = hashlib.sha256(mail + nth.to_bytes(4)).hexdigest()
                harvest.consequences.append(_judge(one, digest, ledger, now, is_rehearsal=is_rehearsal))
    return harvest


def _judge(one: Return, digest: str, ledger: Ledger, now: dt.datetime, *, is_rehearsal: bool) -> Consequence:
    """Return what follows from `one`, and note it, wholly or not at all."""
    told: list[Consequence] = []
    try:
        with ledger.at_once():
            take = _unsubscribe if one.kind == "unsubscribe" else _bounce
            told.append(take(one, digest, ledger, now))
            if is_rehearsal:
                raise _RehearsalError
    except _RehearsalError:
        pass
    return told[0]


def _unsubscribe(one: Return, digest: str, ledger: Ledger, now: dt.datetime) -> Consequence:
    address = ledger.address_of(one.token) if one.token else None
    if address is None:
        return Consequence("unproven", one.address, "asks for no more mail, without a token of ours")
    if not ledger.note_return(digest, "unsubscribed", address, now):
        return Consequence("known", address, "unsubscribed")
    ledger.suppress(address, "unsubscribed", now, f"a mail from {one.address}")
    return Consequence("unsubscribed", address, "by mail")


def _bounce(one: Return, digest: str, ledger: Ledger, now: dt.datetime) -> Consequence:
    why = " ".join(filter(None, (one.status, one.answer))) or "without a reason"
    proven = next(filter(None, map(ledger.parse_message_id, one.identities)), None)
    if proven is None:
        return Consequence("unproven", one.address, f"is not about a mail of ours: {why}")
    number, version, address = proven
    if one.kind == "delayed":
        return Consequence("noted", address, f"delayed: {why}", number, version)
    kind: Returned = "hard" if one.kind == "hard" else "soft"
    if not ledger.note_return(digest, kind, address, now, number=number, version=version, answer=why):
        return Consequence("known", address, why, number, version)
    count = ledger.soft_returns(address)
    if kind == "soft" and count < SOFT:
        return Consequence("noted", address, f"{count} of {SOFT}: {why}", number, version)
    ledger.suppress(address, "bounced", now, why)
    return Consequence("suspended", address, why, number, version)
