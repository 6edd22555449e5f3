"""The bulletins of a digest and their PDFs → the digest's bytes. Imported late: it loads what binds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING

import communique.preflight  # noqa: F401 - proving asks for it: loaded here while workers are begun
from communique.build.editions import editions_of, output_name
from communique.build.executors.job import task_of
from communique.build.matter import KeptMatter
from communique.build.proving import prove
from communique.build.report import Bound
from communique.build.sampling import pages_to_prove
from communique.build.scope import spelling
from communique.compose import compose_back, compose_folio, compose_front
from communique.digest import Binding, Entry, Guest, Matter, Plan, Selection, bind, measure_all, plan
from communique.errors import RenderFaults
from communique.model import FOLIO_ADDRESS, Item, Period, Sheet, Volume

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from communique import digest, load
    from communique.build.executors.job import Task
    from communique.build.holdings import Holding
    from communique.build.house import House
    from communique.build.run import Run
    from communique.build.scope import Scope
    from communique.errors import Fault
    from communique.model import Edition, Newsroom

Pages = tuple[tuple["digest.Sheet", ...], ...]
SUBJECTS = {"front": "the front matter", "back": "the end matter", "folio": "the page number"}


class Files(Mapping[str, tuple[Guest, ...]]):
    """The PDFs of each bulletin by its key, read anew whenever they are asked for.

    A year of them, all in memory, would weigh as much as the volume.
    """

    def __init__(self, paths: dict[str, tuple[Path, ...]]) -> None:
        self.paths = paths

    def __getitem__(self, key: str) -> tuple[Guest, ...]:
        return tuple(Guest(path, path.read_bytes()) for path in self.paths[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)


def bind_volume(holding: Holding, run: Run, now: dt.datetime) -> tuple[bytes, Bound]:
    """Return the digest of `holding` as it may be published at `now`, from the PDFs in the newsroom.

    At least one bulletin must be free of embargo. The watcher is told of each of its steps. Raises
    RenderFaults: of all PDFs that cannot be bound, or where what is printed about them is unsound.
    """
    name, house, begin = holding.scope.name, run.house, run.course.begin
    cards = {_key(card): card for card in holding.free(now)}
    begin(f"{name}: reading {len(cards)} bulletin{'' if len(cards) == 1 else 's'}")
    with run.spending("load"):
        free = {key: run.entry(card) for key, card in cards.items()}
    editions = {
        key: editions_of(entry.bulletin, house.newsroom)
        for key, entry in free.items()
        if not entry.bulletin.withdrawn
    }
    files = Files({key: _paths(cards[key], editions[key], house) for key in editions})
    with run.spending("bind"):
        sheets = _measured(files)
    entries = [_entry(key, entry, sheets.get(key, ()), house.newsroom) for key, entry in free.items()]
    planned = plan(entries, Selection(), now)
    begin(f"{name}: composing")
    volume = volume_of(planned, free, holding.scope, house.newsroom, cards.values())
    matter = _matter(volume, name, run)
    begin(f"{name}: binding")
    with run.spending("bind"):
        binding = bind(planned, files, matter, FOLIO_ADDRESS)
    begin(f"{name}: proving")
    only = pages_to_prove(planned, editions, binding.leading, binding.pages)
    with run.spending("preflight"):
        prove(binding.pdf, subject=f"the digest of {name}", only=only)
    return binding.pdf, _bound(house.folder / holding.scope.output, planned, binding)


def _bound(path: Path, planned: Plan, binding: Binding) -> Bound:
    return Bound(
        path=path,
        bulletins=len(planned.places),
        withdrawn=len(planned.unprinted),
        pages=binding.pages,
        size=len(binding.pdf),
        programs=binding.sharing.programs,
        shared=binding.sharing.shared,
        unshared=binding.sharing.kept,
        saved=binding.sharing.saved,
    )


def _matter(volume: Volume, name: str, run: Run) -> Matter:
    """Return what is printed about the bulletins, and the specimen of their page numbers if there are any."""
    given = (volume, run.house.newsroom, run.house.theme)
    with run.spending("compose"):
        pages = {
            "front": compose_front(*given, run.house.emblem),
            "back": compose_back(*given, run.house.emblem),
            **({"folio": compose_folio(*given)} if volume.sheets else {}),
        }
        tasks = {part: task_of(f"{SUBJECTS[part]} of {name}", page) for part, page in pages.items()}
    return Matter(**_printed(tasks, KeptMatter(run.house.folder, name), run))


def _printed(tasks: Mapping[str, Task], kept: KeptMatter, run: Run) -> dict[str, bytes]:
    """Return the PDF of each part, those as they were kept that would come out the same.

    Raises RenderFaults that name those which are unsound, and OutputFaults.
    """
    recalled = {} if run.force else {part: kept.recall(part, task.job.key) for part, task in tasks.items()}
    pdfs = {part: pdf for part, pdf in recalled.items() if pdf}
    missing = {task.name: part for part, task in tasks.items() if part not in pdfs}
    faults: list[Fault] = []
    for finished in run.perform(tasks[part] for part in missing.values()):
        part = missing[finished.name]
        if finished.error:
            faults += (_named(fault, finished.name) for fault in finished.error.faults)
        else:
            pdfs[part] = finished.pdf or b""
            kept.keep(part, tasks[part].job.key, pdfs[part])
    if faults:
        raise RenderFaults(dict.fromkeys(faults))
    return pdfs


def _named(fault: Fault, subject: str) -> Fault:
    """Return `fault` with its `subject`, unless it names a file."""
    return fault if fault.path else replace(fault, message=f"{subject}, {fault.message}")


def volume_of(
    planned: Plan,
    entries: Mapping[str, load.Entry],
    scope: Scope,
    newsroom: Newsroom,
    cards: Iterable[load.Card],
) -> Volume:
    """Return what is printed about `planned`, whose keys are those of `entries`; `cards` are theirs."""
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
    return Volume(period, spelling(scope.topic, cards), items)


def _sheets(parts: Pages) -> tuple[tuple[Sheet, ...], ...]:
    return tuple(tuple(Sheet(*sheet) for sheet in part) for part in parts)


def _key(card: load.Card) -> str:
    """Return what no other bulletin of the newsroom has: two months may each have a `remarks.yaml`."""
    return f"{card.date.year}-{card.number:03d}"


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


def _measured(files: Files) -> dict[str, Pages]:
    """Return the pages of each of the PDFs. Raises RenderFaults for all that cannot be bound."""
    measured = iter(measure_all(chain.from_iterable(files.values())))
    return {key: tuple(islice(measured, len(paths))) for key, paths in files.paths.items()}


def _paths(card: load.Card, editions: Iterable[Edition], house: House) -> tuple[Path, ...]:
    """Return where the PDFs of a bulletin in its `editions` lie."""
    return tuple(house.folder / output_name(card, edition) for edition in editions)
