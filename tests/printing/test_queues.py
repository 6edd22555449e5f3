"""Queues of CUPS that are paused, closed or without a printer, and jobs there that are cancelled."""

import subprocess
import sys

from delivery.commands import ENVIRONMENT, communique, wait_for
from printer_rig import add_queue
from printing.following import printed, read_until


def test_queue_that_is_paused_or_takes_nothing(newsroom, printer, cups_port):
    """… is told; a job waits at the first until it goes on, and the second is given none."""
    server = {"CUPS_SERVER": f"127.0.0.1:{cups_port}"}
    environment = ENVIRONMENT | {"XDG_STATE_HOME": str(newsroom.parent / "state")} | server

    def run(*command):
        subprocess.run(command, env=environment, check=True, capture_output=True, timeout=20)

    run("cupsreject", "front")
    refused = communique("print", "1", "--printer", "cups:front", "--yes", folder=newsroom, **server)
    run("cupsaccept", "front")
    run("cupsdisable", "front")
    command = [sys.executable, "-m", "communique", "-C", newsroom, "print", "1", "-p", "cups:front", "-y"]
    with subprocess.Popen(command, env=environment, stdout=-1, stderr=-1, text=True) as running:
        read_until(running, "it is paused: let it go on, at the printer or with cupsenable")
        assert running.poll() is None
        run("cupsenable", "front")
        told, _ = running.communicate(timeout=30)

    assert (refused.returncode, "J021" in refused.stderr) == (5, True), refused.stderr
    assert (running.returncode, "printed 3 sheets" in told) == (0, True)


def test_cups_that_is_not_there_is_told(newsroom):
    """… with where to look."""
    server = {"CUPS_SERVER": str(newsroom.parent / "nothing.sock")}

    done = communique("print", "1", "-p", "cups:front", "-y", folder=newsroom, **server)

    assert (done.returncode, "J002 no CUPS listens at" in done.stderr) == (5, True), done.stderr
    assert "see whether CUPS runs" in done.stderr


def test_jam_behind_a_queue_is_told(newsroom, printer, cups):
    """… CUPS calls a job that the printer gave up a cancelled one: it is not called printed."""
    printer.play("jam")

    done = communique("print", "1", "-p", "cups:front", "-y", folder=newsroom, CUPS_SERVER=str(cups))

    assert (done.returncode, done.stdout, "J031" in done.stderr) == (5, "", True), done.stderr
    assert "paper is jammed: open the printer" in done.stderr
    assert printed(newsroom)["state"] == "cancelled"


def test_printer_behind_a_queue_that_is_gone_is_a_failure(newsroom, house, cups_port):
    """… CUPS gives the job up, since it was told how long to wait."""
    with house.printer() as gone:
        add_queue(cups_port, "gone", gone)
    server = {"CUPS_SERVER": f"127.0.0.1:{cups_port}"}

    done = communique("print", "1", "-p", "cups:gone", "-y", folder=newsroom, **server)

    assert (done.returncode, "J030" in done.stderr) == (5, True), done.stderr


def test_job_of_a_queue_is_cancelled_by_its_owner(newsroom, printer, cups):
    """… whom the system vouches for, over the socket."""
    printer.play("slow")
    server = {"CUPS_SERVER": str(cups)}
    left = communique("print", "1", "-p", "cups:front", "--no-wait", "-y", folder=newsroom, **server)
    number = left.stdout.split()[1]

    done = communique("jobs", "-p", "cups:front", "--cancel", number, "-y", folder=newsroom, **server)

    assert (done.returncode, f"job {number} on cups:front is cancelled" in done.stdout) == (0, True)
    printer.play("")
    wait_for(lambda: _state_after_a_look(newsroom, server) == "cancelled")


def _state_after_a_look(newsroom, server):
    communique("jobs", "-p", "cups:front", folder=newsroom, **server)
    return printed(newsroom)["state"]
