"""Ctrl-C: on a terminal a question, elsewhere a line; the job is never forgotten."""

import os
import pty
import re
import select
import signal
import sys
import time

import pytest

from communique.deliver.printing.printer import PRINT_JOB
from delivery.commands import ENVIRONMENT, begin, communique, wait_for
from printing.following import printed, read_until
from scripted_ipp import (
    scripted,
    silence,
)


class Terminal:
    """A command on a terminal."""

    def __init__(self, folder, *arguments):
        """Begin it."""
        self.process, self.shown = 0, ""
        environment = ENVIRONMENT | {"XDG_STATE_HOME": str(folder.parent / "state"), "TERM": "dumb"}
        command = [sys.executable, "-m", "communique", "-C", str(folder), *arguments]
        self.process, self.line = pty.fork()
        if not self.process:
            os.execvpe(command[0], command, environment)  # noqa: S606 - the child becomes the command

    def wait_for(self, words):
        """Read until `words` are shown."""
        deadline = time.monotonic() + 60
        while words not in self.shown:
            assert time.monotonic() < deadline, self.shown
            if select.select([self.line], [], [], 0.1)[0]:
                self.shown += os.read(self.line, 10_000).decode(errors="replace")

    def type(self, keys):
        """Type `keys`."""
        os.write(self.line, keys)

    def end(self):
        """Wait for its end and return its status."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                self.shown += os.read(self.line, 10_000).decode(errors="replace")
            except OSError:  # nobody is at the other end
                break
        _, status = os.waitpid(self.process, 0)
        os.close(self.line)
        return os.waitstatus_to_exitcode(status)


@pytest.mark.parametrize(("key", "state"), [(b"y\r", "cancelled"), (b"n\r", "printed")])
def test_interruption_asks_about_the_job(newsroom, own_printer, key, state):
    """… whether it is to be cancelled too; else it goes on."""
    own_printer.play("media-empty-error")
    file = newsroom / "newsroom.yaml"
    text = re.sub(r"ipp://localhost:\d+/ipp/print", own_printer.uri, file.read_text("utf-8"))
    file.write_text(text, "utf-8")
    terminal = Terminal(newsroom, "print", "1", "--yes")
    terminal.wait_for("out of paper")
    terminal.type(b"\x03")
    terminal.wait_for("too? [y/N]")
    terminal.type(key)

    assert terminal.end() == 130
    assert ("goes on at" in terminal.shown) == (state == "printed")
    own_printer.play("")

    def look():
        communique("jobs", folder=newsroom)
        return printed(newsroom)["state"] == state

    wait_for(look)


def test_interruption_without_a_terminal_leaves_the_job(newsroom, own_printer):
    """… and says so."""
    own_printer.play("media-empty-error")
    with begin(newsroom, "print", "1", "--printer", own_printer.uri, "--yes") as running:
        read_until(running, "out of paper")
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=30)

    assert (running.returncode, "goes on at" in errors) == (130, True), errors
    own_printer.play("")


def test_interruption_while_handing_over_is_told(newsroom):
    """… the printer may have the job."""
    with (
        scripted({PRINT_JOB: silence}) as there,
        begin(newsroom, "print", "1", "--printer", there.uri, "--yes") as running,
    ):
        wait_for(lambda: PRINT_JOB in there.operations())
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=30)

    assert (running.returncode, "it may have it; look at it" in errors) == (130, True), errors
    assert printed(newsroom)["state"] == "begun"
