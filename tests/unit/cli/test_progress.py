import os
import pty
import subprocess
import sys

from communique.build.progress import Step
from communique.cli.progress import watched
from communique.cli.settings import Settings

SHOW = """
import sys
from communique.build.progress import Step
from communique.cli.progress import watched
from communique.cli.settings import Settings
with watched(Settings()) as watcher:
    watcher(Step("remarks", "built", 1, 2))
    print("rich" in sys.modules)
"""
STEPS = [Step("remarks", "built", 1, 3), Step("notice", "kept", 2, 3), Step("visit", "failed", 3, 3)]


def lines(capsys, settings):
    with watched(settings) as watcher:
        for step in STEPS:
            watcher(step)
    out, err = capsys.readouterr()
    assert out == ""
    return err.splitlines()


def test_a_log_has_a_line_for_each_output_that_came_or_failed(capsys):
    """… a log tells how far a build was, without control characters."""
    assert lines(capsys, Settings()) == ["[1/3] remarks built", "[3/3] visit failed"]


def test_verbose_names_also_what_was_kept(capsys):
    """… one who wonders why a bulletin was not built sees that it was looked at."""
    assert lines(capsys, Settings(verbose=True))[1] == "[2/3] notice kept"


def test_quiet_shows_no_progress(capsys):
    """… a job that runs by the clock writes only what needs somebody."""
    assert lines(capsys, Settings(quiet=True)) == []


def test_a_terminal_gets_a_bar():
    """… one who waits sees how long it will be."""
    ours, theirs = pty.openpty()

    run = subprocess.run(
        [sys.executable, "-c", SHOW],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm"},
        check=True,
    )

    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert run.stdout.strip() == b"True"
    assert "remarks" in shown
    assert "50%" in shown


def test_rich_is_loaded_for_terminals_only():
    """… a script does not wait for what draws on terminals."""
    run = subprocess.run([sys.executable, "-c", SHOW], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "False"
    assert run.stderr == "[1/2] remarks built\n"
