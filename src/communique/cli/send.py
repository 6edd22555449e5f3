"""`communique send`: a bulletin or digest by mail to those on a list, each once."""

from __future__ import annotations

import datetime as dt
import signal
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from communique.build.executors.pool import Pool
from communique.cli.asking import ask
from communique.cli.faults import clean, tell, tell_faults
from communique.cli.main import INTERRUPTED
from communique.cli.paths import shown
from communique.cli.progress import watched
from communique.cli.results import counted, size
from communique.cli.settings import Settings, with_settings
from communique.dispatch.mailing import Mailing, Request, look_up, prepare_mailing
from communique.dispatch.schedule import check_on_time, read_moment, wait_until
from communique.dispatch.sending import send_mailing, send_trial, write_mails
from communique.errors import Fault, UsageError
from communique.load import find_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator

    from communique.build.progress import Step
    from communique.deliver.mail.sending import Tally
    from communique.dispatch.plan import Omission

FAILED = 5
WHY: dict[Omission, str] = {
    "served": "got it before",
    "doubt": "in doubt: see `communique ledger`",
    "refused": "refused by a server before: see `communique ledger`",
    "suppressed": "suppressed",
    "digest": "not what they asked for: {}",
    "topic": "on other topics",
    "held": "waiting for the embargo",
    "unserved": "never got it",
}
OTHER_KIND = {True: "bulletins alone", False: "digests alone"}
LANGUAGES_SHOWN = 6
EVERY = 100  # mails between two lines about how far it is, where there is no terminal


@click.command("send")
@click.argument("reference", metavar="REF")
@click.option(
    "-l", "--list", "lists", multiple=True, metavar="NAME", help="Send to this list; may be given again."
)
@click.option(
    "--language",
    "languages",
    multiple=True,
    metavar="TAG",
    help="Write in this language; may be given again.",
)
@click.option("--to", "trial", metavar="ADDRESS", help="Send a trial to this address, marked so.")
@click.option(
    "--at", "moment", metavar="TIME", help="Wait for this moment, such as 2018-07-31T15:00 or 15:00."
)
@click.option(
    "--eml", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Write the mails here."
)
@click.option("-n", "--dry-run", is_flag=True, help="Tell what would be sent to whom, and send nothing.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask before sending.")
@with_settings
def command(
    settings: Settings,
    reference: str,
    *,
    lists: tuple[str, ...],
    languages: tuple[str, ...],
    trial: str | None,
    moment: str | None,
    eml: Path | None,
    dry_run: bool,
    yes: bool,
) -> int:
    """Send a bulletin or a digest by mail to those on a list, each once.

    REF is a bulletin's number, ID or file, or YYYY-MM for a digest. What is stale is
    built; what will go to how many, in which languages, is told; you are asked.

    The ledger knows who has it: send again, and only those not yet served are
    served. A corrected bulletin goes, with its note first, also to those who got
    the earlier version; a withdrawn one to them alone, without its text. A mail
    whose fate is in doubt is never sent again by itself: see `communique ledger`.

    With --to, one trial goes out, marked so, and the ledger is left as it is.

    \b
      communique send EMB-JM/2018/001 --list press --dry-run
      communique send EMB-JM/2018/001 --to me@example.org
      communique send EMB-JM/2018/001 --list press --at 15:00
      communique send 2018-07 --list press
    """  # noqa: D301 - click keeps the lines as they are after the character \b
    _check(lists, trial, moment, eml, dry_run=dry_run)
    folder = find_newsroom(settings.directory).resolve()
    mailing = _prepare(folder, Request(reference, lists, languages), settings)
    if trial:
        return _try(mailing, trial, yes=yes)
    at = read_moment(moment, mailing.house.newsroom.timezone, _now()) if moment else None
    if at:
        check_on_time(at, _now())
    look_up(mailing, folder, at or _now())
    for line in plan_lines(mailing, at):
        click.echo(line, err=not dry_run)
    if eml:
        return _write(mailing, folder, eml)
    if dry_run or not mailing.plan.addressees:
        return 0
    ask(f"send {counted(len(mailing.plan.addressees), 'mail')}?", yes=yes)
    if at:
        tell(f"waiting until {_clock(at)}; Ctrl-C ends it, and nothing is sent")
        wait_until(at, _now, time.sleep)
        mailing = _prepare(folder, mailing.request, settings)
    return _send(mailing, folder, settings)


def plan_lines(mailing: Mailing, at: dt.datetime | None = None) -> Iterator[str]:
    """Yield what will go to how many, in which languages, and who on the lists gets nothing."""
    plan = mailing.plan
    yield clean(f"{mailing.subject.number}, version {mailing.version}: {mailing.subject.title}")
    total = len(plan.addressees) + sum(map(len, plan.omitted.values()))
    names = ", ".join(mailing.request.lists)
    yield f"  to {len(plan.addressees)} of {counted(total, 'subscriber')} of {names}"
    for languages, count in plan.in_languages().most_common(LANGUAGES_SHOWN):
        yield f"    {count} in {' and '.join(languages)}"
    occasions = [addressee.occasion for addressee in plan.addressees]
    for occasion in ("embargoed", "correction", "withdrawal"):
        if count := occasions.count(occasion):
            yield f"    {count} as {occasion}"
    for omission, omitted in plan.omitted.items():
        why = WHY[omission].format(OTHER_KIND[mailing.subject.content.is_digest])
        yield f"    not to {len(omitted)}: {why}"
    if plan.addressees:
        yield from _how(mailing, at)


def _how(mailing: Mailing, at: dt.datetime | None) -> Iterator[str]:
    plan, mail = mailing.plan, mailing.mail
    files = mailing.subject.files(mailing.house.newsroom.languages)
    weight = sum(path.stat().st_size for path in files)
    if files and weight > mail.kilobytes * 1000:
        yield f"  linked, not attached: {size(weight)} are more than mail: kilobytes allows"
    elif files:
        yield f"  attached: {', '.join(path.name for path in files)}, {size(weight)}"
    minutes = -(-len(plan.addressees) // mail.per_minute)
    when = f" from {_clock(at)} on" if at else ""
    security = "" if mail.smtp.security == "none" else f" ({mail.smtp.security.upper()})"
    pace = f"some {counted(minutes, 'minute')} at {mail.per_minute} a minute"
    yield f"  through {mail.smtp.host}:{mail.smtp.port}{security} as {mail.sender}{when}; {pace}"


def _check(
    lists: tuple[str, ...], trial: str | None, moment: str | None, eml: Path | None, *, dry_run: bool
) -> None:
    """Raise UsageError for options that say nothing, or contradict one another."""
    if not (lists or trial):
        message = "nobody is named to send it to; expected --list"
        raise UsageError(
            [Fault("U014", message, hint="`communique lists` shows the lists; --to sends a trial")]
        )
    others = [name for name, given in (("--at", moment), ("--eml", eml), ("--dry-run", dry_run)) if given]
    if trial and others:
        hint = "a trial goes out at once, to one address"
        raise UsageError([Fault("U008", f"--to and {others[0]} exclude each other", hint=hint)])
    if moment and eml:
        raise UsageError(
            [Fault("U008", "--at and --eml exclude each other", hint="files wait by themselves")]
        )


def _prepare(folder: Path, request: Request, settings: Settings) -> Mailing:
    with watched(settings) as watcher:
        return prepare_mailing(folder, request, now=_now(), executor=Pool(), watcher=watcher)


def _try(mailing: Mailing, address: str, *, yes: bool) -> int:
    ask(f"send a trial of {mailing.subject.number} to {clean(address)}?", yes=yes)
    outcome = send_trial(mailing, address, _now())
    click.echo(clean(f"{address} {outcome.fate}: {outcome.answer}"))
    return 0 if outcome.fate == "accepted" else FAILED


def _write(mailing: Mailing, folder: Path, target: Path) -> int:
    for path in write_mails(mailing, folder, target, _now()):
        click.echo(shown(path))
    return 0


def _send(mailing: Mailing, folder: Path, settings: Settings) -> int:
    stop = threading.Event()
    with stopping(stop), watched(settings, lambda step: _line(step, settings)) as watcher:
        tally, faults = send_mailing(mailing, folder, clock=_now, stop=stop, watcher=watcher)
    click.echo(f"{mailing.subject.number}, version {mailing.version}: {told(tally)}")
    tell_faults(faults)
    if stop.is_set():
        tell("interrupted; send again, and those not yet served are served")
        return INTERRUPTED
    return FAILED if faults else 0


def told(tally: Tally) -> str:
    """Return how many mails came out how, and how long it took."""
    counts = {
        "accepted": tally.accepted,
        "deferred": tally.deferred,
        "refused": tally.refused,
        "in doubt": tally.doubt,
    }
    outcomes = ", ".join(f"{count} {fate}" for fate, count in counts.items() if count)
    return f"{outcomes or 'nothing sent'}, in {tally.elapsed:.1f} s"


@contextmanager
def stopping(stop: threading.Event) -> Iterator[None]:
    """Let Ctrl-C set `stop`, and a second one interrupt."""

    def interrupt(_number: int, _frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        tell("ending after the mails under way; Ctrl-C again ends at once, and leaves those in doubt")

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _line(step: Step, settings: Settings) -> None:
    """Tell of a mail where it was not accepted, or now and then, so that a log stays short."""
    if settings.verbose or not step.name.endswith(" accepted") or step.number % EVERY == 0:
        tell(f"[{step.number}/{step.total}] {clean(step.name)}")


def _clock(moment: dt.datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M %Z}"


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
