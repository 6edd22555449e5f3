"""What only the newsroom can have written: keyed by its ledger's secret, and nobody's name in it.

The mark of an unsubscription tells a subscriber, the mark of a Message-ID a subscriber and an issue;
neither follows from the other, so whoever is forwarded a Message-ID cannot unsubscribe its reader.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

from communique.model.subscriber import canonical

SIZE = 16  # bytes: 128 bits
# Mail servers have changed capitals into small letters: a Message-ID of ours has small ones alone.
MESSAGE_ID = re.compile(r"<?([a-z2-7]{26})\.([a-z0-9-]+)\.([0-9]{1,9})@[^@<>\s]+>?")


def token(secret: bytes, address: str) -> str:
    """Return what stands for `address` in a link to unsubscribe: 22 characters that a URL can hold."""
    return (
        base64.urlsafe_b64encode(_mac(secret, "unsubscribe", canonical(address))).decode("ascii").rstrip("=")
    )


def message_mark(secret: bytes, number: str, version: int, address: str) -> str:
    """Return what tells the mail of an issue to a canonical `address` from every other."""
    mac = _mac(secret, "message", number, str(version), address)
    return base64.b32encode(mac).decode("ascii").rstrip("=").lower()


def slug(number: str) -> str:
    """Return `number` as a Message-ID may hold it."""
    return re.sub(r"[^a-z0-9]+", "-", number.lower()).strip("-") or "-"


def _mac(secret: bytes, *parts: str) -> bytes:
    """Return the first bits of the HMAC of `parts` (RFC 2104, 5 on taking less than all)."""
    return hmac.digest(secret, "\0".join(parts).encode(), hashlib.sha256)[:SIZE]
