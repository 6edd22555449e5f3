"""What is asked for → out/digests/NAME.pdf: the bulletins of each are brought up to date first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.build.bulletins import build_bulletin
from communique.build.editions import editions_of, output_name
from communique.build.holdings import hold, shelve
from communique.build.house import House, open_house
from communique.build.inspect import unfit
from communique.build.key import BINDER, combined, theme_parts
from communique.build.manifest import Manifest, read_manifest
from communique.build.progress import Course, Outcome, Watcher, unwatched
from communique.build.rendering import Renderer, render_page
from communique.build.run import Run
from communique.build.scope import scope_of_output
from communique.build.wishes import Wish, scopes_asked
from communique.errors import Fault, SourceFaults
from communique.load import load_archive

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from communique.build.holdings import Holding, Shelf
    from communique.build.report import Report
    from communique.load import Entry

STEPS = 4  # of binding one digest, as `binding` tells them


def build_digests(
    folder: Path,
    wish: Wish | None = None,
    *,
    now: dt.datetime,
    force: bool = False,
    watcher: Watcher = unwatched,
    render: Renderer = render_page,
) -> Report:
    """Bind the digests of the newsroom in `folder` that `wish` asks for, by default the latest month.

    Bulletins under embargo at `now` are left out, with a notice. A digest with a bulletin that
    cannot be built is refused, and the others are bound. Where every one is asked for, those
    without bulletins are removed. Raises UsageError for a wish that cannot be met, NewsroomFaults,
    or RenderFaults for the house's look.
    """
    wish = wish or Wish()
    house = open_house(folder)
    archive = load_archive(folder, house.newsroom)
    shelf, manifest = shelve(archive), read_manifest(folder)
    holdings = [hold(scope, shelf) for scope in scopes_asked(wish, shelf, manifest)]
    entries = {entry.path: entry for holding in holdings for entry in holding.entries}
    run = Run(house, manifest, Course(len(entries) + STEPS * len(holdings), watcher), force=force)
    concerned = {path for holding in holdings for path in holding.faulty}
    if not holdings:  # no month is known, but faulty files may have one
        concerned = {suspect.path for suspect in shelf.suspects}
    run.refuse([fault for fault in unfit(archive, house.newsroom) if fault.path in concerned])
    failed = {path for path in entries if build_bulletin(entries[path], house, run, render) == "failed"}
    for holding in holdings:
        build_digest(holding, house, run, now, render, failed=failed)
    if wish.every:
        run.remove(orphaned_digests(manifest, shelf))
    return run.report


def build_digest(
    holding: Holding,
    house: House,
    run: Run,
    now: dt.datetime,
    render: Renderer,
    *,
    failed: Collection[Path] = (),
) -> None:
    """Bring the digest of `holding` up to date, whose bulletins are but for those that `failed`."""
    missing = [*holding.faulty, *(entry.path for entry in holding.entries if entry.path in failed)]

    def work() -> Outcome:
        if missing:
            raise SourceFaults([_refusal(holding, missing)])
        return _bind(holding, house, run, now, render)

    run.attempt(holding.scope.name, work, STEPS)


def digest_key(holding: Holding, house: House, manifest: Manifest, now: dt.datetime) -> str:
    """Return the key of the digest of `holding`, whose bulletins must all be in `manifest`.

    It sees which embargoes are lifted at `now`. Of what was withdrawn the pages are of no account.
    """
    members = [
        part
        for entry in holding.free(now)
        for part in (entry.path.name, entry.bulletin.model_dump_json(), *_hashes(entry, house, manifest))
    ]
    look = theme_parts(house.theme, house.emblem)
    said = [holding.scope.name, house.newsroom.model_dump_json()]
    return combined(["digest", *said, *look, *members], BINDER)


def _hashes(entry: Entry, house: House, manifest: Manifest) -> list[str]:
    if entry.bulletin.withdrawn:
        return []
    editions = editions_of(entry.bulletin, house.newsroom)
    return [manifest.made[output_name(entry, edition)].sha256 for edition in editions]


def orphaned_digests(manifest: Manifest, shelf: Shelf) -> list[str]:
    """Return the digests that no bulletin is left for; `shelf` must have the whole archive.

    A file that cannot be read now may be mended: what it may belong to is no orphan.
    """
    scopes = {name: scope_of_output(name) for name in manifest.made}
    holdings = {name: hold(scope, shelf) for name, scope in scopes.items() if scope}
    return [name for name, holding in holdings.items() if not holding.entries and not holding.faulty]


def _bind(holding: Holding, house: House, run: Run, now: dt.datetime, render: Renderer) -> Outcome:
    scope, held = holding.scope, holding.held(now)
    if held:
        run.report.notices.append(f"{scope.name} leaves out what is under embargo: {', '.join(held)}")
    if len(held) == len(holding.entries):  # nothing may be published, nor stay published
        run.remove([scope.output] if scope.output in run.manifest.made else [])
        return "kept"

    def produce() -> bytes:
        from communique.build.binding import bind_volume  # noqa: PLC0415 - loads pikepdf, which few runs need

        pdf, bound = bind_volume(holding, house, now, render, run.course.begin)
        run.report.digests.append(bound)
        return pdf

    return run.make(scope.output, digest_key(holding, house, run.manifest, now), produce)


def _refusal(holding: Holding, missing: Iterable[Path]) -> Fault:
    names = ", ".join(path.name for path in missing)
    message = f"the digest of {holding.scope.name} is not bound: it would lack {names}"
    return Fault("D007", message, hint="mend the faults of these files, then bind again")
