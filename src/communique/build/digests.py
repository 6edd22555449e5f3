"""Months → out/digests/YYYY-MM.pdf: the month's bulletins are brought up to date first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.build.bulletins import build_bulletin
from communique.build.editions import editions_of, output_name
from communique.build.house import House, open_house
from communique.build.inspect import unfit
from communique.build.key import combined, theme_parts
from communique.build.manifest import Manifest, read_manifest
from communique.build.months import Month, choose, sort_into_months
from communique.build.progress import Course, Outcome, Watcher, unwatched
from communique.build.rendering import Renderer, render_page
from communique.build.run import Run
from communique.errors import Fault, SourceFaults
from communique.load import load_archive

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from communique.build.report import Report
    from communique.load import Entry


def build_digests(
    folder: Path,
    names: Sequence[str] = (),
    *,
    now: dt.datetime,
    every: bool = False,
    force: bool = False,
    watcher: Watcher = unwatched,
    render: Renderer = render_page,
) -> Report:
    """Bind the months `names` of the newsroom in `folder`; without names the latest, with `every` all.

    Bulletins under embargo at `now` are left out, with a notice. A month with a bulletin that
    cannot be built is refused, and the others are bound. Raises UsageError for a month
    without bulletins, NewsroomFaults, or RenderFaults for the house's look.
    """
    house = open_house(folder)
    archive = load_archive(folder, house.newsroom)
    months = choose(names, sort_into_months(archive), every=every)
    total = sum(len(month.entries) + 1 for month in months)
    run = Run(house, read_manifest(folder), Course(total, watcher), force=force)
    concerned = {path for month in months for path in month.faulty}
    run.refuse([fault for fault in unfit(archive, house.newsroom) if fault.path in concerned])
    for month in months:
        build_digest(month, house, run, now, render)
    if every:
        run.remove(orphaned_digests(run.manifest, (month.name for month in months)))
    return run.report


def build_digest(month: Month, house: House, run: Run, now: dt.datetime, render: Renderer) -> None:
    """Bring the digest of `month` up to date, and before it each of its bulletins."""
    failed = [entry.path for entry in month.entries if build_bulletin(entry, house, run, render) == "failed"]

    def work() -> Outcome:
        if missing := [*month.faulty, *failed]:
            raise SourceFaults([_refusal(month, missing)])
        return _bind(month, house, run, now, render)

    run.attempt(month.name, work)


def digest_name(month: str) -> str:
    """Return where the digest of `month` goes, relative to the newsroom."""
    return f"out/digests/{month}.pdf"


def digest_key(month: Month, house: House, manifest: Manifest, now: dt.datetime) -> str:
    """Return the key of the digest of `month`, whose bulletins must all be in `manifest`."""
    held = set(month.held(now))
    free = [entry for entry in month.entries if entry.id not in held]
    members = [
        part
        for entry in free
        for part in (entry.id, entry.bulletin.model_dump_json(), *_hashes(entry, house, manifest))
    ]
    look = theme_parts(house.theme, house.emblem)
    return combined(["digest", month.name, house.newsroom.model_dump_json(), *look, *members])


def _hashes(entry: Entry, house: House, manifest: Manifest) -> list[str]:
    editions = editions_of(entry.bulletin, house.newsroom)
    return [manifest.made[output_name(entry, edition)].sha256 for edition in editions]


def orphaned_digests(manifest: Manifest, months: Iterable[str]) -> list[str]:
    """Return the digests of months that no longer have bulletins; `months` must be all that have."""
    wanted = {digest_name(month) for month in months}
    return [name for name in manifest.made if name.startswith("out/digests/") and name not in wanted]


def _bind(month: Month, house: House, run: Run, now: dt.datetime, render: Renderer) -> Outcome:
    held, name = month.held(now), digest_name(month.name)
    if held:
        run.report.notices.append(f"{month.name} leaves out what is under embargo: {', '.join(held)}")
    if len(held) == len(month.entries):  # nothing may be published, nor stay published
        run.remove([name] if name in run.manifest.made else [])
        return "kept"

    def produce() -> bytes:
        from communique.build.binding import bind_month  # noqa: PLC0415 - loads pypdf, which few runs need

        return bind_month(month, house, now, render)

    return run.make(name, digest_key(month, house, run.manifest, now), produce)


def _refusal(month: Month, missing: Iterable[Path]) -> Fault:
    names = ", ".join(path.name for path in missing)
    message = f"the digest of {month.name} is not bound: it would lack {names}"
    return Fault("D007", message, hint="mend the faults of these files, then bind again")
