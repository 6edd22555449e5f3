"""Which PDFs a bulletin has: one with all its languages, one for each, or both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.check import find_mismatches
from communique.errors import Fault, UsageError
from communique.model import Edition
from communique.model.part import did_you_mean, nearest, shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from communique.build.manifest import Manifest
    from communique.load import Card, Entry
    from communique.model import Bulletin, LayoutName, Newsroom


def editions_of(bulletin: Bulletin, newsroom: Newsroom) -> tuple[Edition, ...]:
    """Return the editions that the layout of `bulletin` asks for."""
    layout = layout_in_use(bulletin, newsroom)
    if layout == "single":
        return tuple(map(Edition.alone, newsroom.languages))
    return (Edition(layout if len(newsroom.languages) > 1 else "single", newsroom.languages),)


def layout_in_use(bulletin: Bulletin, newsroom: Newsroom) -> LayoutName:
    """Return how the languages share the pages, once their texts have been compared."""
    layout = newsroom.layout_of(bulletin)
    if layout.on_mismatch and find_mismatches(bulletin, newsroom):
        return layout.on_mismatch
    return layout.name


def editions_asked_for(card: Card, newsroom: Newsroom, manifest: Manifest) -> list[Edition]:
    """Return the editions in one language that were asked for once, and are kept up to date since.

    A PDF of one language that nobody brings up to date would go on saying what was withdrawn.
    Who wants it no longer deletes it.
    """
    alone = [Edition.alone(tag) for tag in newsroom.languages]
    return [edition for edition in alone if manifest.is_asked_for(output_name(card, edition))]


def editions_in(languages: Iterable[str], newsroom: Newsroom) -> tuple[Edition, ...]:
    """Return an edition for each of `languages`. Raises UsageError for one that is not published."""
    asked = tuple(dict.fromkeys(languages))
    if unknown := [tag for tag in asked if tag not in newsroom.languages]:
        raise UsageError(_unknown(tag, newsroom) for tag in unknown)
    return tuple(map(Edition.alone, asked))


def output_name(card: Card, edition: Edition) -> str:
    """Return where the PDF of `edition` goes, relative to the newsroom."""
    language = f".{edition.languages[0]}" if edition.is_named else ""
    return f"out/bulletins/{card.date.year:04}/{card.date.month:02}/{card.id}{language}.pdf"


def fallback_notice(entry: Entry, newsroom: Newsroom, folder: Path) -> str:
    """Return why `entry` is not set as its layout says; nothing where it is."""
    layout = newsroom.layout_of(entry.bulletin)
    found = find_mismatches(entry.bulletin, newsroom) if layout.on_mismatch else []
    if not found:
        return ""
    line, _ = entry.places.at(found[0].where, found[0].line)
    place = f"{entry.path.relative_to(folder).as_posix()}:{line}"
    return f"{place}: {found[0].message.splitlines()[0]}; set {layout.on_mismatch} in place of {layout.name}"


def misnamed(entry: Entry, newsroom: Newsroom) -> list[Fault]:
    """C113: the file's name ends as that of a PDF in one language does, and would take its place."""
    name, _, tag = entry.id.rpartition(".")
    if not name or tag not in newsroom.languages:
        return []
    message = f"{entry.path.name} ends in .{tag}, as the PDF of one language does; expected another name"
    return [Fault("C113", message, entry.path, hint=f"name it {name}-{tag}.yaml")]


def _unknown(tag: str, newsroom: Newsroom) -> Fault:
    published = ", ".join(newsroom.languages)
    hint = did_you_mean(nearest(tag, newsroom.languages)) or f"its languages are {published}"
    return Fault("U005", f"the newsroom does not publish in {shown(tag)}", hint=hint)
