"""How jobs go: each state is told rightly, and none is called printed that is not."""

import signal

import pytest

from communique.deliver.printing.ipp import Attributes, Group, GroupTag, Tag, one
from communique.deliver.printing.printer import CANCEL_JOB, GET_JOB, GET_PRINTER, PRINT_JOB, VALIDATE_JOB
from delivery.commands import BULLETIN, begin, communique
from printing.following import printed, read_until
from scripted_ipp import (
    ABORTED,
    CANCELLED,
    COMPLETED,
    HELD,
    PRINTING,
    STOPPED,
    WAITING,
    answer,
    hang_up,
    job,
    printer,
    scripted,
)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("media-empty-error", "out of paper: put paper in"),
        ("cover-open-error", "a cover is open: close it"),
        ("toner-empty-error", "out of toner: change the cartridge"),
        ("input-tray-missing-error", "a paper tray is missing: push it in"),
        ("media-needed-error", "the paper asked for is in no tray: put it in"),
        ("spool-area-full-error", "its memory is full: wait"),
    ],
)
def test_what_holds_a_job_up_is_told_while_it_lasts(newsroom, own_printer, reason, words):
    """… and the job is printed once that is over, not before."""
    own_printer.play(reason)
    with begin(newsroom, "print", "1", "--printer", own_printer.uri, "--yes") as running:
        read_until(running, words)
        assert (running.poll(), printed(newsroom)["state"]) == (None, "handed")
        own_printer.play("")
        told, _ = running.communicate(timeout=30)

    assert (running.returncode, "printed 3 sheets" in told) == (0, True)
    assert printed(newsroom)["state"] == "printed"


def test_printer_that_falls_silent_and_comes_back(newsroom, own_printer):
    """… is waited for."""
    own_printer.play("media-empty-error")
    with begin(newsroom, "print", "1", "--printer", own_printer.uri, "--yes") as running:
        read_until(running, "out of paper")
        own_printer.process.send_signal(signal.SIGSTOP)
        read_until(running, "it does not answer: see whether it is still switched on")
        own_printer.process.send_signal(signal.SIGCONT)
        own_printer.play("")
        told, _ = running.communicate(timeout=60)

    assert (running.returncode, "printed 3 sheets" in told) == (0, True)


def test_printer_that_vanishes(newsroom, own_printer):
    """… in the middle of a job: nobody knows what became of it, and so it stays in the ledger."""
    own_printer.play("media-empty-error")
    with begin(newsroom, "print", "1", "--printer", own_printer.uri, "--yes") as running:
        read_until(running, "out of paper")
        own_printer.process.kill()
        told, errors = running.communicate(timeout=60)

    assert (running.returncode, told) == (5, "")
    assert "it does not answer" in errors
    assert "J032" in errors
    assert printed(newsroom)["state"] == "handed"


@pytest.mark.parametrize(
    ("last", "status", "code", "words", "state"),
    [
        (job(CANCELLED, "job-canceled-at-device"), 5, "J031", "cancelled at the printer", "cancelled"),
        (job(CANCELLED, "job-canceled-by-user"), 5, "J031", "cancelled by its sender", "cancelled"),
        (job(ABORTED, "aborted-by-system"), 5, "J030", "the printer gave it up", "failed"),
        (job(ABORTED, "document-format-error"), 5, "J030", "it cannot read the PDF", "failed"),
        (job(COMPLETED, "job-completed-with-errors"), 5, "J034", "look at the sheets", "printed"),
        (job(COMPLETED, "job-completed-with-warnings"), 0, "", "", "printed"),
    ],
)
def test_every_end_is_told(newsroom, *, last, status, code, words, state):
    """… with what to do about it."""
    with scripted({GET_JOB: [answer(job(PRINTING)), answer(last)]}) as there:
        done = communique("print", "1", "--printer", there.uri, "--yes", folder=newsroom)

    assert (done.returncode, code in done.stderr, words in done.stderr) == (status, True, True), done.stderr
    assert printed(newsroom)["state"] == state


@pytest.mark.parametrize(
    ("state", "reasons", "of_printer", "words"),
    [
        (HELD, ("job-hold-until-specified",), "none", "the job is held: release it at the printer"),
        (HELD, ("job-password-wait",), "none", "the job waits for a code: type it at the printer"),
        (WAITING, ("none",), "offline-report", "it is offline: switch it on"),
        (STOPPED, ("printer-stopped",), "media-jam-error", "paper is jammed: open the printer"),
        (STOPPED, ("printer-stopped",), "paused", "it is paused: let it go on"),
        (STOPPED, ("printer-stopped",), "door-open", "a door is open: close it"),
        (PRINTING, ("job-printing",), "media-low-warning", "paper is running out: put more in soon"),
    ],
)
def test_what_printers_say_is_told(newsroom, state, reasons, of_printer, words):
    """… of the job, and of themselves."""
    plan = {
        GET_JOB: [answer(job(state, *reasons))] * 2 + [answer(job(COMPLETED))],
        GET_PRINTER: answer(printer(printer_state_reasons=one(Tag.KEYWORD, of_printer))),
    }
    with scripted(plan) as there:
        done = communique("print", "1", "--printer", there.uri, "--yes", folder=newsroom)

    assert (done.returncode, words in done.stderr) == (0, True), done.stderr


def test_job_that_its_printer_forgets_is_not_called_printed(newsroom):
    """… what it was is not known."""
    with scripted({GET_JOB: [answer(job(PRINTING)), answer(code=0x0406)]}) as there:
        done = communique("print", "1", "--printer", there.uri, "--yes", folder=newsroom)

    assert (done.returncode, done.stdout, "J032" in done.stderr) == (5, "", True), done.stderr
    assert printed(newsroom)["state"] == "handed"


def test_job_that_leaves_something_out_is_cancelled(newsroom):
    """… where the printer tells so only when it has it."""
    left = Group(GroupTag.UNSUPPORTED, Attributes({"sides": one(Tag.UNSUPPORTED, None)}))
    with scripted({PRINT_JOB: answer(job(WAITING), left, code=1)}) as there:
        done = communique("print", "1", "--printer", there.uri, "--duplex", "long", "--yes", folder=newsroom)

    assert (done.returncode, "would leave out sides" in done.stderr) == (5, True), done.stderr
    assert "J023" in done.stderr
    assert there.operations()[-1] == CANCEL_JOB
    assert printed(newsroom)["state"] == "failed"


def test_broken_handing_over_is_left_in_doubt(newsroom):
    """… the ledger does not call it failed, and one is told to look first."""
    with scripted({PRINT_JOB: hang_up}) as there:
        done = communique("print", "1", "--printer", there.uri, "--yes", folder=newsroom)

    assert (done.returncode, "it may have the job: look at it" in done.stderr) == (5, True), done.stderr
    assert printed(newsroom)["state"] == "begun"


def test_staple_is_asked_for(newsroom):
    """… at the corner; a booklet in its fold, which this printer cannot."""
    with scripted() as there:
        done = communique("print", "1", "--printer", there.uri, "--staple", "--yes", folder=newsroom)
        (sent,) = [one for one in there.asked if one.message.code == PRINT_JOB]
        refused = communique(
            *("print", "2018-07", "--printer", there.uri, "--staple", "--booklet", "--yes"), folder=newsroom
        )

    assert done.returncode == 0, done.stderr
    assert sent.message.group(GroupTag.JOB).numbers("finishings") == (4,)
    assert sent.message.group(GroupTag.JOB).texts("sides") == ("one-sided",)
    assert (
        sent.document
        == (newsroom / BULLETIN.replace("bulletins/", "out/bulletins/")).with_suffix(".pdf").read_bytes()
    )
    assert "does not staple booklets in the fold" in refused.stderr


def test_printer_that_can_little_is_asked_for_little(newsroom, house):
    """… one of black and one side alone: what it cannot is refused, what it can is printed."""
    with house.printer(abilities=("-s", "20")) as plain:
        refused = communique(
            *("print", "1", "--printer", plain.uri, "--duplex", "long", "--yes"), folder=newsroom
        )
        booklet = communique("print", "2018-07", "-p", plain.uri, "--booklet", "--yes", folder=newsroom)
        done = communique("print", "1", "--printer", plain.uri, "--monochrome", "--yes", folder=newsroom)
        came = plain.received()

    assert (refused.returncode, "prints one side alone" in refused.stderr) == (5, True), refused.stderr
    assert (booklet.returncode, "a booklet needs both" in booklet.stderr) == (5, True), booklet.stderr
    assert (done.returncode, len(came)) == (0, 1), done.stderr


def test_busy_printer_is_told_and_asked_again(newsroom):
    """… once, whichever question it is busy at."""
    busy = answer(code=0x0507)
    plan = {VALIDATE_JOB: [busy, answer()], PRINT_JOB: [busy, busy, answer(job(WAITING))]}
    with scripted(plan) as there:
        done = communique("print", "1", "--printer", there.uri, "--yes", folder=newsroom)

    assert done.returncode == 0, done.stderr
    assert done.stderr.count("is busy with other jobs: it is asked again") == 2
    assert printed(newsroom)["state"] == "printed"


def test_prints_that_are_not_over_are_shown(newsroom):
    """… by `status` and by the ledger's summary; mail is not spoken of where none was sent."""
    with scripted({GET_JOB: answer(job(PRINTING))}) as there:
        communique("print", "1", "--printer", there.uri, "--no-wait", "--yes", folder=newsroom)
    with scripted({PRINT_JOB: hang_up}) as there:
        communique("print", "1", "--printer", there.uri, "--yes", folder=newsroom)

    status = communique("status", folder=newsroom)
    ledger = communique("ledger", folder=newsroom)

    assert "mail" not in status.stdout
    assert status.stdout.count("not over: see `communique jobs`") == 1
    assert status.stdout.count("in doubt: look at the printer") == 1
    assert "at the printer: see `communique jobs`" in ledger.stdout
    assert "in doubt: it may have been handed over" in ledger.stdout
