"""A mail → the field that proves whose it is (DKIM, RFC 6376). dkimpy comes with communique[dkim]."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from communique.errors import DeliveryFaults, Fault
from communique.model import ascii_domain

if TYPE_CHECKING:
    from collections.abc import Callable

    from communique.model import Dkim

KEY = "COMMUNIQUE_DKIM_KEY"
LARGEST_KEY = 20_000  # bytes
# All that a reader sees and a program acts on. RFC 8058, 4 wants both fields for unsubscribing among them.
FIELDS = (
    b"from", b"to", b"subject", b"date", b"message-id", b"reply-to", b"in-reply-to", b"references",
    b"mime-version", b"content-type", b"content-language", b"list-id", b"list-unsubscribe",
    b"list-unsubscribe-post", b"auto-submitted", b"feedback-id",
)  # fmt: skip
SIGNED = FIELDS * 2  # as standing there once, or not at all: nobody can add one (RFC 6376, 8.15)


def signer_of(settings: Dkim) -> Callable[[bytes], bytes]:
    """Return what makes the signature of a mail, a whole field. Raises DeliveryFaults for the key."""
    try:
        import dkim  # noqa: PLC0415 - an extra that few need
    except ImportError:
        hint = "pip install 'communique[dkim]', or leave out mail: dkim"
        raise DeliveryFaults(
            [Fault("M020", "dkimpy is not installed, which signs mail", hint=hint)]
        ) from None
    key = _key(settings)
    sign = partial(
        dkim.sign,
        selector=ascii_domain(settings.selector).encode("ascii"),
        domain=ascii_domain(settings.domain).encode("ascii"),
        privkey=key,
        canonicalize=(b"relaxed", b"relaxed"),
        include_headers=list(SIGNED),
    )
    try:
        sign(b"From: trial@example.org\r\n\r\ntrial\r\n")
    except (dkim.DKIMException, ValueError):
        raise _unfit("holds no private key in PEM") from None  # what it says may repeat the key
    return lambda mail: bytes(sign(mail))


def _key(settings: Dkim) -> bytes:
    if key := os.environ.get(KEY):
        return key.encode()
    if settings.key_file is None:
        raise _unfit("is named nowhere")
    try:
        with Path(settings.key_file).expanduser().open("rb") as file:
            return file.read(LARGEST_KEY)
    except OSError as problem:
        why = (problem.strerror or "there is no such file").lower()
        raise _unfit("cannot be read: " + why) from None


def _unfit(why: str) -> DeliveryFaults:
    hint = f"name the file of the private key as mail: dkim: key_file, or put the key into {KEY}"
    return DeliveryFaults([Fault("M021", f"the key that signs mail {why}", hint=hint)])
