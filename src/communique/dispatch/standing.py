"""How the newsroom's mail and its prints stand: what was never sent, and what is not over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communique.build.holdings import is_embargoed, sound_cards
from communique.build.manifest import read_manifest
from communique.dispatch.records import reading
from communique.load import load_archive, load_newsroom
from communique.model import cite

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from communique.ledger import Print, Question


@dataclass(frozen=True, slots=True)
class MailStanding:
    """What of the mail asks for somebody's attention."""

    unsent: list[str] = field(default_factory=list)  # numbers of bulletins
    changed: list[str] = field(default_factory=list)  # since they were sent
    open: list[Question] = field(default_factory=list)


def take_mail_standing(folder: Path, now: dt.datetime) -> MailStanding | None:
    """Return how the mail of the newsroom in `folder` stands at `now`; None where none was ever sent.

    Of an archive that is older than its mail, only what is dated since the first that was mailed
    counts as unsent. Raises NewsroomFaults, and DeliveryFaults for the ledger.
    """
    with reading(folder) as ledger:
        if ledger is None:
            return None
        newsroom = load_newsroom(folder)
        archive = load_archive(folder, newsroom, known=read_manifest(folder).cards())
        cards = {cite(newsroom.series, *card.claim): card for card in sound_cards(archive)}
        free = {number: card for number, card in cards.items() if not is_embargoed(card, now)}
        mailed = {number: found for number in cards if (found := ledger.issues_of(number))}
        questions = ledger.open_questions()
        if not mailed and not questions:
            return None
        since = min((cards[number].date for number in mailed), default=None)
        return MailStanding(
            unsent=[
                number
                for number, card in free.items()
                if number not in mailed and since and card.date >= since and not card.is_withdrawn
            ],
            changed=[number for number in mailed if mailed[number][-1].meaning != cards[number].meaning],
            open=questions,
        )


def take_open_prints(folder: Path) -> list[Print]:
    """Return what was given to a printer, and is not known to be over, the newest last."""
    with reading(folder) as ledger:
        return ledger.prints(unfinished=True) if ledger else []
