import os
import subprocess
import sys

import click
import pytest

from communique import __version__
from communique.cli.main import COMMANDS, group, run
from communique.errors import Fault, NewsroomFaults, RenderFaults


@pytest.fixture
def failing(monkeypatch):
    """Give a way to have `communique fail` raise an error of one's choice."""

    def install(error):
        @click.command("fail")
        def command():
            raise error

        monkeypatch.setattr(
            group, "resolve_command", lambda _context, arguments: ("fail", command, arguments[1:])
        )

    return install


def test_the_version_is_told(capsys):
    """… whoever reports a fault can say of what."""
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"communique {__version__}\n"


def test_help_names_every_command_with_what_it_does(capsys):
    """… one who knows nothing finds the way from `communique --help`."""
    assert run(["--help"]) == 0

    listed = capsys.readouterr().out.split("Commands:\n")[1].splitlines()
    assert [line.split()[0] for line in listed] == list(COMMANDS)
    assert all(len(line.split()) > 3 for line in listed)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name, capsys):
    """… no option stands without a word of what it does."""
    assert run([name, "--help"]) == 0

    told = capsys.readouterr().out
    command = group.get_command(click.Context(group), name)
    assert f"Usage: communique {name}" in told
    assert "\\b" not in told
    assert all(option.help for option in command.params if isinstance(option, click.Option))


def test_a_misspelt_command_is_told_with_what_was_probably_meant(capsys):
    """… a typing slip is mended at a glance."""
    assert run(["biuld"]) == 2
    assert "Did you mean 'build'?" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["--no-such-option"], ["check", "--format", "xml"], ["-C", "/nowhere/at/all", "status"]]
)
def test_wrong_usage_has_a_status_of_its_own(arguments, capsys):
    """… a script tells a slip of its own from a fault of the newsroom."""
    assert run(arguments) == 2
    assert "Error: " in capsys.readouterr().err


@pytest.mark.parametrize(("error", "status"), [(NewsroomFaults, 3), (RenderFaults, 4)])
def test_an_error_becomes_lines_and_its_status(failing, capsys, error, status):
    """… whatever ends a command is told the same way."""
    failing(error([Fault("N001", "there is no newsroom.yaml", hint="make one")]))

    assert run(["fail"]) == status
    assert capsys.readouterr().err == "communique: N001 there is no newsroom.yaml\n  hint: make one\n"


def test_what_should_not_happen_is_told_without_a_traceback(failing, capsys):
    """… a press officer is not shown the inside of a program, but how to report it."""
    failing(ZeroDivisionError("by zero"))

    assert run(["fail"]) == 4
    told = capsys.readouterr().err
    assert "ZeroDivisionError: by zero" in told
    assert "communique --verbose fail" in told
    assert "Traceback" not in told


def test_the_traceback_is_there_for_those_who_ask(failing, capsys):
    """… an engineer sees where it happened."""
    failing(ZeroDivisionError("by zero"))

    assert run(["--verbose", "fail"]) == 4
    assert "Traceback" in capsys.readouterr().err


def test_an_interrupted_command_ends_as_shells_expect(failing, capsys):
    """… Ctrl-C stops a build without a traceback, with the status that scripts know."""
    failing(KeyboardInterrupt())

    assert run(["fail"]) == 130
    assert "interrupted" in capsys.readouterr().err


def test_a_reader_who_has_enough_is_no_failure():
    """… `communique --help | head -1` ends quietly."""
    reading, writing = os.pipe()
    os.close(reading)

    process = subprocess.run(
        [sys.executable, "-m", "communique", "--help"], stdout=writing, stderr=subprocess.PIPE, check=False
    )

    os.close(writing)
    assert (process.returncode, process.stderr) == (0, b"")


def test_colours_are_left_out_where_they_are_not_wanted(failing, monkeypatch, capsys):
    """… NO_COLOR is obeyed (no-color.org), on terminals too."""
    failing(RenderFaults([Fault("R001", "broken", hint="mend it")]))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)

    run(["fail"])

    assert capsys.readouterr().err == "communique: R001 broken\n  hint: mend it\n"
