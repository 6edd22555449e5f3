"""Every text stands in every language of the newsroom, and in no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.check.finding import Finding
from communique.model.bulletin import EVERY_LANGUAGE
from communique.model.part import did_you_mean, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from communique.model import Bulletin, LocalText, Newsroom

Where = tuple[str | int, ...]


def texts_of(bulletin: Bulletin) -> Iterator[tuple[Where, LocalText]]:
    """Yield each text of `bulletin` that readers see, and where it stands."""
    optional: list[tuple[Where, LocalText | None]] = [
        (("place",), bulletin.place),
        (("title",), bulletin.title),
        (("summary",), bulletin.summary),
        (("body",), bulletin.body),
    ]
    for index, photo in enumerate(bulletin.photos):
        optional += [(("photos", index, "alt"), photo.alt), (("photos", index, "caption"), photo.caption)]
        if photo.credit and EVERY_LANGUAGE not in photo.credit:
            optional.append((("photos", index, "credit"), photo.credit))
    optional += [(("corrections", i, "note"), c.note) for i, c in enumerate(bulletin.corrections)]
    if bulletin.withdrawn:
        optional.append((("withdrawn", "reason"), bulletin.withdrawn.reason))
    if bulletin.source:
        optional.append((("source", "note"), bulletin.source.note))
    return ((where, text) for where, text in optional if text is not None)


def missing_languages(bulletin: Bulletin, newsroom: Newsroom) -> Iterator[Finding]:
    """C101: a text lacks a language of the newsroom."""
    for where, text in texts_of(bulletin):
        meant = {_meant(tag, newsroom.languages) for tag in text}
        for tag in newsroom.languages:
            if tag not in text and tag not in meant:
                message = f"{_key(where)} lacks {tag}; expected it in {', '.join(newsroom.languages)}"
                yield Finding("C101", message, where, hint=f"add a line {tag}: …")


def foreign_languages(bulletin: Bulletin, newsroom: Newsroom) -> Iterator[Finding]:
    """C102: a text or a translation's mark is in a language that the newsroom does not publish."""
    used: list[tuple[Where, Iterable[str]]] = [*texts_of(bulletin)]
    used.append((("translation",), bulletin.translation))
    for where, tags in used:
        for tag in tags:
            if tag not in newsroom.languages:
                expected = ", ".join(newsroom.languages)
                message = (
                    f"{_key(where)} is in {tag}, which the newsroom does not publish; expected {expected}"
                )
                meant = did_you_mean(_meant(tag, newsroom.languages))
                hint = meant or "remove it, or add it to languages in newsroom.yaml"
                yield Finding("C102", message, (*where, tag), hint=hint)


def _meant(tag: str, languages: tuple[str, ...]) -> str:
    """Return the one of `languages` that is a variety of the same language or spelt nearly alike."""
    language = tag.lower().partition("-")[0]
    same = (known for known in languages if known.lower().partition("-")[0] == language)
    return next(same, "") or nearest(tag, languages)


def _key(where: Where) -> str:
    return str(where[-1])
