"""What the parser says → what a press officer reads."""

from pathlib import Path

import pytest
import yaml

from communique.load.document import read_document
from communique.load.syntax import explain


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("topics: [\n", 1, "ends where a value"),
        ("topics: ]\n", 1, "closing bracket"),
        ("title: {en: a\nnumber: 1\n", 1, "{ is not closed"),
        ("title: 'a\nnumber: 1\n", 1, "quotation mark opens here"),
        ('title: "a\n---\n"\n', 1, "quotation mark opens here"),
        ("number: 1\ntitle\nkind: a\n", 2, "without its colon"),
        ("title: %a\n", 1, "begins with %"),
        ("title: !a!b c\n", 1, "begins with !"),
        ("title:\n  en: a\n\tru: b\n", 3, "a tab"),
        ("title:\n  \t", 2, "a tab"),
    ],
)
def test_each_kind_of_slip_has_its_words_and_its_line(text, line, words):
    """… the line is the one to mend, not the one where the parser gave up."""
    (fault,) = read_document(text.encode(), Path("a.yaml")).faults

    assert fault.line == line
    assert words in fault.message
    assert fault.hint


def test_an_unheard_of_problem_is_told_as_the_parser_tells_it():
    """… a parser of tomorrow with a complaint of its own still gets a fault with a place."""
    mark = yaml.Mark("a.yaml", 0, 2, 4, None, 0)
    problem = yaml.MarkedYAMLError(problem="found a paradox", problem_mark=mark)

    fault = explain(problem, "a\nb\nc: d e\n", Path("a.yaml"))

    assert (fault.code, fault.line, fault.column) == ("C002", 3, 5)
    assert "found a paradox" in fault.message


@pytest.mark.parametrize("problem", [yaml.YAMLError("no stream"), yaml.MarkedYAMLError(problem="no mark")])
def test_a_problem_without_a_place_is_told_at_the_top(problem):
    """… a complaint about the stream as a whole still names the file."""
    fault = explain(problem, "a\n", Path("a.yaml"))

    assert (fault.code, fault.path, fault.line) == ("C002", Path("a.yaml"), 1)
