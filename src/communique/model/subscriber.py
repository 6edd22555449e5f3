"""Who gets mail: a list of subscribers as a value."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Literal

from pydantic import AfterValidator

from communique.model.language import Tag
from communique.model.part import Email, ListOf, Part, Text, refusal

Frequency = Literal["only", "also", "never"]  # the digest instead of each bulletin, beside them, not at all
NOT_IN_A_LINE = {"Cc", "Zl", "Zp"}  # Unicode categories: control characters, separators of lines, paragraphs


def check_line(value: str) -> str:
    """Accept a text without line breaks or control characters: it goes into the head of a mail."""
    if any(unicodedata.category(character) in NOT_IN_A_LINE for character in value):
        what = "holds a line break or another control character; expected one line"
        raise refusal("line", value, what, "write it on one line")
    return value


Line = Annotated[Text, AfterValidator(check_line)]


class Subscriber(Part):
    """One who gets mail. Absent languages stand for all of the newsroom's, absent topics for every topic."""

    address: Email
    name: Line | None = None
    languages: Annotated[tuple[Tag, ...], ListOf] = ()  # those that are read, the best first
    digest: Frequency = "never"
    topics: Annotated[tuple[Line, ...], ListOf] = ()


class MailingList(Part):
    """The subscribers of one file of lists/. `embargoed`: they get bulletins before an embargo's hour."""

    embargoed: bool = False
    subscribers: Annotated[tuple[Subscriber, ...], ListOf] = ()


def canonical(address: str) -> str:
    """Return what tells an e-mail address from another: its letters in small and in NFC, its domain in ASCII.

    Servers may tell capitals of the part before the @ apart (RFC 5321, 2.4); none that people
    use does, and a subscriber who is listed twice is to get one mail. `address` must be valid.
    Sources: RFC 5890, 2.3.2.1 (A-labels) for domains; RFC 6532, 3.1 (NFC) for what stands before them.
    """
    local, _, domain = address.rpartition("@")
    return f"{unicodedata.normalize('NFC', local.casefold())}@{ascii_domain(domain)}"


def ascii_domain(domain: str) -> str:
    """Return a valid `domain` as DNS has it: in small letters, each label in ASCII."""
    if domain.isascii():
        return domain.lower()
    import idna  # noqa: PLC0415 - loads large tables, which few addresses need

    return idna.encode(domain, uts46=True).decode("ascii")
