from pathlib import Path

import pytest

from communique.cli.faults import exit_status, fault_lines, in_order, tell_faults
from communique.errors import Fault, NewsroomFaults, OutputFaults, RenderFaults, SourceFaults, UsageError


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Give the present folder, a made one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_fault_is_a_line_that_editors_can_follow(here, capsys):
    """… a press officer clicks on a fault and stands where it is, and reads what to do beneath."""
    fault = Fault("C004", "unknown key 'tilte'", here / "bulletins" / "a.yaml", 4, 1, "did you mean title?")

    tell_faults([SourceFaults([fault])])

    out, err = capsys.readouterr()
    assert out == ""
    assert err == "bulletins/a.yaml:4:1: C004 unknown key 'tilte'\n  hint: did you mean title?\n"


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        (Fault("D007", "not bound"), "communique: D007 not bound"),
        (Fault("R001", "broken", Path("templates/x.j2"), 3), "templates/x.j2:3: R001 broken"),
        (Fault("O001", "full", Path("/elsewhere/a.pdf")), "/elsewhere/a.pdf: O001 full"),
    ],
)
def test_what_is_not_known_of_a_place_is_left_out(here, fault, line, capsys):
    """… a line claims no place that nobody knows."""
    tell_faults([SourceFaults([fault])])

    assert capsys.readouterr().err == f"{line}\n"


def test_a_file_cannot_steer_the_terminal(here, capsys):
    """… what a hostile file says shows as text, whatever control characters it holds."""
    fault = Fault("C004", "unknown key '\x1b[2J\x07'", here / "a\nb.yaml", hint="\x9bm")

    tell_faults([SourceFaults([fault])])

    assert capsys.readouterr().err == "a\\nb.yaml: C004 unknown key '\\x1b[2J\\x07'\n  hint: \\x9bm\n"


def test_several_lines_of_a_message_stand_beneath_each_other(here, capsys):
    """… a comparison of two languages is read as a table."""
    fault = Fault("C111", "built differently\nen  ru\nparagraph  list", here / "a.yaml", 1, 1)

    tell_faults([SourceFaults([fault])])

    assert capsys.readouterr().err == "a.yaml:1:1: C111 built differently\n    en  ru\n    paragraph  list\n"


def test_faults_are_told_file_by_file_and_each_once(here):
    """… a press officer works through each file from top to bottom."""
    first, second = Fault("C004", "x", here / "a.yaml", 2), Fault("C005", "x", here / "a.yaml", 10)
    third, last = Fault("C004", "x", here / "b.yaml", 1), Fault("D007", "x")

    faults = in_order([SourceFaults([last, third]), RenderFaults([second, first, third])])

    assert faults == [first, second, third, last]


@pytest.mark.parametrize(
    ("errors", "status"),
    [
        ([], 0),
        ([SourceFaults([])], 1),
        ([SourceFaults([]), RenderFaults([])], 4),
        ([SourceFaults([]), OutputFaults([])], 4),
        ([RenderFaults([]), NewsroomFaults([]), SourceFaults([])], 3),
        ([NewsroomFaults([]), UsageError([])], 2),
    ],
)
def test_the_first_thing_to_mend_gives_the_exit_status(errors, status):
    """… a script knows whom to wake: the user, the house's engineer or the press officer."""
    assert exit_status(errors) == status


def test_a_fault_is_coloured_for_terminals(here):
    """… the code stands out where colours can be shown; `tell` takes them away elsewhere."""
    assert "\x1b[31mC004\x1b[0m" in fault_lines(Fault("C004", "x", here / "a.yaml"))[0]
