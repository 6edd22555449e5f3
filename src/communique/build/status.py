"""What is up to date, what is not, and why: nothing is rendered and nothing written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from communique.build.bulletins import check_sound, compose_edition, orphaned_bulletins
from communique.build.digests import digest_key, orphaned_digests
from communique.build.editions import editions_kept, output_name
from communique.build.holdings import Holding, hold, is_embargoed, months_of, shelve, sound_entries
from communique.build.house import House, open_house
from communique.build.inspect import rooted, unfit
from communique.build.key import page_key
from communique.build.manifest import Manifest, read_manifest
from communique.build.replaced import replaced
from communique.build.wishes import made_before
from communique.errors import CommuniqueError, OutputFaults, SourceFaults
from communique.load import load_archive

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from communique.load import Archive, Entry

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
    archive = load_archive(folder, house.newsroom)
    manifest = read_manifest(folder)
    shelf = shelve(archive)
    status = Status()
    _look_at_bulletins(status, archive, house, manifest, now)
    states = {
        entry.path: condition.state
        for entry, condition in zip(archive.entries, status.bulletins, strict=False)
    }
    for scope in (*months_of(shelf), *made_before(manifest, shelf)):
        state: State = "faulty"
        try:
            state = _digest_state(hold(scope, shelf), states, house, manifest, now)
        except CommuniqueError as error:
            status.errors.append(error)
        status.digests.append(Condition(scope.name, state))
    status.orphans = [
        *orphaned_bulletins(manifest, archive, house.newsroom),
        *orphaned_digests(manifest, shelf),
    ]
    return status


def _look_at_bulletins(
    status: Status, archive: Archive, house: House, manifest: Manifest, now: dt.datetime
) -> None:
    if faults := unfit(archive, house.newsroom):
        status.errors.append(SourceFaults(faults))
    sound = {entry.path for entry in sound_entries(archive)}
    for entry in archive.entries:
        state: State = "faulty"
        editions: tuple[str, ...] = ()
        if entry.path in sound:
            try:
                state, editions = _bulletin_state(entry, house, manifest)
            except CommuniqueError as error:
                status.errors.append(rooted(error, house))
        record = entry.bulletin.record(house.newsroom.series)
        embargo = _still_to_come(entry, house, now)
        status.bulletins.append(Condition(entry.id, state, record, embargo, editions))
    read = {entry.path for entry in archive.entries}
    unread = dict.fromkeys(fault.path for fault in archive.faults if fault.path and fault.path not in read)
    status.bulletins += (Condition(path.stem, "faulty") for path in unread)


def _still_to_come(entry: Entry, house: House, now: dt.datetime) -> dt.datetime | None:
    """Return when the embargo of `entry` ends by the newsroom's clock, if it holds at `now`."""
    embargo = entry.bulletin.embargo
    if embargo is None or not is_embargoed(entry, now):
        return None
    return embargo.astimezone(ZoneInfo(house.newsroom.timezone))


def _bulletin_state(entry: Entry, house: House, manifest: Manifest) -> tuple[State, tuple[str, ...]]:
    """Return the state of `entry` that asks for most, and which of its editions have it."""
    check_sound(entry, house)
    states = {
        edition: _state(
            output_name(entry, edition), page_key(compose_edition(entry, edition, house)), manifest
        )
        for edition in editions_kept(entry, house.newsroom, manifest)
    }
    worst = min(states.values(), key=URGENCY.index)
    concerned = tuple("+".join(edition.languages) for edition in states if states[edition] == worst)
    return worst, concerned if len(states) > 1 else ()


def _digest_state(
    holding: Holding, states: dict[Path, State], house: House, manifest: Manifest, now: dt.datetime
) -> State:
    if holding.faulty or any(states[entry.path] == "faulty" for entry in holding.entries):
        return "faulty"
    free = holding.free(now)
    if not free:
        return "held"
    if any(states[entry.path] != "current" for entry in free if not entry.bulletin.withdrawn):
        return "stale" if _exists(holding.scope.output, manifest) else "new"
    return _state(holding.scope.output, digest_key(holding, house, manifest, now), manifest)


def _state(name: str, key: str, manifest: Manifest) -> State:
    """Return the state of output `name`. Raises OutputFaults where another file has been put in its place."""
    if manifest.is_current(name, key):
        return "current"
    if faults := replaced([name], manifest):
        raise OutputFaults(faults)
    return "stale" if _exists(name, manifest) else "new"


def _exists(name: str, manifest: Manifest) -> bool:
    return name in manifest.made and (manifest.folder / name).is_file()
