"""`communique print`: a bulletin or a digest on paper."""

from __future__ import annotations

import datetime as dt
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from communique.build.executors.pool import Pool
from communique.build.output import write_whole
from communique.build.progress import Step
from communique.cli.asking import ask
from communique.cli.faults import clean, tell
from communique.cli.main import INTERRUPTED
from communique.cli.printers import told_state
from communique.cli.progress import watched
from communique.cli.results import counted
from communique.cli.settings import Settings, with_settings
from communique.dispatch.paper import Press, open_press
from communique.dispatch.printing import Duplex, Handed, Order, Wish, follow_job, hand_over, prepare_order
from communique.dispatch.proof import Proof, make_proof
from communique.errors import Fault, UsageError
from communique.load import find_newsroom
from communique.model.newsroom import Size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from communique.build.progress import Watcher
    from communique.deliver.printing.watching import Progress

OF_PRINTERS = {
    *("printer", "copies", "duplex", "pages", "fit", "booklet", "n_up", "staple", "dry_run", "wait")
}
PROOF = (
    "with 3 mm bleed and crop marks; it is not PDF/X-4, for its colours are sRGB and it names no printing "
    "condition: ask the print shop whether it takes that"
)
UNATTENDED = 600.0  # seconds that a job may stand still where nobody sits at a terminal
MOST_COPIES = 999


@click.command("print")
@click.argument("reference", metavar="REF")
@click.option("-p", "--printer", metavar="NAME", help="Print on this one; by default the newsroom's first.")
@click.option("-c", "--copies", type=click.IntRange(1, MOST_COPIES), default=1, help="Print so many.")
@click.option(
    "--duplex",
    type=click.Choice(get_args(Duplex)),
    help="Print both sides, turned over this edge, or one side; by default as the printer does.",
)
@click.option("--pages", default="", metavar="PAGES", help="Print these alone, such as 1-2,5 or 3-.")
@click.option("--size", type=click.Choice(get_args(Size)), help="Render it for this paper.")
@click.option("--fit", is_flag=True, help="With --size: scale the pages instead of rendering them anew.")
@click.option("--monochrome", is_flag=True, help="Render it in black, for printers without colour.")
@click.option("--booklet", is_flag=True, help="Impose it on sheets to be folded in the middle.")
@click.option("--n-up", type=click.Choice([1, 2, 4]), default=1, help="Put so many pages on a side.")
@click.option("--staple", is_flag=True, help="Staple it: at the corner, a booklet in its fold.")
@click.option("--language", metavar="TAG", help="Print the PDF in this language.")
@click.option(
    "--proof",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Print nothing: write a PDF for a print shop, with crop marks and 3 mm bleed.",
)
@click.option("-n", "--dry-run", is_flag=True, help="Tell what would be printed, and print nothing.")
@click.option("--wait/--no-wait", default=True, help="Wait until the printer says that it is printed.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@with_settings
def command(
    settings: Settings,
    reference: str,
    *,
    printer: str | None,
    proof: Path | None,
    dry_run: bool,
    wait: bool,
    yes: bool,
    **how: Any,
) -> int:
    """Print a bulletin or a digest.

    REF is a bulletin's number, ID or file, or YYYY-MM for a digest. What is stale is
    built. The printer is asked what it can do, and nothing is sent that it would
    print otherwise. Another --size is rendered anew, and never scaled but by --fit.

    NAME is a printer of newsroom.yaml, ipp://… or ipps://…, or cups:QUEUE; see
    `communique printers`. It is printed when the printer says so: until then you are
    told what holds it up. Ctrl-C asks whether to cancel the job too.

    \b
      communique print EMB-JM/2018/001 --copies 20 --duplex long
      communique print EMB-JM/2018/001 --pages 1-2 --size Letter --monochrome
      communique print 2018-07 --booklet --copies 3
      communique print 2018-07 --proof digest-2018-07.pdf
    """  # noqa: D301 - click keeps the lines as they are after the character \b
    folder = find_newsroom(settings.directory).resolve()
    if proof:
        _check_alone()
        if proof.exists():
            ask(f"{proof} exists already; write it anew?", yes=yes)
    wish = Wish(**how)
    with watched(settings) as watcher:
        press = _open(folder, watcher)
        if proof:
            return _write(make_proof(press, reference, wish), proof)
        order = prepare_order(press, reference, wish, printer)
    for line in plan_lines(order):
        click.echo(line, err=not dry_run)
    if dry_run:
        return 0
    _ask(order, press.house.newsroom.printing.ask_above, yes=yes)
    handed = _hand_over(order, folder, settings)
    if wait:
        return _wait(handed, folder, settings)
    click.echo(f"job {handed.job.number} is at {order.named.name}; `communique jobs` tells how it goes")
    return 0


def _check_alone() -> None:
    """Raise UsageError for options that say how a printer prints, beside --proof."""
    context = click.get_current_context()
    given = [
        (option.secondary_opts or option.opts)[-1]
        for option in context.command.params
        if option.name in OF_PRINTERS
        and context.get_parameter_source(option.name) is click.core.ParameterSource.COMMANDLINE
    ]
    if given:
        hint = "a print shop does that by itself; --size, --monochrome and --language go with --proof"
        raise UsageError(
            [Fault("U008", f"--proof and {name} exclude each other", hint=hint) for name in given]
        )


def _write(proof: Proof, path: Path) -> int:
    write_whole(path, proof.pdf)
    tell(clean(f"{proof.document.number}: {counted(proof.pages, 'page')} of {proof.size}, {PROOF}"))
    click.echo(path)
    return 0


def plan_lines(order: Order) -> Iterator[str]:
    """Yield what will be printed, on how many sheets, and where."""
    document = order.document
    version = "" if document.version is None else f", version {document.version}"
    yield clean(f"{document.number}{version}: {document.title}")
    copies = f" in {order.ticket.copies} copies" if order.ticket.copies > 1 else ""
    yield f"  {counted(order.pages, 'page')}{copies}: {counted(order.sheets, 'sheet')}; {order.how}"
    yield clean(f"  on {order.named.name}: {told_state(order.ability)}")


def _open(folder: Path, watcher: Watcher) -> Press:
    return open_press(folder, now=_now(), executor=Pool(), watcher=watcher)


def _ask(order: Order, limit: int, *, yes: bool) -> None:
    """Ask about many sheets, and about paper that the printer does not have just now."""
    if order.lacks_paper:
        there = " and ".join(dict.fromkeys(tray.paper for tray in order.ability.trays))
        what = f"{order.named.name} has {there}, and no {order.ticket.size}; print all the same?"
        ask(what, yes=yes)
    elif order.sheets > limit:
        ask(f"print {counted(order.sheets, 'sheet')} on {order.named.name}?", yes=yes)


def _hand_over(order: Order, folder: Path, settings: Settings) -> Handed:
    try:
        with watched(settings) as watcher:
            return hand_over(order, folder, _now, watcher)
    except KeyboardInterrupt:
        tell(
            f"interrupted while {order.named.name} took the job: it may have it; "
            "look at it, and at `communique jobs`"
        )
        raise


def _wait(handed: Handed, folder: Path, settings: Settings) -> int:
    """Tell how the job goes until it is over."""
    order, begun = handed.order, time.monotonic()
    is_attended = sys.stdin.isatty()
    tell(f"job {handed.job.number} is at {order.named.name}")
    last = ""
    try:
        with watched(settings, lambda step: tell(step.name)) as watcher:
            for progress in follow_job(handed, folder, _now, patience=None if is_attended else UNATTENDED):
                told = clean(told_progress(progress, order.sides))
                if told != last:
                    watcher(Step(told, None, _done(progress, order), order.sides))
                last = told
    except KeyboardInterrupt:
        return _interrupted(handed, is_attended=is_attended)
    seconds = time.monotonic() - begun
    number, sheets = handed.job.number, counted(order.sheets, "sheet")
    click.echo(f"printed {sheets} on {order.named.name}: job {number}, in {seconds:.0f} s")
    return 0


def told_progress(progress: Progress, total: int) -> str:
    """Return how a job goes: what holds it up, or how far it is."""
    job = progress.job
    trouble = next((one for one in progress.troubles if one.stops), None)
    if trouble and not job.is_over:
        return str(trouble)
    if job.state == "printing" and job.sides:
        far = f"printing: {min(job.sides, total)} of {counted(total, 'side')}"
    else:
        far = {"stopped": "the printer has stopped", "held": "the job is held"}.get(job.state, job.state)
    warning = next((one for one in progress.troubles if not one.stops), None)
    return f"{far} ({warning})" if warning else far


def _done(progress: Progress, order: Order) -> int:
    return order.sides if progress.job.state == "printed" else min(progress.job.sides or 0, order.sides)


def _interrupted(handed: Handed, *, is_attended: bool) -> int:
    """Ask whether the job is to be cancelled too; where nobody can be asked, leave it."""
    number, name = handed.job.number, handed.order.named.name
    if is_attended and number is not None and click.confirm(f"cancel job {number} on {name} too?", err=True):
        handed.order.printer.cancel(number)
        tell(f"job {number} is cancelled; `communique jobs` tells when that is done")
    else:
        tell(f"job {number} goes on at {name}; `communique jobs` shows it, and cancels it")
    return INTERRUPTED


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
