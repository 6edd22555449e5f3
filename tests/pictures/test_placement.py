from dataclasses import replace

import pytest

from pictures.lines import Line
from pictures.placement import moved_lines, strayed_lines

# Two columns side by side, ten paragraphs of two lines each.
PAGE = [
    Line(1, left, right, 100.0 + 34 * nth + 13.6 * row, f"{words} {nth}")
    for nth in range(10)
    for left, lines in (
        (56.7, ((280.0, "The ferry leaves at noon for quay"), (120.0, "and comes back at"))),
        (309.0, ((530.0, "Le bac part à midi pour le quai"), (350.0, "et revient à"))),
    )
    for row, (right, words) in enumerate(lines)
]


def with_line(number, **changes):
    """Return PAGE with one of its lines changed."""
    return [replace(line, **changes) if index == number else line for index, line in enumerate(PAGE)]


def broken_elsewhere():
    """Return PAGE as a library would set it that breaks its first paragraph after other words."""
    first, second, *rest = PAGE
    shorter = replace(first, text="The ferry leaves at noon for")
    return [shorter, replace(second, text="quay 0 and comes back at 0"), *rest]


@pytest.mark.parametrize("measure", [moved_lines, strayed_lines])
def test_the_same_lines_are_the_same(measure):
    """… nothing is told of a page that did not change."""
    assert measure(PAGE, list(PAGE)) == []


@pytest.mark.parametrize(
    "changes", [{"left": 57.7}, {"right": 281.0}, {"baseline": 101.0}, {"page": 2}, {"text": "The"}]
)
def test_by_the_same_libraries_no_line_may_move_a_point(changes):
    """… what the picture shows is told in words, too."""
    (told,) = moved_lines(PAGE, with_line(0, **changes))

    assert "on page 1 at 56.7 to 280.0, 100.0 stood 'The ferry leaves at noon for quay 0'" in told


def test_rounding_is_no_move():
    """… a tenth of a point may fall to either side."""
    assert moved_lines(PAGE, with_line(0, left=56.8, right=280.2, baseline=99.9)) == []


def test_a_line_too_many_is_told():
    """… nothing hides behind the last line."""
    assert moved_lines(PAGE, [*PAGE, PAGE[-1]]) == ["there are 41 lines of text, and there were 40"]


def test_under_other_libraries_a_line_may_break_elsewhere():
    """… the suite passes on the machine of someone whose Pango is newer."""
    assert strayed_lines(PAGE, broken_elsewhere()) == []


def test_under_other_libraries_a_word_may_be_hyphenated():
    """… the hyphen is no letter of the text."""
    first, second, *rest = PAGE
    parted = replace(first, text="The ferry leaves at noon for qu-")

    assert strayed_lines(PAGE, [parted, replace(second, text="ay 0 and comes back at 0"), *rest]) == []


def test_under_other_libraries_what_follows_may_stand_a_line_lower():
    """… a paragraph of one line more is no fault of the page."""
    lower = [replace(line, baseline=line.baseline + 13.6) for line in PAGE[2:]]

    assert strayed_lines(PAGE, [*PAGE[:2], *lower]) == []


def test_under_other_libraries_lines_may_go_over_to_the_next_page():
    """… where a page breaks hangs on each line before it."""
    over = [replace(line, page=2, baseline=80.0) for line in PAGE[-2:]]

    assert strayed_lines(PAGE, [*PAGE[:-2], *over]) == []


@pytest.mark.parametrize("move", [{"left": 62.0}, {"baseline": 60.0}, {"page": 2}])
def test_under_other_libraries_few_lines_may_stand_elsewhere(move):
    """… a margin or a column that is lost is seen on every machine."""
    others = [replace(line, **move) if line.left < 300 else line for line in PAGE]

    told = strayed_lines(PAGE, others)

    assert told
    assert "stood 'The ferry leaves at noon for quay 0'" in told[0]


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (PAGE[:-1], "the text has lost the letters '9eeeinrttvà' and got ''"),
        ([*PAGE, PAGE[-1]], "the text has lost the letters '' and got '9eeeinrttvà'"),
        (with_line(1, text="and goes back at 0"), "the text has lost the letters 'cm' and got 'g'"),
    ],
)
def test_under_other_libraries_every_letter_is_there(other, told):
    """… a word that is lost, added or changed is seen on every machine."""
    assert strayed_lines(PAGE, other) == [told]


def test_under_other_libraries_most_lines_read_as_they_did():
    """… a column of another measure is no other version of a library."""
    narrow = [replace(line, text=part) for line in PAGE for part in (line.text[:6], line.text[6:])]

    assert strayed_lines(narrow, PAGE) == ["only 0 of 80 lines read as they did"]
