"""A letter and its files → mails: encoded once for all who get the same, then addressed to each."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING

from communique.deliver.mail.headers import address_field, slug, text_field, unsubscribe_fields
from communique.deliver.mail.headers import field as header

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from communique.model import Attachment, Letter

PERSONAL = 800  # bytes that a mail's own fields take at the most, mostly half of it


@dataclass(frozen=True, slots=True)
class Stationery:
    """What all mails to one list share. Without a list it is nobody's, and nothing to unsubscribe from."""

    sender: str
    reply_to: str | None
    list_id: str
    list_name: str
    series: str  # of the newsroom
    unsubscribe_mailto: str | None = None
    unsubscribe_url: str | None = None  # may hold {token}
    sign: Callable[[bytes], bytes] | None = field(default=None, repr=False)  # gives the field of a signature


@dataclass(frozen=True, slots=True)
class Prepared:
    """A mail but for who gets it."""

    stationery: Stationery
    fields: bytes  # that all share
    content: bytes  # the fields that tell of the body, and the body

    @property
    def size(self) -> int:
        """Bytes that one mail has, at the most."""
        return len(self.fields) + len(self.content) + PERSONAL

    def addressed(self, to: str, name: str | None, message_id: str, token: str) -> bytes:
        """Return the mail to `to` as it goes over the line; by `token` its reader unsubscribes."""
        stationery = self.stationery
        mail = b"".join(
            (
                self.fields,
                address_field("To", name, to),
                header("Message-ID", message_id),
                unsubscribe_fields(stationery.unsubscribe_mailto, stationery.unsubscribe_url, token)
                if stationery.list_name
                else b"",
                self.content,
            )
        )
        return stationery.sign(mail) + mail if stationery.sign else mail


def prepare(
    letter: Letter, attachments: Sequence[Attachment], stationery: Stationery, date: dt.datetime, about: str
) -> Prepared:
    """Return `letter` with its `attachments` as a mail of `date` `about` a version of a bulletin or digest.

    The same letter, files and date give the same bytes.
    """
    fields = (
        address_field("From", letter.sender, stationery.sender),
        address_field("Reply-To", None, stationery.reply_to) if stationery.reply_to else b"",
        text_field("Subject", letter.subject),
        header("Date", format_datetime(date)),
        header("Content-Language", ", ".join(letter.languages)),
        *_list_fields(stationery, about),
        header("Auto-Submitted", "auto-generated"),  # no answer by a machine, please (RFC 3834, 5)
    )
    return Prepared(stationery, b"".join(fields), _content(letter, attachments))


def _list_fields(stationery: Stationery, about: str) -> tuple[bytes, ...]:
    if not stationery.list_name:
        return ()
    # campaign, customer, kind of mail and sender, as the receivers that count complaints by it want it
    feedback = (slug(about), slug(stationery.list_name), "press", slug(stationery.series))
    return (
        header("List-Id", f"<{stationery.list_id}>"),
        header("Precedence", "list"),
        header("Feedback-ID", ":".join(feedback)),
    )


def _content(letter: Letter, attachments: Sequence[Attachment]) -> bytes:
    """Return the parts of a mail (RFC 2046), with the fields that tell of them and no others."""
    mail = EmailMessage(policy=SMTP)
    _set_text(mail, letter.text, "plain", letter.languages)
    html = EmailMessage(policy=SMTP)
    _set_text(html, letter.html, "html", letter.languages)
    mail.make_alternative()
    mail.attach(html)
    for attachment in attachments:
        main, _, kind = attachment.media_type.partition("/")
        mail.add_attachment(attachment.data, maintype=main, subtype=kind, filename=attachment.name)
    digest = hashlib.sha256((letter.text + letter.html).encode())
    for attachment in attachments:
        digest.update(attachment.data)
    parts = (part for part in mail.walk() if part.is_multipart())
    for nth, part in enumerate(parts):
        part.set_boundary(f"=_{digest.hexdigest()[:32]}_{nth}")
    return mail.as_bytes()


def _set_text(part: EmailMessage, text: str, kind: str, languages: Sequence[str]) -> None:
    """Make `text` the content of `part`, in whichever encoding is the shorter."""
    latin = sum(letter.isascii() for letter in text)
    cte = "quoted-printable" if latin * 2 > len(text) else "base64"
    part.set_content(text, subtype=kind, charset="utf-8", cte=cte)
    part["Content-Language"] = ", ".join(languages)
