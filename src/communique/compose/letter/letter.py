"""Sections, a subject and what stands below them → a letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.compose.letter.mail import write_html, write_text
from communique.compose.letter.plain import one_line
from communique.compose.letter.section import bulletin_section, digest_section, embargo_told
from communique.model import Letter, direction
from communique.text import typeset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from communique.compose.letter.section import Section
    from communique.model import Bulletin, Newsroom, Occasion, Theme, Volume, Words


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands once below all sections: the press contact, and how to leave the list."""

    tag: str
    words: Words
    address: str
    why: str
    leave: tuple[str, str, str]  # what stands before the address to write to, that address, what follows

    @property
    def direction(self) -> str:
        """Whether it is read from the left or from the right."""
        return direction(self.tag)


def compose_letter(
    bulletin: Bulletin,
    newsroom: Newsroom,
    theme: Theme,
    *,
    languages: tuple[str, ...],
    occasion: Occasion,
    attached: tuple[str, ...],
    is_trial: bool = False,
) -> Letter:
    """Return the letter that tells of `bulletin` on `occasion`, in `languages`, the reader's first.

    `attached` names the files that go with it; where there are none, it tells the link to read at.
    Raises RenderFaults where a template or the stylesheet is wrong.
    """
    sections = [
        bulletin_section(bulletin, newsroom, theme, tag, occasion=occasion, attached=attached)
        for tag in languages
    ]
    subject = _subject(bulletin, newsroom, sections[0], occasion)
    return _letter(sections, subject, newsroom, theme, occasion, is_trial=is_trial)


def compose_digest_letter(
    volume: Volume,
    newsroom: Newsroom,
    theme: Theme,
    *,
    languages: tuple[str, ...],
    attached: tuple[str, ...],
    occasion: Occasion = "release",
    is_trial: bool = False,
) -> Letter:
    """Return the letter that tells what `volume` holds; otherwise as `compose_letter`."""
    sections = [digest_section(volume, newsroom, theme, tag, attached) for tag in languages]
    return _letter(sections, sections[0].title, newsroom, theme, occasion, is_trial=is_trial)


def _letter(
    sections: Sequence[Section],
    subject: str,
    newsroom: Newsroom,
    theme: Theme,
    occasion: Occasion,
    *,
    is_trial: bool,
) -> Letter:
    first = sections[0]
    said = one_line(first.words.mail.trial.format(subject=subject) if is_trial else subject)
    context = {
        "subject": said,
        "sections": sections,
        "occasion": occasion,
        "trial": first.words.mail.trial_note if is_trial else "",
        "foot": _foot(first, newsroom),
        "contact": newsroom.press,
        "newsroom": newsroom,
    }
    return Letter(
        languages=tuple(section.tag for section in sections),
        sender=one_line(first.publisher),
        subject=said,
        text=write_text(theme, context),
        html=write_html(theme, newsroom.brand, context),
    )


def _subject(bulletin: Bulletin, newsroom: Newsroom, first: Section, occasion: Occasion) -> str:
    words = first.words
    states = {
        "release": "",
        "embargoed": embargo_told(bulletin, newsroom, words, first.tag),
        "correction": words.mail.corrects,
        "withdrawal": words.mail.withdraws,
    }
    state = states[occasion]
    return words.mail.subject.format(state=state, title=first.title) if state else first.title


def _foot(first: Section, newsroom: Newsroom) -> Foot:
    words = first.words
    return Foot(
        tag=first.tag,
        words=words,
        address=typeset(newsroom.press.address[first.tag], first.tag),
        why=words.mail.why,
        leave=_leave(newsroom, words),
    )


def _leave(newsroom: Newsroom, words: Words) -> tuple[str, str, str]:
    """Return how to leave the list, alike for all: each reader's own way stands in a header (RFC 8058)."""
    mail = newsroom.mail
    if mail is None or mail.unsubscribe is None:
        return words.mail.answer, "", ""
    before, _, after = words.mail.leave.partition("{address}")
    return before, mail.unsubscribe.mailto or mail.reply_to or mail.sender, after
