"""Header fields as they go over the line: ASCII, folded, and with nothing of a text that could end one."""

from __future__ import annotations

import re
import unicodedata
from email.header import Header
from urllib.parse import quote

from communique.model import ascii_domain

LINE = 76  # characters; RFC 5322, 2.1.1 recommends 78 at the most
LONGEST_TEXT = 500  # characters of a title or a name
LONGEST_WORD = 60  # characters without a space, which could not be folded
# What steers a terminal, ends a line or turns the order of letters round, and what is half of a character.
UNFIT = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]+"
)
SPACES = re.compile(r"[\s\u00a0\u202f]+")
ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")  # RFC 5322, 3.2.3, and spaces between


def plain(text: str) -> str:
    """Return `text` as a header says it: composed, on one line, without what cannot be seen."""
    told = SPACES.sub(" ", UNFIT.sub(" ", unicodedata.normalize("NFC", text))).strip()
    return told if len(told) <= LONGEST_TEXT else told[: LONGEST_TEXT - 1] + "…"


def field(name: str, value: str) -> bytes:
    """Return a field whose ASCII `value` is folded at its spaces (RFC 5322, 2.2.3)."""
    first, *others = value.split(" ")
    lines = [f"{name}: {first}"]
    for word in others:
        if len(lines[-1]) + len(word) < LINE:
            lines[-1] += f" {word}"
        else:
            lines.append(f" {word}")
    return "\r\n".join(lines).encode("ascii") + b"\r\n"


def text_field(name: str, text: str) -> bytes:
    """Return a field that says `text`, in encoded words where it must be (RFC 2047)."""
    told = plain(text)
    return field(name, told) if _is_plain(told) else f"{name}: {_encoded(told, name)}\r\n".encode("ascii")


def address_field(name: str, display: str | None, address: str) -> bytes:
    """Return a field with one mailbox (RFC 5322, 3.4); in UTF-8 where the address needs it (RFC 6532)."""
    local, _, domain = address.rpartition("@")
    where = f"{local}@{ascii_domain(domain)}"
    told = plain(display or "")
    if not told:
        return f"{name}: {where}\r\n".encode()
    if not _is_plain(told):
        told = _encoded(told, name)
    elif not ATOMS.fullmatch(told):
        told = '"' + re.sub(r'(["\\])', r"\\\1", told) + '"'
    last = len(f"{name}: {told}".rpartition("\r\n")[2])
    space = " " if last + len(where) + 3 <= LINE else "\r\n "
    return f"{name}: {told}{space}<{where}>\r\n".encode()


def unsubscribe_fields(mailto: str | None, url: str | None, token: str) -> bytes:
    """Return where the reader whom `token` stands for can unsubscribe (RFC 2369, 3.2; RFC 8058, 3.1).

    One click is offered where the address is encrypted and tells who asks: any other could be
    unsubscribed by who merely looks at it.
    """
    ways = []
    if mailto:
        local, _, domain = mailto.rpartition("@")
        ways.append(f"<mailto:{quote(local)}@{ascii_domain(domain)}?subject=unsubscribe%20{quote(token)}>")
    if url:
        ways.append(f"<{url.replace('{token}', quote(token))}>")
    if not ways:
        return b""
    fields = f"List-Unsubscribe: {f',{chr(13)}{chr(10)} '.join(ways)}\r\n"
    if url and url.startswith("https://") and "{token}" in url:
        fields += "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    return fields.encode("ascii")


def slug(text: str) -> str:
    """Return `text` as a part of an identifier: ASCII letters, figures, hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "list"


def list_id(list_name: str, series: str, sender: str) -> str:
    """Return what tells a list from all others (RFC 2919, 3): in the domain of who sends."""
    domain = ascii_domain(sender.rpartition("@")[2])
    return f"{slug(list_name)}.{slug(series)}.{domain}"


def _is_plain(text: str) -> bool:
    """Say whether `text` can stand in a header as it is, and will not be taken for an encoded word."""
    words = text.split(" ")
    return text.isascii() and "=?" not in text and all(len(word) <= LONGEST_WORD for word in words)


def _encoded(text: str, name: str) -> str:
    return Header(text, "utf-8", maxlinelen=LINE, header_name=name).encode(linesep="\r\n")
