"""What is up to date, what is not, and why: nothing is rendered and nothing written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from communique.build.batch import check_sound, compose_edition
from communique.build.bulletins import orphaned_bulletins
from communique.build.digests import digest_origin, orphaned_digests
from communique.build.editions import editions_asked_for, editions_of, output_name
from communique.build.executors.job import task_of
from communique.build.holdings import Holding, hold, is_embargoed, months_of, shelve, sound_cards
from communique.build.house import House, open_house
from communique.build.inspect import read_again, rooted, unfit
from communique.build.look import Look, look_of_bulletins, look_of_digests
from communique.build.manifest import Manifest, read_manifest
from communique.build.origins import current_outputs, source_name
from communique.build.replaced import replaced
from communique.build.wishes import made_before
from communique.errors import CommuniqueError, OutputFaults, SourceFaults
from communique.load import load_archive
from communique.model import cite

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from communique.load import Archive, Card, Entry
    from communique.model import Edition

State = Literal["current", "stale", "new", "faulty", "held"]
URGENCY: tuple[State, ...] = ("new", "stale", "current")  # of a bulletin's editions, the first to be built


@dataclass(frozen=True, slots=True)
class Condition:
    """How one output stands. `held` is a digest that embargoes leave nothing of."""

    name: str  # a bulletin's ID or a digest's name
    state: State
    record: str = ""  # a bulletin's number as it is cited
    embargo: dt.datetime | None = None  # its end by the newsroom's clock, where that is still to come
    editions: tuple[str, ...] = ()  # those that stand so, by their languages, where there are several


@dataclass(slots=True)
class Status:
    """How a newsroom's outputs stand."""

    bulletins: list[Condition] = field(default_factory=list)
    digests: list[Condition] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)  # outputs whose source is gone
    errors: list[CommuniqueError] = field(default_factory=list)


def take_status(folder: Path, now: dt.datetime) -> Status:
    """Return how the outputs of the newsroom in `folder` stand at `now` (aware of its zone).

    Raises NewsroomFaults, or RenderFaults for the house's look.
    """
    house = open_house(folder)
    manifest = read_manifest(folder)
    archive = load_archive(folder, house.newsroom, known=manifest.cards())
    shelf = shelve(archive)
    status = Status()
    _look_at_bulletins(status, archive, house, manifest, now)
    states = {
        card.path: condition.state for card, condition in zip(archive.cards, status.bulletins, strict=False)
    }
    look = look_of_digests(house)
    for scope in (*months_of(shelf), *made_before(manifest, shelf)):
        state: State = "faulty"
        try:
            state = _digest_state(hold(scope, shelf), states, look, manifest, now)
        except CommuniqueError as error:
            status.errors.append(error)
        status.digests.append(Condition(scope.name, state))
    status.orphans = [*orphaned_bulletins(manifest, archive), *orphaned_digests(manifest, shelf)]
    return status


def _look_at_bulletins(
    status: Status, archive: Archive, house: House, manifest: Manifest, now: dt.datetime
) -> None:
    if faults := unfit(archive, house.newsroom):
        status.errors.append(SourceFaults(faults))
    sound = {card.path for card in sound_cards(archive)}
    held = {entry.path: entry for entry in archive.entries}
    look = look_of_bulletins(house)
    for card in archive.cards:
        state: State = "faulty"
        editions: tuple[str, ...] = ()
        if card.path in sound:
            try:
                if current_outputs(card, look, house.newsroom, manifest) is None:
                    state, editions = _bulletin_state(card, held.get(card.path), house, manifest)
                else:
                    state = "current"
            except CommuniqueError as error:
                status.errors.append(rooted(error, house))
        record = cite(house.newsroom.series, *card.claim)
        embargo = _still_to_come(card, house, now)
        status.bulletins.append(Condition(card.id, state, record, embargo, editions))
    read = {card.path for card in archive.cards}
    unread = dict.fromkeys(fault.path for fault in archive.faults if fault.path and fault.path not in read)
    status.bulletins += (Condition(path.stem, "faulty") for path in unread)


def _still_to_come(card: Card, house: House, now: dt.datetime) -> dt.datetime | None:
    """Return when the embargo of `card` ends by the newsroom's clock, if it holds at `now`."""
    if card.embargo is None or not is_embargoed(card, now):
        return None
    return card.embargo.astimezone(ZoneInfo(house.newsroom.timezone))


def _bulletin_state(
    card: Card, entry: Entry | None, house: House, manifest: Manifest
) -> tuple[State, tuple[str, ...]]:
    """Return the state of `card` that asks for most, and which of its editions have it."""
    entry = entry or read_again(card.path, house.folder)
    check_sound(entry, house)
    editions = (
        *editions_of(entry.bulletin, house.newsroom),
        *editions_asked_for(card, house.newsroom, manifest),
    )
    states = {
        edition: _state(output_name(card, edition), _key(entry, edition, house), manifest)
        for edition in editions
    }
    worst = min(states.values(), key=URGENCY.index)
    concerned = tuple("+".join(edition.languages) for edition in states if states[edition] == worst)
    return worst, concerned if len(states) > 1 else ()


def _key(entry: Entry, edition: Edition, house: House) -> str:
    return task_of(entry.id, compose_edition(entry, edition, house)).job.key


def _digest_state(
    holding: Holding, states: dict[Path, State], look: Look, manifest: Manifest, now: dt.datetime
) -> State:
    if holding.faulty or any(states[card.path] == "faulty" for card in holding.cards):
        return "faulty"
    free = holding.free(now)
    if not free:
        return "held"
    output = holding.scope.output
    if any(states[card.path] != "current" for card in free if not card.is_withdrawn):
        return "stale" if _exists(output, manifest) else "new"
    known = all(source_name(card.path, manifest.folder) in manifest.sources for card in free)
    if known and manifest.made_from(output, digest_origin(holding, look, manifest, now)):
        return "current"
    return _stale(output, manifest)


def _state(name: str, key: str, manifest: Manifest) -> State:
    """Return the state of output `name`. Raises OutputFaults where another file has been put in its place."""
    return "current" if manifest.is_current(name, key) else _stale(name, manifest)


def _stale(name: str, manifest: Manifest) -> State:
    if faults := replaced([name], manifest):
        raise OutputFaults(faults)
    return "stale" if _exists(name, manifest) else "new"


def _exists(name: str, manifest: Manifest) -> bool:
    return name in manifest.made and (manifest.folder / name).is_file()
