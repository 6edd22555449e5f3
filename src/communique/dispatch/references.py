"""What a person calls a bulletin or a digest → which one is meant."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from communique.build.holdings import hold, shelve, sound_cards
from communique.build.scope import Scope, read_period
from communique.errors import Fault, SourceFaults, UsageError
from communique.model import cite
from communique.model.part import did_you_mean, nearest, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from communique.load import Archive, Card
    from communique.model import Newsroom

MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
SHORT = re.compile(r"(?:(?:(?P<series>[A-Za-z0-9-]+)/)?(?P<year>[0-9]{4})/)?(?P<number>[0-9]{1,6})")
LISTED = 6  # names that a hint lists


def find_referred(reference: str, archive: Archive, newsroom: Newsroom, folder: Path) -> Card | Scope:
    """Return the bulletin or the month's digest that `reference` means.

    That is a number (EMB-JM/2018/001, 2018/1 or 1), an ID, a bulletin's file, or a month (2018-07).
    Raises UsageError where it is none or several, and SourceFaults where its file has faults.
    """
    if MONTH.fullmatch(reference):
        return _month(reference, archive)
    found = (
        _by_path(reference, archive.cards, folder)
        or [card for card in archive.cards if card.id == reference]
        or _by_number(reference, archive.cards, newsroom)
    )
    if not found:
        raise UsageError([_unknown(reference, archive, newsroom)])
    if len(found) > 1:
        raise UsageError([_ambiguous(reference, found, newsroom)])
    if faults := [fault for fault in archive.faults if fault.path == found[0].path]:
        raise SourceFaults(faults)
    return found[0]


def _month(name: str, archive: Archive) -> Scope:
    period = read_period(name)
    scope = Scope(period)
    if period is None or hold(scope, shelve(archive)).is_empty:
        months = sorted({f"{card.date:%Y-%m}" for card in archive.cards})
        hint = did_you_mean(nearest(name, months)) or f"months with bulletins: {_listed(months)}"
        raise UsageError([Fault("U002", f"{name} has no bulletins", hint=hint)])
    return scope


def _by_path(reference: str, cards: Iterable[Card], folder: Path) -> list[Card]:
    """Return the bulletin whose file is `reference`, seen from here or from the newsroom."""
    if not reference.endswith(".yaml"):
        return []
    there = {Path(reference).resolve(), (folder / reference).resolve()}
    return [card for card in cards if card.path.resolve() in there]


def _by_number(reference: str, cards: Iterable[Card], newsroom: Newsroom) -> list[Card]:
    parts = SHORT.fullmatch(reference)
    if parts is None or parts["series"] not in {None, newsroom.series}:
        return []
    wanted = int(parts["number"])
    return [
        card
        for card in cards
        if card.number == wanted and (not parts["year"] or card.date.year == int(parts["year"]))
    ]


def _unknown(reference: str, archive: Archive, newsroom: Newsroom) -> Fault:
    known = [name for card in sound_cards(archive) for name in (cite(newsroom.series, *card.claim), card.id)]
    last = known[-2:-1]
    hint = (
        did_you_mean(nearest(reference, known)) or f"write a number such as {_listed(last)}, an ID or a month"
    )
    return Fault("U010", f"there is no bulletin or digest {shown(reference)}", hint=hint)


def _ambiguous(reference: str, found: Sequence[Card], newsroom: Newsroom) -> Fault:
    numbers = [cite(newsroom.series, *card.claim) for card in found]
    message = f"{shown(reference)} may be {_listed(numbers)}; expected one of them"
    return Fault("U011", message, hint="write the whole number")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[-LISTED:]) or "none yet"
