"""How addresses and wishes are written in SMTP's commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.model.subscriber import ascii_domain

if TYPE_CHECKING:
    from communique.deliver.mail.connection import Ability
    from communique.deliver.mail.envelope import Envelope

LONGEST_ENVID = 100  # characters (RFC 3461, 4.4)


def path_of(address: str) -> bytes:
    """Return `address` as a command has it: its domain as DNS does; only its other part may need SMTPUTF8.

    Raises ValueError for what could end a command or its path.
    """
    if any(letter in "<>\\" or letter <= " " or letter == "\x7f" for letter in address):
        raise ValueError("an address has a character that no mail server takes")
    local, at, domain = address.rpartition("@")
    return f"{local}{at}{ascii_domain(domain)}".encode()


def mail_parameters(envelope: Envelope, content: bytes, ability: Ability) -> bytes:
    """Return what follows MAIL FROM's path: the size, the kind of text, and how reports are to look."""
    wishes = []
    if ability.names_size:
        wishes.append(f"SIZE={len(content)}")
    if not content.isascii():
        wishes.append("BODY=8BITMIME")
    if needs_utf8(envelope):
        wishes.append("SMTPUTF8")
    if ability.dsn:
        wishes.append("RET=HDRS")
        envid = xtext(envelope.identity.strip("<>"))
        wishes += [f"ENVID={envid}"] if len(envid) <= LONGEST_ENVID else []
    return "".join(f" {wish}" for wish in wishes).encode("ascii")


def recipient_parameters(envelope: Envelope, ability: Ability) -> bytes:
    """Return what follows RCPT TO's path: reports are wished about failure and delay (RFC 3461, 4.1)."""
    return (
        f" NOTIFY=FAILURE,DELAY ORCPT={original(envelope.recipient)}".encode("ascii") if ability.dsn else b""
    )


def needs_utf8(envelope: Envelope) -> bool:
    """Say whether an address has letters that only SMTPUTF8 can carry."""
    return not (path_of(envelope.sender) + path_of(envelope.recipient)).isascii()


def original(address: str) -> str:
    """Return `address` as ORCPT has it (RFC 3461, 4.2; RFC 6533, 3 for other letters than ASCII's)."""
    if address.isascii():
        return f"rfc822;{xtext(address)}"
    return "utf-8;" + "".join(
        letter if "!" <= letter <= "~" and letter not in "+=\\" else f"\\x{{{ord(letter):02X}}}"
        for letter in address
    )


def xtext(text: str) -> str:
    """Return ASCII `text` as the value of a parameter (RFC 3461, 4)."""
    return "".join(
        letter if "!" <= letter <= "~" and letter not in "+=" else f"+{ord(letter):02X}" for letter in text
    )
