"""A mailing → mails at the server, and in the ledger what became of each; or a trial; or files."""

from __future__ import annotations

import secrets
import threading
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING

from communique.build.output import write_whole
from communique.build.progress import Step
from communique.deliver.mail.envelope import Envelope, Outcome
from communique.deliver.mail.pace import Pace
from communique.deliver.mail.sending import post
from communique.deliver.mail.server import reach, server_of
from communique.dispatch.letters import Letters, Marks
from communique.dispatch.plan import Addressee, Plan, occasion_of
from communique.dispatch.senders import sole_sender
from communique.errors import DeliveryFaults, Fault
from communique.ledger import Intent, open_ledger
from communique.model import canonical

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from communique.build.progress import Watcher
    from communique.deliver.mail.sending import Tally
    from communique.dispatch.mailing import Mailing
    from communique.ledger import Ledger

TOLD = 20  # mails that were not accepted and are told one by one


def send_mailing(
    mailing: Mailing,
    folder: Path,
    *,
    clock: Callable[[], dt.datetime],
    stop: threading.Event,
    watcher: Watcher,
) -> tuple[Tally, list[DeliveryFaults]]:
    """Send what `mailing` plans, and note in the ledger of the newsroom in `folder` what became of each mail.

    The plan is made anew by what the ledger says once nobody else is sending. Returns how many came
    out how, and the faults of those that were not accepted, or of a server that was lost. Raises
    DeliveryFaults, and what writing letters raises, where nothing can go out.
    """
    with sole_sender(folder), open_ledger(folder, now=clock()) as ledger:
        ledger.recover()
        mailing.look_up(ledger, clock())
        letters = Letters(mailing, clock())
        largest = letters.largest()
        server = server_of(mailing.mail.smtp)
        _check_size(largest, reach(server, mailing.return_path).size, mailing)
        envelopes = _intended(mailing, ledger, letters, clock())
        outcomes = _Outcomes(len(envelopes), watcher)
        with ledger.journal(clock) as journal:
            tally = post(
                envelopes,
                server,
                journal,
                pace=Pace(mailing.mail.per_minute, mailing.mail.per_domain),
                waits=mailing.mail.waits,
                stop=stop,
                watcher=outcomes.note,
            )
    lost = [DeliveryFaults([tally.fault])] if tally.fault else []
    return tally, [*lost, *outcomes.faults(mailing.subject.number)]


def send_trial(mailing: Mailing, address: str, now: dt.datetime) -> Outcome:
    """Send one mail, marked as a trial, to `address`, and leave the ledger as it is."""
    subject = mailing.subject
    offered = mailing.request.languages or mailing.house.newsroom.languages
    occasion = occasion_of(subject.content_at(now), is_known=False)
    addressee = Addressee(address, None, "", tuple(offered), occasion)
    mailing.plan = Plan([addressee])
    letters = Letters(mailing, now, is_trial=True)
    server = server_of(mailing.mail.smtp)
    _check_size(letters.largest(), reach(server, mailing.return_path).size, mailing)
    identity = f"<trial.{secrets.token_hex(8)}@{mailing.domain}>"
    content = partial(letters.addressed, addressee, Marks(identity))
    envelope = Envelope(0, mailing.return_path, address, identity, content)
    told: list[Outcome] = []
    post(
        [envelope],
        server,
        _Unnoted(),
        pace=Pace(mailing.mail.per_minute, None),
        waits=(),
        stop=threading.Event(),
        watcher=lambda _envelope, outcome: told.append(outcome),
    )
    return told[-1]


def write_mails(mailing: Mailing, folder: Path, target: Path, now: dt.datetime) -> Iterator[Path]:
    """Write each mail that would be sent into `target`, under its recipient's address; yield the files."""
    with open_ledger(folder, now=now) as ledger:
        letters, marks = Letters(mailing, now), _Marker(mailing, ledger)
        for nth, addressee in enumerate(mailing.plan.addressees, 1):
            data = letters.addressed(addressee, marks.of(addressee))
            path = target / f"{nth:05d}-{_file_name(addressee.address)}.eml"
            write_whole(path, data)
            yield path


def _intended(mailing: Mailing, ledger: Ledger, letters: Letters, now: dt.datetime) -> list[Envelope]:
    """Note in the ledger who is to get what, and return the envelopes, whose mails are made in their turn."""
    subject, plan = mailing.subject, mailing.plan
    issue = ledger.note_issue(subject.number, mailing.version, subject.meaning, now)
    everyone = (*plan.addressees, *plan.omitted.get("suppressed", ()))
    intents = (Intent(one.address, one.list_name, one.languages) for one in everyone)
    keys = ledger.intend(issue.id, intents, now)
    made, marks = [], _Marker(mailing, ledger)
    for addressee in plan.addressees:
        key = keys.get(canonical(addressee.address))
        if key is None:
            continue
        own = marks.of(addressee)
        content = partial(letters.addressed, addressee, own)
        made.append(Envelope(key, mailing.return_path, addressee.address, own.identity, content))
    return made


class _Marker:
    """Marks the mails of one mailing."""

    def __init__(self, mailing: Mailing, ledger: Ledger) -> None:
        self._mailing, self._ledger = mailing, ledger
        before = ledger.find_issue(mailing.subject.number, mailing.version - 1)
        self._before = ledger.standing(before.id) if before else {}

    def of(self, addressee: Addressee) -> Marks:
        """Return the marks of the mail to `addressee`."""
        address, version = addressee.address, self._mailing.version
        known = self._before.get(canonical(address))
        return Marks(
            self._identity(address, version),
            self._ledger.token(address),
            self._identity(address, version - 1) if known and known.state == "accepted" else None,
        )

    def _identity(self, address: str, version: int) -> str:
        return self._ledger.message_id(self._mailing.subject.number, version, address, self._mailing.domain)


def _check_size(largest: int, limit: int | None, mailing: Mailing) -> None:
    """Raise DeliveryFaults where the server says beforehand that it takes no mail so large (RFC 1870)."""
    if not limit or largest <= limit:
        return
    message = f"the mail has {-(-largest // 1000)} kB, and {mailing.mail.smtp.host} takes {limit // 1000}"
    hint = f"write mail: {{kilobytes: {limit * 2 // 3000}}}: what is larger is linked, not attached"
    raise DeliveryFaults([Fault("M044", message, hint=hint)])


def _file_name(address: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "@.-_+" else "_" for letter in address)[:100]


class _Unnoted:
    """A journal of what leaves no trace."""

    def begin(self, envelope: Envelope) -> Future[None]:
        """Let `envelope` go out."""
        future: Future[None] = Future()
        future.set_result(None)
        return future

    def settle(self, envelope: Envelope, outcome: Outcome) -> None:
        """Forget what became of `envelope`."""


class _Outcomes:
    """Tells a watcher of each mail, and keeps what was not accepted. Called from several threads."""

    def __init__(self, total: int, watcher: Watcher) -> None:
        self._total, self._watcher = total, watcher
        self._lock = threading.Lock()
        self._done: set[int] = set()
        self._left: dict[str, Outcome] = {}

    def note(self, envelope: Envelope, outcome: Outcome) -> None:
        """Note the last word about a mail; one that is deferred may have another."""
        with self._lock:
            if outcome.fate != "deferred":
                self._done.add(envelope.key)
            if outcome.fate == "accepted":
                self._left.pop(envelope.recipient, None)
            else:
                self._left[envelope.recipient] = outcome
            name = f"{envelope.recipient} {outcome.fate}"
            self._watcher(Step(name, None, len(self._done), self._total))

    def faults(self, number: str) -> list[DeliveryFaults]:
        """Return the faults of what was not accepted: each by itself, or of many their number."""
        left = sorted(self._left.items())
        faults = [_fault(address, outcome) for address, outcome in left[:TOLD]]
        if len(left) > TOLD:
            message = f"{len(left) - TOLD} more mails were not accepted"
            faults.append(Fault("M045", message, hint=f"`communique ledger {number}` lists all"))
        return [DeliveryFaults(faults)] if faults else []


def _fault(address: str, outcome: Outcome) -> Fault:
    hints = {
        "deferred": "send again later: those not yet served are served",
        "refused": "mend the address in its list, or remove it",
        "doubt": "it may have arrived: `communique ledger` tells how to decide",
    }
    told = {"deferred": "is deferred", "refused": "was refused", "doubt": "is in doubt"}
    message = f"the mail to {address} {told[outcome.fate]}: {outcome.answer}"
    return Fault("M045", message, hint=hints[outcome.fate])
