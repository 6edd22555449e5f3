"""The bulletins of a digest and their PDFs → the digest's bytes. Imported late: it loads what binds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from communique.build.editions import editions_of, output_name
from communique.build.proving import prove
from communique.build.report import Bound
from communique.build.scope import spelling
from communique.compose import compose_folios, compose_front
from communique.digest import Entry, Guest, Plan, Selection, bind, measure, plan
from communique.errors import Fault, RenderFaults
from communique.model import Item, Period, Sheet, Volume

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from communique import digest, load
    from communique.build.holdings import Holding
    from communique.build.house import House
    from communique.build.rendering import Renderer
    from communique.build.scope import Scope
    from communique.model import Newsroom

Guests = dict[str, tuple[Guest, ...]]
Pages = tuple[tuple["digest.Sheet", ...], ...]


def bind_volume(
    holding: Holding, house: House, now: dt.datetime, render: Renderer, begin: Callable[[str], None]
) -> tuple[bytes, Bound]:
    """Return the digest of `holding` as it may be published at `now`, from the PDFs in the newsroom.

    At least one bulletin must be free of embargo. `begin` is told of each of its steps. Raises
    RenderFaults: of all PDFs that cannot be bound, or where what is printed about them is unsound.
    """
    scope = holding.scope
    free = {_key(entry): entry for entry in holding.free(now)}
    begin(f"{scope.name}: reading {len(free)} bulletin{'' if len(free) == 1 else 's'}")
    guests = {key: _guests(entry, house) for key, entry in free.items() if not entry.bulletin.withdrawn}
    sheets = _measured(guests)
    entries = [_entry(key, entry, sheets.get(key, ()), house.newsroom) for key, entry in free.items()]
    planned = plan(entries, Selection(), now)
    volume = volume_of(planned, free, scope, house.newsroom)
    begin(f"{scope.name}: composing")
    front = render(compose_front(volume, house.newsroom, house.theme, house.emblem))
    folios = render(compose_folios(volume, house.newsroom, house.theme))
    begin(f"{scope.name}: binding")
    printed = replace(volume, items=tuple(item for item in volume.items if item.folio is not None))
    pdf = bind(printed, front, folios, guests)
    begin(f"{scope.name}: proving")
    prove(pdf, subject=f"the digest of {scope.name}")
    bound = Bound(
        path=house.folder / scope.output,
        bulletins=len(planned.places),
        withdrawn=len(planned.unprinted),
        pages=len(planned.sheets),
        size=len(pdf),
        programs=0,
        shared=0,
        unshared=(),
        saved=0,
    )
    return pdf, bound


def volume_of(planned: Plan, entries: Mapping[str, load.Entry], scope: Scope, newsroom: Newsroom) -> Volume:
    """Return what is printed about `planned`, whose keys are those of `entries`."""
    places = {place.entry.key: place for place in planned.places}
    listed = sorted((*places, *(entry.key for entry in planned.unprinted)), key=list(entries).index)
    items = tuple(
        Item(
            id=key,
            bulletin=entries[key].bulletin,
            record=entries[key].bulletin.record(newsroom.series),
            folio=places[key].folio if key in places else None,
            parts=_sheets(places[key].entry.parts) if key in places else (),
        )
        for key in listed
    )
    bulletins = [item.bulletin for item in items]
    days = [bulletin.date for bulletin in bulletins]
    period = scope.period or Period(min(days), max(days))
    return Volume(period, spelling(scope.topic, bulletins), items)


def _sheets(parts: Pages) -> tuple[tuple[Sheet, ...], ...]:
    return tuple(tuple(Sheet(*sheet) for sheet in part) for part in parts)


def _key(entry: load.Entry) -> str:
    """Return what no other bulletin of the newsroom has: two months may each have a `remarks.yaml`."""
    return f"{entry.bulletin.date.year}-{entry.bulletin.number:03d}"


def _entry(key: str, entry: load.Entry, parts: Pages, newsroom: Newsroom) -> Entry:
    bulletin = entry.bulletin
    return Entry(
        key=key,
        title=f"{bulletin.record(newsroom.series)} · {bulletin.title[newsroom.languages[0]]}",
        date=bulletin.date,
        number=bulletin.number,
        parts=parts,
        topics=bulletin.topics,
        embargo=bulletin.embargo,
        is_withdrawn=bulletin.withdrawn is not None,
    )


def _measured(guests: Guests) -> dict[str, Pages]:
    """Return the pages of each of the PDFs. Raises RenderFaults for all that cannot be bound."""
    sheets: dict[str, Pages] = {}
    faults: list[Fault] = []
    for key, files in guests.items():
        try:
            sheets[key] = tuple(map(measure, files))
        except RenderFaults as error:
            faults += error.faults
    if faults:
        raise RenderFaults(faults)
    return sheets


def _guests(entry: load.Entry, house: House) -> tuple[Guest, ...]:
    """Return the PDFs of `entry`: one, or one for each of the newsroom's languages in their order."""
    editions = editions_of(entry.bulletin, house.newsroom)
    paths = [house.folder / output_name(entry, edition) for edition in editions]
    return tuple(Guest(path, path.read_bytes()) for path in paths)
