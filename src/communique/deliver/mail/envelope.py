"""One mail to one recipient, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

# What a server's answer means. In doubt is a mail whose last byte was sent and whose answer never came.
Fate = Literal["accepted", "deferred", "refused", "doubt"]


@dataclass(frozen=True, slots=True)
class Envelope:
    """What SMTP is told of a mail, and how its content is made (RFC 5321, 2.3.1)."""

    key: int  # the ledger's, for this recipient
    sender: str  # the return path
    recipient: str
    identity: str  # its Message-ID, and the ENVID of a report about it (RFC 3461, 4.4)
    content: Callable[[], bytes]  # as it goes over the line: CRLF at each line's end, no dots doubled


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one try to deliver a mail."""

    fate: Fate
    answer: str  # the server's own words, such as 250 2.0.0 Ok: queued as 4F3; or why there are none


class Journal(Protocol):
    """Where a sender notes what it does. Both may be called from several threads."""

    def begin(self, envelope: Envelope) -> Future[None]:
        """Note that `envelope` is under way; done when that outlasts a power cut."""
        ...

    def settle(self, envelope: Envelope, outcome: Outcome) -> None:
        """Note what became of `envelope`."""
        ...
