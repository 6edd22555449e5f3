"""A bulletin or a digest in another rendition → its PDF, made elsewhere: out/ keeps what it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.build.bulletins import build_bulletins
from communique.build.copies import copied, put_back
from communique.build.digests import build_digests
from communique.build.editions import output_name
from communique.build.wishes import Wish
from communique.errors import CommuniqueError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection
    from pathlib import Path

    from communique.build.executors.executor import Executor
    from communique.build.progress import Watcher
    from communique.build.report import Report
    from communique.build.scope import Scope
    from communique.load import Card
    from communique.model import Edition, Rendition


def render_bulletin(
    folder: Path, card: Card, edition: Edition, rendition: Rendition, *, executor: Executor, watcher: Watcher
) -> bytes:
    """Return the PDF of `edition`, rendered and proved anew. Raises what stands against it."""
    languages = edition.languages if edition.is_named else ()

    def build(copy: Path) -> Report:
        path = copy / card.path.relative_to(folder)
        return build_bulletins(
            copy, [path], languages=languages, rendition=rendition, executor=executor, watcher=watcher
        )

    return _made(folder, {card.folder}, build, output_name(card, edition))


def render_digest(
    folder: Path,
    scope: Scope,
    cards: Collection[Card],
    rendition: Rendition,
    *,
    now: dt.datetime,
    executor: Executor,
    watcher: Watcher,
) -> bytes:
    """Return the digest of `scope`, which holds `cards`, made anew. Raises what stands against it."""

    def build(copy: Path) -> Report:
        wish = Wish(months=(scope.name,))
        return build_digests(copy, wish, now=now, rendition=rendition, executor=executor, watcher=watcher)

    return _made(folder, {card.folder for card in cards}, build, scope.output)


def _made(folder: Path, only: Collection[Path], build: Callable[[Path], Report], name: str) -> bytes:
    """Return output `name` of what `build` makes in a copy of the newsroom."""
    with copied(folder, only) as copy:
        try:
            report = build(copy)
            if report.errors:
                first = report.errors[0]
                raise type(first)(fault for error in report.errors for fault in error.faults)
        except CommuniqueError as error:
            raise put_back(error, copy, folder) from None
        return (copy / name).read_bytes()
