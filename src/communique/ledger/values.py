"""What the ledger takes and tells, as values. Times are moments with a zone, told in UTC."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

# Of a delivery: to be sent; taken by the server; to be tried again; turned away for good; sent, and no answer
# came; not to be sent, since the recipient must get nothing.
State = Literal["intended", "accepted", "deferred", "refused", "doubt", "suppressed"]
Fate = Literal["accepted", "deferred", "refused", "doubt"]  # what a try can end in
Reason = Literal["unsubscribed", "asked", "bounced"]  # for good, by the officer, until it is lifted
Returned = Literal["hard", "soft", "unsubscribed"]  # gone for good; perhaps not; a wish to be left alone

# Of a print: about to be handed over, or nobody knows; at the printer; and how it ended.
PrintState = Literal["begun", "handed", "printed", "failed", "cancelled"]

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MILLISECOND = dt.timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Issue:
    """What is mailed: a version of a bulletin or of a digest."""

    id: int
    number: str  # EMB-JM/2018/001, or a digest's 2018-07
    version: int
    meaning: str  # SHA-256 of what was mailed
    first_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Intent:
    """Who is to get an issue."""

    address: str  # as it is written in the list
    list_name: str
    languages: tuple[str, ...]  # the best first


@dataclass(frozen=True, slots=True)
class Standing:
    """How a delivery stands, for who sends its issue."""

    key: int
    state: State
    tries: int
    due: dt.datetime | None  # when a deferred one may be tried again
    answer: str  # the server's last
    at: dt.datetime  # of the last change


@dataclass(frozen=True, slots=True)
class Delivery:
    """An issue for one recipient, for who looks it up."""

    key: int
    number: str
    version: int
    recipient: str  # the address as it was written last
    state: State
    list_name: str
    languages: tuple[str, ...]
    tries: int
    at: dt.datetime
    due: dt.datetime | None
    answer: str
    sender_is_alive: bool  # it is under way in this moment, and so not yet in doubt


@dataclass(frozen=True, slots=True)
class Question:
    """What of an issue is not over yet: so many deliveries in one state."""

    number: str
    version: int
    state: State
    count: int
    due: dt.datetime | None  # of the first that may be tried again


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why someone gets nothing."""

    address: str  # as it was written last
    reason: Reason
    at: dt.datetime
    source: str  # what it was learnt from


@dataclass(frozen=True, slots=True)
class Event:
    """What a person decided."""

    at: dt.datetime
    kind: str  # settled, resent, suppressed, lifted, adopted
    number: str  # nothing where it is about no delivery
    version: int
    recipient: str  # nothing where it is about the whole ledger
    detail: str


@dataclass(frozen=True, slots=True)
class Print:
    """Something that was given to a printer."""

    key: int
    number: str
    version: int | None  # None: a digest
    meaning: str  # SHA-256 of what it says
    printer: str  # as people call it
    uri: str
    job: int | None  # the printer's number for it
    user: str
    copies: int
    pages: int  # of the document, in one copy
    sheets: int  # of paper, in all copies
    how: str
    state: PrintState
    at: dt.datetime
    ended: dt.datetime | None
    told: str  # the printer's words


def stamp(moment: dt.datetime) -> int:
    """Return `moment` as it is kept: in milliseconds since 1970, UTC. It must have a zone."""
    return (moment - EPOCH) // MILLISECOND


def moment_of(kept: int) -> dt.datetime:
    """Return the moment that was kept."""
    return EPOCH + kept * MILLISECOND


def moment_if(kept: int | None) -> dt.datetime | None:
    """Return the moment that was kept, where there was one."""
    return None if kept is None else moment_of(kept)


def key_of(issue: int, recipient: int) -> int:
    """Return the one number of a delivery: its issue's above 32 bits of its recipient's."""
    return issue << 32 | recipient


def parts_of(key: int) -> tuple[int, int]:
    """Return issue and recipient of a delivery's key."""
    return key >> 32, key & 0xFFFF_FFFF
