"""A bulletin or a digest as something to be mailed: brought up to date, with its letters and its files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from communique.build.bulletins import build_bulletins
from communique.build.digests import build_digests
from communique.build.editions import editions_in, editions_of, output_name
from communique.build.holdings import hold, is_embargoed, shelve
from communique.build.inspect import inspect_entry, read_again
from communique.build.scope import spelling
from communique.build.toolchain import combined
from communique.build.wishes import Wish
from communique.compose import compose_digest_letter, compose_letter
from communique.dispatch.plan import Content
from communique.errors import DeliveryFaults, Fault, SourceFaults
from communique.load import load_archive
from communique.model import Attachment, Item, Period, Volume

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from communique.build.executors.executor import Executor
    from communique.build.house import House
    from communique.build.progress import Watcher
    from communique.build.report import Report
    from communique.build.scope import Scope
    from communique.load import Card
    from communique.model import Letter, Occasion


@dataclass(frozen=True, slots=True)
class Subject:
    """What is mailed, and how its letters and files are made."""

    number: str  # EMB-JM/2018/001, or 2018-07
    version: int | None  # None: the ledger counts it
    meaning: str  # SHA-256 of what it says
    title: str  # in the newsroom's first language
    content: Content
    embargo: dt.datetime | None  # its end
    files: Callable[[Sequence[str]], tuple[Path, ...]]  # for a letter in these languages
    compose: Callable[..., Letter]

    def content_at(self, now: dt.datetime) -> Content:
        """Return what decides who gets it, where it is sent at `now`."""
        return replace(self.content, is_embargoed=self.embargo is not None and self.embargo > now)

    def attachments(self, languages: Sequence[str], kilobytes: int) -> tuple[Attachment, ...]:
        """Return the PDFs for a letter in `languages`; none where together they exceed `kilobytes`."""
        files = self.files(languages)
        if sum(path.stat().st_size for path in files) > kilobytes * 1000:
            return ()
        return tuple(Attachment(path.name, path.read_bytes()) for path in files)

    def letter(
        self,
        languages: tuple[str, ...],
        occasion: Occasion,
        attachments: Sequence[Attachment],
        *,
        is_trial: bool = False,
    ) -> Letter:
        """Return the letter to those who read `languages`. Raises RenderFaults for a template."""
        names = tuple(attachment.name for attachment in attachments)
        return self.compose(languages=languages, occasion=occasion, attached=names, is_trial=is_trial)


@dataclass(frozen=True, slots=True)
class Press:
    """What brings a subject up to date."""

    house: House
    now: dt.datetime
    executor: Executor
    watcher: Watcher

    def bulletin(self, card: Card, languages: Sequence[str] = ()) -> Subject:
        """Return the bulletin of `card`, built in its layout or in `languages` alone.

        Raises what its file, its look and its rendering are faulted for.
        """
        house = self.house
        entry = read_again(card.path, house.folder)
        if faults := inspect_entry(entry, house.newsroom):
            raise SourceFaults(faults)
        bulletin = entry.bulletin
        asked = editions_in(languages, house.newsroom)
        if not card.is_withdrawn:
            self._built(
                build_bulletins(
                    house.folder,
                    [card.path],
                    languages=languages,
                    watcher=self.watcher,
                    executor=self.executor,
                )
            )

        def files(tags: Sequence[str]) -> tuple[Path, ...]:
            if card.is_withdrawn:
                return ()
            editions = asked or editions_of(bulletin, house.newsroom)
            alone = {edition.languages[0]: edition for edition in editions if edition.is_named}
            chosen = [alone[tag] for tag in tags if tag in alone] or list(editions)
            return tuple(house.folder / output_name(card, edition) for edition in chosen)

        return Subject(
            number=bulletin.record(house.newsroom.series),
            version=bulletin.version + card.is_withdrawn,
            meaning=card.meaning,
            title=bulletin.title[house.newsroom.languages[0]],
            content=Content(
                is_digest=False,
                topics=bulletin.topics,
                is_embargoed=is_embargoed(card, self.now),
                is_withdrawn=card.is_withdrawn,
            ),
            embargo=card.embargo,
            files=files,
            compose=partial(compose_letter, bulletin, house.newsroom, house.theme),
        )

    def digest(self, scope: Scope) -> Subject:
        """Return the digest of `scope`, bound. Raises what stands against that, such as an embargo."""
        house = self.house
        wish = Wish(months=(scope.name,))
        self._built(
            build_digests(house.folder, wish, now=self.now, watcher=self.watcher, executor=self.executor)
        )
        cards = hold(scope, shelve(load_archive(house.folder, house.newsroom))).free(self.now)
        if not cards:
            message = f"all bulletins of {scope.name} are under embargo"
            raise DeliveryFaults([Fault("M040", message, hint="wait until the first of them is lifted")])
        volume = _volume(cards, scope, house)

        return Subject(
            number=scope.name,
            version=None,
            meaning=combined(sorted((card.id, card.meaning) for card in cards)),
            title=scope.name,
            content=Content(is_digest=True),
            embargo=None,
            files=lambda _languages: (house.folder / scope.output,),
            compose=partial(compose_digest_letter, volume, house.newsroom, house.theme),
        )

    def _built(self, report: Report) -> None:
        """Raise all that `report` has against what was to be built."""
        if report.errors:
            first = report.errors[0]
            raise type(first)(fault for error in report.errors for fault in error.faults)


def _volume(cards: Sequence[Card], scope: Scope, house: House) -> Volume:
    """Return what the digest of `cards` lists. On which page each stands is for its contents to say."""
    items = tuple(
        Item(
            id=card.id,
            bulletin=(bulletin := read_again(card.path, house.folder).bulletin),
            record=bulletin.record(house.newsroom.series),
            folio=None if card.is_withdrawn else 1,
        )
        for card in cards
    )
    days = [card.date for card in cards]
    return Volume(scope.period or Period(min(days), max(days)), spelling(scope.topic, cards), items)
