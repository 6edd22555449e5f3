"""What is asked for → out/digests/NAME.pdf: the bulletins of each are brought up to date first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.build.bulletins import bring_up_to_date
from communique.build.executors.inline import Inline
from communique.build.holdings import hold, shelve
from communique.build.inspect import unfit
from communique.build.look import look_of_digests
from communique.build.manifest import Manifest, Origin
from communique.build.matter import forget_matter
from communique.build.origins import source_name
from communique.build.progress import Outcome, Watcher, unwatched
from communique.build.reasons import UNCHANGED, why_built
from communique.build.run import Order, Run, begin
from communique.build.scope import scope_of_output
from communique.build.toolchain import combined
from communique.build.wishes import Wish, scopes_asked
from communique.errors import Fault, SourceFaults
from communique.model import PLAIN

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable
    from pathlib import Path
    from types import ModuleType

    from communique.build.executors.executor import Executor
    from communique.build.holdings import Holding, Shelf
    from communique.build.look import Look
    from communique.build.report import Report
    from communique.build.scope import Scope
    from communique.model import Rendition

STEPS = 4  # of binding one digest, as `binding` tells them


def build_digests(
    folder: Path,
    wish: Wish | None = None,
    *,
    now: dt.datetime,
    force: bool = False,
    watcher: Watcher = unwatched,
    executor: Executor | None = None,
    rendition: Rendition = PLAIN,
) -> Report:
    """Bind the digests of the newsroom in `folder` that `wish` asks for, by default the latest month.

    Bulletins under embargo at `now` are left out, with a notice. A digest with a bulletin that
    cannot be built is refused, and the others are bound. Where every one is asked for, those
    without bulletins are removed. Raises UsageError for a wish that cannot be met, NewsroomFaults,
    or RenderFaults for the house's look, and OutputFaults where another build goes on.
    """
    wish = wish or Wish()
    with begin(folder, executor or Inline(), watcher, force=force, rendition=rendition) as run:
        shelf = shelve(run.archive)
        bind_scopes(scopes_asked(wish, shelf, run.manifest), shelf, run, now)
        if wish.every:
            run.remove(orphaned_digests(run.manifest, shelf))
        made = [scope.name for name in run.manifest.made if (scope := scope_of_output(name))]
        forget_matter(folder, made)
    return run.report


def bind_scopes(scopes: Iterable[Scope], shelf: Shelf, run: Run, now: dt.datetime) -> None:
    """Bring the digests of `scopes` up to date, and first the bulletins of which they are."""
    holdings = [hold(scope, shelf) for scope in scopes]
    cards = {card.path: card for holding in holdings for card in holding.cards}
    run.course.total = len(cards) + STEPS * len(holdings)
    concerned = {path for holding in holdings for path in holding.faulty}
    if not holdings:  # no month is known, but faulty files may have one
        concerned = {suspect.path for suspect in shelf.suspects}
    faults = unfit(run.archive, run.house.newsroom)
    run.refuse([fault for fault in faults if fault.path in concerned])
    run.meanwhile = _binder
    failed = bring_up_to_date(cards.values(), run)
    look = look_of_digests(run.house)
    run.manifest.looks[look.digest] = look.parts
    for holding in holdings:
        build_digest(holding, run, look, now, failed=failed)


def build_digest(
    holding: Holding, run: Run, look: Look, now: dt.datetime, *, failed: Collection[Path] = ()
) -> None:
    """Bring the digest of `holding` up to date, whose bulletins are but for those that `failed`."""
    missing = [*holding.faulty, *(card.path for card in holding.cards if card.path in failed)]

    def work() -> Outcome:
        if missing:
            raise SourceFaults([_refusal(holding, missing)])
        return _bind(holding, run, look, now)

    run.attempt(holding.scope.name, work, STEPS)


def digest_origin(holding: Holding, look: Look, manifest: Manifest, now: dt.datetime) -> Origin:
    """Return what the digest of `holding` is made from, whose bulletins must all be in `manifest`.

    It sees which embargoes are lifted at `now`. Of what was withdrawn the pages are of no account.
    """
    parts: dict[str, str] = {}
    for card in holding.free(now):
        name = source_name(card.path, manifest.folder)
        parts[name] = card.meaning
        if not card.is_withdrawn:
            parts |= {output: manifest.made[output].sha256 for output in manifest.sources[name].outputs}
    return Origin(look.digest, parts)


def orphaned_digests(manifest: Manifest, shelf: Shelf) -> list[str]:
    """Return the digests that no bulletin is left for; `shelf` must have the whole archive.

    A file that cannot be read now may be mended: what it may belong to is no orphan.
    """
    scopes = {name: scope_of_output(name) for name in manifest.made}
    holdings = {name: hold(scope, shelf) for name, scope in scopes.items() if scope}
    return [name for name, holding in holdings.items() if not holding.cards and not holding.faulty]


def _bind(holding: Holding, run: Run, look: Look, now: dt.datetime) -> Outcome:
    scope, held = holding.scope, holding.held(now)
    if held:
        run.report.notices.append(f"{scope.name} leaves out what is under embargo: {', '.join(held)}")
    if len(held) == len(holding.cards):  # nothing may be published, nor stay published
        run.remove([scope.output] if scope.output in run.manifest.made else [])
        return "kept"
    origin = digest_origin(holding, look, run.manifest, now)
    if not run.force and run.manifest.made_from(scope.output, origin):
        run.keep(scope.output, UNCHANGED)
        return "kept"
    run.spare(scope.output)
    why = why_built(scope.output, origin, run.manifest, force=run.force)
    pdf, bound = _binder().bind_volume(holding, run, now)
    key = combined([scope.name, origin.look, origin.parts])
    run.put(Order(scope.output, key, origin, why), pdf)
    run.report.digests.append(bound)
    return "built"


def _binder() -> ModuleType:
    """Return the module that binds, which loads pikepdf: few runs need it."""
    from communique.build import binding  # noqa: PLC0415 - see above

    return binding


def _refusal(holding: Holding, missing: Iterable[Path]) -> Fault:
    names = ", ".join(path.name for path in missing)
    message = f"the digest of {holding.scope.name} is not bound: it would lack {names}"
    return Fault("D007", message, hint="mend the faults of these files, then bind again")
