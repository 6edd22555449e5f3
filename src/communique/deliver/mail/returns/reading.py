"""A mail that came back → what it says, or nothing. Anybody can write one: nothing of it is believed here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PARTS = 50  # of a mail that are looked at
MOST_RECIPIENTS = 100  # of a report
LONGEST = 300  # characters of a server's words
# Of the permanent ones, those that say that the address itself is of no use (RFC 3463, 3.2 and 3.3): no such
# mailbox, system, syntax or moved without a trace; disabled. All others may pass: full, too large, against
# somebody's policy, a server that cannot be reached.
USELESS = re.compile(r"5\.(1\.(0|1|2|3|4|6|10)|2\.1)")
STATUS = re.compile(r"[245]\.[0-9]{1,3}\.[0-9]{1,3}")
TOKEN = re.compile(r"\bunsubscribe\s+([A-Za-z0-9_-]{22})(?![A-Za-z0-9_-])", re.IGNORECASE)
XTEXT = re.compile(r"\+([0-9A-Fa-f]{2})")
BEYOND_ASCII = re.compile(r"\\x\{([0-9A-Fa-f]{2,6})\}")

Kind = Literal["hard", "soft", "delayed", "unsubscribe"]


@dataclass(frozen=True, slots=True)
class Return:
    """What one mail says of one recipient."""

    kind: Kind
    address: str  # that it names; of a wish to unsubscribe, whose mail it claims to be
    status: str = ""  # 5.1.1
    answer: str = ""  # the other server's words
    identities: tuple[str, ...] = ()  # Message-IDs and envelope identifiers of what came back
    token: str = ""


def read_returned(data: bytes) -> list[Return]:
    """Return what the mail in `data` says came back; nothing for any other, such as an answer by a machine.

    Reports are read by RFC 3464, addresses in other letters by RFC 6533.
    """
    try:
        mail = BytesParser(policy=compat32).parsebytes(data)
        parts = _parts(mail)
        reports = [part for part in parts if part.get_content_type() in STATUS_TYPES]
        if reports:
            identities = tuple(_identities(reports[0], parts))
            return [*_of_report(reports[0], identities)]
        return _wish(mail)
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError):
        return []  # what the library stumbles over is no report


STATUS_TYPES = {"message/delivery-status", "message/global-delivery-status"}
HEADER_TYPES = {"text/rfc822-headers", "message/rfc822", "message/global", "message/global-headers"}


def _parts(mail: Message) -> list[Message]:
    found = []
    for part in mail.walk():
        found.append(part)
        if len(found) == MOST_PARTS:
            break
    return found


def _of_report(report: Message, identities: tuple[str, ...]) -> Iterator[Return]:
    for block in _blocks(report)[1 : MOST_RECIPIENTS + 1]:
        address = _address(block["Original-Recipient"]) or _address(block["Final-Recipient"])
        kind = _kind(str(block["Action"] or "").strip().lower(), _status(block))
        if address and kind:
            yield Return(kind, address, _status(block), _words(block["Diagnostic-Code"]), identities)


def _blocks(report: Message) -> list[Message]:
    """Return the groups of fields: the first is about the mail, others about recipients (RFC 3464, 2.1)."""
    payload = report.get_payload()
    return [block for block in payload if isinstance(block, Message)] if isinstance(payload, list) else []


def _kind(action: str, status: str) -> Kind | None:
    if action == "failed":
        return "hard" if USELESS.fullmatch(status) else "soft"
    return "delayed" if action == "delayed" else None


def _status(block: Message) -> str:
    found = STATUS.search(str(block["Status"] or ""))
    return found[0] if found else ""


def _words(field: object) -> str:
    """Return a server's words without the kind that stands before them (RFC 3464, 2.3.6)."""
    told = " ".join(str(field or "").split())
    return told.partition(";")[2].strip()[:LONGEST] or told[:LONGEST]


def _address(field: object) -> str:
    """Return the address of a field such as `rfc822; anna@example.org`."""
    kind, _, address = str(field or "").partition(";")
    address = address.strip()
    if kind.strip().lower() == "utf-8":
        return BEYOND_ASCII.sub(lambda found: chr(int(found[1], 16)), address)
    return _from_xtext(address.strip("<>")) if kind.strip().lower() == "rfc822" else ""


def _from_xtext(text: str) -> str:
    """Return what `text` stands for (RFC 3461, 4); who did not write it so had no such signs in it."""
    return XTEXT.sub(lambda found: chr(int(found[1], 16)), text)


def _identities(report: Message, parts: list[Message]) -> Iterator[str]:
    blocks = _blocks(report)
    if blocks and (envelope := blocks[0]["Original-Envelope-Id"]):
        yield f"<{_from_xtext(str(envelope).strip().strip('<>'))}>"
    for part in parts:
        if part.get_content_type() in HEADER_TYPES:
            found = part["Message-ID"] or _headers_of(part)["Message-ID"]
            if found:
                yield str(found).strip()


def _headers_of(part: Message) -> Message:
    """Return the fields that stand in a part as its text, or in the mail that it holds."""
    payload = part.get_payload()
    if isinstance(payload, list):
        return payload[0]  # type: ignore[return-value]  # a part's parts are mails themselves
    text = part.get_payload(decode=True)
    return BytesParser(policy=compat32).parsebytes(text if isinstance(text, bytes) else b"", headersonly=True)


def _wish(mail: Message) -> list[Return]:
    """Return the wish to be left alone that a mail's subject says, as our List-Unsubscribe writes it."""
    if str(mail["Auto-Submitted"] or "no").lower().startswith("auto"):
        return []
    subject = str(make_header(decode_header(str(mail["Subject"] or ""))))
    if "unsubscribe" not in subject.lower():
        return []
    found = TOKEN.search(subject)
    sender = " ".join(str(mail["From"] or "").split())[:LONGEST]
    return [Return("unsubscribe", sender, token=found[1] if found else "")]
