"""A letter and its files → mails: encoded once for all who get the same, then addressed to each."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.utils import format_datetime
from typing import TYPE_CHECKING

from communique.deliver.mail.headers import address_field, named_field, slug, text_field, unsubscribe_fields
from communique.deliver.mail.headers import field as header
from communique.deliver.mail.parts import file_part, multipart, text_part

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from communique.model import Attachment, Letter

PERSONAL = 800  # bytes that a mail's own fields take, mostly half of it; only very long names take more
SIGNATURE = 1500  # bytes of a signature, mostly half of it


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
        """Bytes that one mail has, rather too many than too few."""
        signature = SIGNATURE if self.stationery.sign else 0
        return len(self.fields) + len(self.content) + PERSONAL + signature

    def addressed(
        self, to: str, name: str | None, message_id: str, token: str, earlier: str | None = None
    ) -> bytes:
        """Return the mail to `to` as it goes over the line; by `token` its reader unsubscribes.

        `earlier` is the Message-ID of the version that it corrects: mail programs show both as one talk.
        """
        stationery = self.stationery
        mail = b"".join(
            (
                self.fields,
                address_field("To", name, to),
                header("Message-ID", message_id),
                header("In-Reply-To", earlier) + header("References", earlier) if earlier else b"",
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
    # Campaign, list, kind of mail and sender. Gmail counts complaints by each, so none repeats another,
    # and takes 5 to 15 characters for a sender.
    sender = f"{slug(stationery.series)}-newsroom"[:15].strip("-")
    feedback = (slug(about), slug(f"list {stationery.list_name}"), "bulletin", sender)
    return (
        named_field("List-Id", stationery.list_name, stationery.list_id),
        header("Precedence", "list"),
        header("Feedback-ID", ":".join(feedback)),
    )


def _content(letter: Letter, attachments: Sequence[Attachment]) -> bytes:
    """Return the parts of a mail, with the fields that tell of them and no others."""
    texts = [
        text_part(letter.text, "plain", letter.languages),
        text_part(letter.html, "html", letter.languages),
    ]
    whole = multipart("alternative", texts)
    if attachments:
        whole = multipart("mixed", [whole, *(file_part(attachment) for attachment in attachments)])
    return header("MIME-Version", "1.0") + whole
