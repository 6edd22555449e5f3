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
STEPS = [
    Step("remarks", "built", 1, 4),
    Step("notice", "kept", 2, 4),
    Step("2018-07: binding", None, 2, 4),
    Step("2018-07", "failed", 4, 4),
]


def lines(capsys, settings):
    with watched(settings) as watcher:
        for step in STEPS:
            watcher(step)
    out, err = capsys.readouterr()
    assert out == ""
    return err.splitlines()


def test_a_log_has_a_line_for_each_output_that_came_or_failed(capsys):
    """… a log tells how far a build was, without control characters."""
    assert lines(capsys, Settings()) == ["[1/4] remarks built", "[4/4] 2018-07 failed"]


def test_verbose_names_also_what_was_kept_and_what_begins(capsys):
    """… one who wonders why a bulletin was not built sees that it was looked at, and what takes its time."""
    told = lines(capsys, Settings(verbose=True))

    assert told[1:3] == ["[2/4] notice kept", "[2/4] 2018-07: binding ..."]


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
