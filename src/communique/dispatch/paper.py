"""A bulletin or a digest as something to be put on paper: brought up to date, or rendered anew for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.build.bulletins import build_bulletins
from communique.build.digests import build_digests
from communique.build.editions import editions_in, editions_of, output_name
from communique.build.holdings import hold, shelve
from communique.build.house import open_house
from communique.build.inspect import inspect_entry, read_again
from communique.build.manifest import read_manifest
from communique.build.renditions import render_bulletin, render_digest
from communique.build.scope import Scope
from communique.build.toolchain import combined
from communique.build.wishes import Wish
from communique.dispatch.references import find_referred
from communique.errors import DeliveryFaults, Fault, SourceFaults, UsageError
from communique.load import load_archive
from communique.model import PLAIN, Rendition

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from communique.build.executors.executor import Executor
    from communique.build.house import House
    from communique.build.progress import Watcher
    from communique.build.report import Report
    from communique.load import Card
    from communique.model import Edition


@dataclass(frozen=True, slots=True)
class Document:
    """What is put on paper."""

    number: str  # EMB-JM/2018/001, or 2018-07
    version: int | None  # None: a digest's
    meaning: str  # SHA-256 of what it says
    title: str
    is_digest: bool
    pdf: bytes


@dataclass(frozen=True, slots=True)
class Press:
    """What makes a document."""

    house: House
    now: dt.datetime
    executor: Executor
    watcher: Watcher

    def document(self, reference: str, rendition: Rendition = PLAIN, language: str | None = None) -> Document:
        """Return what `reference` means, as it is built or in another `rendition`.

        Raises what its files, its look and its rendering are faulted for, and UsageError where it is
        none, or several PDFs.
        """
        folder = self.house.folder
        archive = load_archive(folder, self.house.newsroom, known=read_manifest(folder).cards())
        found = find_referred(reference, archive, self.house.newsroom, folder)
        if isinstance(found, Scope):
            return self._digest(found, rendition, language)
        return self._bulletin(found, rendition, language)

    def _bulletin(self, card: Card, rendition: Rendition, language: str | None) -> Document:
        newsroom, folder = self.house.newsroom, self.house.folder
        entry = read_again(card.path, folder)
        if faults := inspect_entry(entry, newsroom):
            raise SourceFaults(faults)
        bulletin = entry.bulletin
        record = bulletin.record(newsroom.series)
        languages = (language,) if language else ()
        editions = editions_in(languages, newsroom) or editions_of(bulletin, newsroom)
        if len(editions) > 1:
            there = ", ".join(newsroom.languages)
            message = f"{record} has a PDF for each language; expected --language"
            raise UsageError([Fault("U019", message, hint=f"its languages are {there}")])
        pdf = self._bulletin_pdf(card, editions[0], rendition)
        title = bulletin.title[language or newsroom.languages[0]]
        version = bulletin.version + card.is_withdrawn
        return Document(record, version, card.meaning, title, is_digest=False, pdf=pdf)

    def _bulletin_pdf(self, card: Card, edition: Edition, rendition: Rendition) -> bytes:
        folder, executor, watcher = self.house.folder, self.executor, self.watcher
        if rendition != PLAIN:
            return render_bulletin(folder, card, edition, rendition, executor=executor, watcher=watcher)
        languages = edition.languages if edition.is_named else ()
        _demand(build_bulletins(folder, [card.path], languages=languages, executor=executor, watcher=watcher))
        return (folder / output_name(card, edition)).read_bytes()

    def _digest(self, scope: Scope, rendition: Rendition, language: str | None) -> Document:
        newsroom, folder = self.house.newsroom, self.house.folder
        if language:
            hint = "leave out --language: a digest has each bulletin as it was built"
            raise UsageError([Fault("U008", f"{scope.name} and --language exclude each other", hint=hint)])
        cards = hold(scope, shelve(load_archive(folder, newsroom))).free(self.now)
        if not cards:
            message = f"all bulletins of {scope.name} are under embargo"
            raise DeliveryFaults([Fault("M040", message, hint="wait until the first of them is lifted")])
        if rendition == PLAIN:
            wish = Wish(months=(scope.name,))
            _demand(build_digests(folder, wish, now=self.now, executor=self.executor, watcher=self.watcher))
            pdf = (folder / scope.output).read_bytes()
        else:
            pdf = render_digest(
                folder,
                scope,
                cards,
                rendition,
                now=self.now,
                executor=self.executor,
                watcher=self.watcher,
            )
        return Document(
            number=scope.name,
            version=None,
            meaning=combined(sorted((card.id, card.meaning) for card in cards)),
            title=newsroom.name[newsroom.languages[0]],
            is_digest=True,
            pdf=pdf,
        )


def open_press(folder: Path, *, now: dt.datetime, executor: Executor, watcher: Watcher) -> Press:
    """Return the press of the newsroom in `folder`. Raises NewsroomFaults, or RenderFaults for its look."""
    return Press(open_house(folder), now, executor, watcher)


def _demand(report: Report) -> None:
    """Raise all that `report` has against what was to be built."""
    if report.errors:
        first = report.errors[0]
        raise type(first)(fault for error in report.errors for fault in error.faults)
