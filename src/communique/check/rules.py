"""The rules that a bulletin keeps beyond the types of its values."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from communique.check.finding import Finding
from communique.check.languages import foreign_languages, missing_languages
from communique.check.lengths import overlong_texts
from communique.check.structure import check_structure
from communique.check.tables import too_wide_tables
from communique.text import find_forbidden, headings, outline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from communique.model import Bulletin, Newsroom

PICTURES = (".jpg", ".jpeg", ".png", ".svg")


def check_bulletin(bulletin: Bulletin, newsroom: Newsroom) -> list[Finding]:
    """Return what the rules hold against `bulletin` as one of `newsroom`."""
    found = [finding for rule in RULES for finding in rule(bulletin, newsroom)]
    forbidden = list(forbidden_markdown(bulletin, newsroom))
    if not forbidden:  # what may be a maze is not walked
        found += [finding for rule in RULES_OF_BODIES for finding in rule(bulletin, newsroom)]
    return found + forbidden


def forbidden_markdown(bulletin: Bulletin, _newsroom: Newsroom) -> Iterator[Finding]:
    """C103: a body holds Markdown that cannot be printed, such as raw HTML."""
    for tag in bulletin.body:
        for line, message in find_forbidden(bulletin.body[tag]):
            yield Finding("C103", message, ("body", tag), line)


def empty_body(bulletin: Bulletin, _newsroom: Newsroom) -> Iterator[Finding]:
    """C110: a body is Markdown of which nothing is printed, such as a link's definition alone."""
    for tag in bulletin.body:
        if not outline(bulletin.body[tag]):
            yield Finding("C110", f"the body in {tag} has nothing to print; expected a text", ("body", tag))


def skipped_headings(bulletin: Bulletin, _newsroom: Newsroom) -> Iterator[Finding]:
    """C112: a heading stands more than one level below the heading before it, or the title."""
    for tag in bulletin.body:
        above = 1  # the title's level
        for line, level in headings(bulletin.body[tag]):
            if level > above + 1:
                before = f"a heading with {'#' * above}" if above > 1 else "the title"
                message = f"a heading with {'#' * level} follows {before}; expected {'#' * (above + 1)}"
                hint = f"write {'#' * (above + 1)} here, or the heading that is left out above it"
                yield Finding("C112", message, ("body", tag), line, hint)
            above = level


def early_embargo(bulletin: Bulletin, _newsroom: Newsroom) -> Iterator[Finding]:
    """C104: an embargo ends on a day before the bulletin's date, on the clocks of its own offset."""
    if bulletin.embargo and bulletin.embargo.date() < bulletin.date:
        message = f"the embargo ends before the bulletin's date, {bulletin.date}"
        yield Finding("C104", message, ("embargo",), hint="mend the embargo or the date")


def disordered_corrections(bulletin: Bulletin, _newsroom: Newsroom) -> Iterator[Finding]:
    """C105: a correction is dated before the bulletin, or before the correction above it."""
    before = bulletin.date
    for index, correction in enumerate(bulletin.corrections):
        if correction.date < before:
            message = f"this correction of {correction.date} follows {before}; expected the oldest first"
            yield Finding("C105", message, ("corrections", index, "date"), hint="mend the date or the order")
        before = max(before, correction.date)


def early_withdrawal(bulletin: Bulletin, _newsroom: Newsroom) -> Iterator[Finding]:
    """C106: a withdrawal is dated before the bulletin or a correction of it."""
    last = max([bulletin.date, *(correction.date for correction in bulletin.corrections)])
    if bulletin.withdrawn and bulletin.withdrawn.date < last:
        message = f"the withdrawal of {bulletin.withdrawn.date} precedes {last}, what it withdraws"
        yield Finding("C106", message, ("withdrawn", "date"), hint="mend the date")


def unknown_pictures(bulletin: Bulletin, _newsroom: Newsroom) -> Iterator[Finding]:
    """C107: a photo's file is of a kind that cannot be printed, by its name."""
    for index, photo in enumerate(bulletin.photos):
        if PurePosixPath(photo.file).suffix.lower() not in PICTURES:
            message = f"{photo.file} is of an unknown kind; expected a file in {', '.join(PICTURES)}"
            yield Finding("C107", message, ("photos", index, "file"), hint="save it as JPEG or PNG")


Rule = Callable[["Bulletin", "Newsroom"], "Iterable[Finding]"]

RULES: tuple[Rule, ...] = (
    missing_languages,
    foreign_languages,
    early_embargo,
    disordered_corrections,
    early_withdrawal,
    unknown_pictures,
    overlong_texts,
)
RULES_OF_BODIES: tuple[Rule, ...] = (empty_body, skipped_headings, too_wide_tables, check_structure)
