"""A mailing's letters: each written and encoded once for all who get it alike, then addressed to each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.deliver.mail.headers import list_id
from communique.deliver.mail.message import Stationery, prepare
from communique.deliver.mail.signing import signer_of

if TYPE_CHECKING:
    import datetime as dt

    from communique.deliver.mail.message import Prepared
    from communique.dispatch.mailing import Mailing
    from communique.dispatch.plan import Addressee


@dataclass(frozen=True, slots=True)
class Marks:
    """What tells a mail from all others."""

    identity: str  # its Message-ID
    token: str = ""  # by which its reader unsubscribes
    earlier: str | None = None  # the Message-ID of the version before, which the reader got


class Letters:
    """The letters of one mailing, by what they say."""

    def __init__(self, mailing: Mailing, now: dt.datetime, *, is_trial: bool = False) -> None:
        self._mailing, self._now, self._is_trial = mailing, now, is_trial
        self._prepared: dict[object, Prepared] = {}

    def of(self, addressee: Addressee) -> Prepared:
        """Return the mail that `addressee` gets, but for who that is. Raises RenderFaults for a template."""
        if addressee.variant not in self._prepared:
            self._prepared[addressee.variant] = self._prepare(addressee)
        return self._prepared[addressee.variant]

    def addressed(self, addressee: Addressee, own: Marks) -> bytes:
        """Return the whole mail to `addressee`."""
        prepared = self.of(addressee)
        return prepared.addressed(
            addressee.address, addressee.name, own.identity, own.token, earlier=own.earlier
        )

    def largest(self) -> int:
        """Return the bytes of the largest of the mails."""
        for addressee in self._mailing.plan.addressees:
            self.of(addressee)
        return max((prepared.size for prepared in self._prepared.values()), default=0)

    def _prepare(self, addressee: Addressee) -> Prepared:
        mailing, subject = self._mailing, self._mailing.subject
        attachments = subject.attachments(addressee.languages, mailing.mail.kilobytes)
        letter = subject.letter(addressee.languages, addressee.occasion, attachments, is_trial=self._is_trial)
        stationery = stationery_of(mailing, addressee.list_name)
        return prepare(letter, attachments, stationery, self._now, f"{subject.number} v{mailing.version}")


def stationery_of(mailing: Mailing, list_name: str) -> Stationery:
    """Return what all mails to a list share."""
    mail, newsroom = mailing.mail, mailing.house.newsroom
    unsubscribe = mail.unsubscribe
    return Stationery(
        sender=mail.sender,
        reply_to=mail.reply_to,
        list_id=list_id(list_name, newsroom.series, mail.sender),
        list_name=list_name,
        series=newsroom.series,
        unsubscribe_mailto=unsubscribe.mailto if unsubscribe else None,
        unsubscribe_url=unsubscribe.url if unsubscribe else None,
        sign=signer_of(mail.dkim) if mail.dkim else None,
    )
