"""Header fields as they go over the line: ASCII, folded, and with nothing of a text that could end one."""

from __future__ import annotations

import re
import unicodedata
from email.header import Header
from urllib.parse import quote, urlsplit, urlunsplit

from communique.model import ascii_domain

LINE = 76  # characters; RFC 5322, 2.1.1 recommends 78 at the most
LONGEST_TEXT = 500  # characters of a title or a name
LONGEST_WORD = 60  # characters without a space, which could not be folded
KEPT = (
    "%/:?#[]@!$&'()*+,;=~"  # of a web address: what divides it, and what is escaped already (RFC 3986, 2.2)
)
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


def file_name(name: str) -> str:
    """Return `name` as an attachment has it: on one line, and never a path (RFC 2183, 2.3)."""
    return re.sub(r"[/\\]", "-", plain(name))


def field(name: str, value: str) -> bytes:
    """Return a field whose `value`, ASCII but for an address, is folded at its spaces (RFC 5322, 2.2.3)."""
    first, *others = value.split(" ")
    lines = [f"{name}: {first}"]
    for word in others:
        if len(lines[-1]) + len(word) < LINE:
            lines[-1] += f" {word}"
        else:
            lines.append(f" {word}")
    return "\r\n".join(lines).encode() + b"\r\n"


def text_field(name: str, text: str) -> bytes:
    """Return a field that says `text`, in encoded words where it must be (RFC 2047)."""
    told = plain(text)
    return field(name, told) if is_plain(told) else f"{name}: {_encoded(told, name)}\r\n".encode("ascii")


def address_field(name: str, display: str | None, address: str) -> bytes:
    """Return a field with one mailbox (RFC 5322, 3.4); in UTF-8 where the address needs it (RFC 6532)."""
    local, _, domain = address.rpartition("@")
    where = f"{local}@{ascii_domain(domain)}"
    return named_field(name, display, where) if plain(display or "") else f"{name}: {where}\r\n".encode()


def named_field(name: str, display: str | None, where: str) -> bytes:
    """Return a field that says `where` in angle brackets, after what people call it."""
    told = plain(display or "")
    if is_plain(told):
        quoted = '"' + re.sub(r'(["\\])', r"\\\1", told) + '"'
        return field(name, f"{told if ATOMS.fullmatch(told) else quoted} <{where}>")
    told = _encoded(told, name)
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
        ways.append(f"<{_ascii_url(url.replace('{token}', quote(token)))}>")
    if not ways:
        return b""
    fields = f"List-Unsubscribe: {f',{chr(13)}{chr(10)} '.join(ways)}\r\n"
    if url and url.startswith("https://") and "{token}" in url:
        fields += "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    return fields.encode("ascii")


def slug(text: str) -> str:
    """Return `text` as a part of an identifier: ASCII letters, figures, hyphens.

    Other letters are told in Punycode, as domains tell them (RFC 3492): no two names become the same.
    """
    told = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFKC", text).lower()).strip("-") or "list"
    return told if told.isascii() else f"xn--{told.encode('punycode').decode('ascii')}"


def list_id(list_name: str, series: str, sender: str) -> str:
    """Return what tells a list from all others (RFC 2919, 3): in the domain of who sends."""
    domain = ascii_domain(sender.rpartition("@")[2])
    return f"{slug(list_name)}.{slug(series)}.{domain}"


def is_plain(text: str) -> bool:
    """Say whether `text` can stand in a header as it is, and will not be taken for an encoded word."""
    words = text.split(" ")
    return text.isascii() and "=?" not in text and all(len(word) <= LONGEST_WORD for word in words)


def _ascii_url(url: str) -> str:
    """Return `url` as HTTP has it: host and path in ASCII (RFC 3987, 3.1)."""
    if url.isascii():
        return url
    parts = urlsplit(url)
    host = ascii_domain(parts.hostname or "") + (f":{parts.port}" if parts.port else "")
    told = (quote(part, safe=KEPT) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, host, *told))


def _encoded(text: str, name: str) -> str:
    return Header(text, "utf-8", maxlinelen=LINE, header_name=name).encode(linesep="\r\n")
