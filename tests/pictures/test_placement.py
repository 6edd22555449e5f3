from dataclasses import replace

import pytest

from pictures.lines import Line
from pictures.placement import moved_lines, strayed_lines

# Two columns side by side, two paragraphs each; then a page's foot.
PAGE = [
    Line(1, 56.7, 280.0, 100.0, "The ferry leaves at noon and comes back"),
    Line(1, 56.7, 120.0, 113.6, "at night."),
    Line(1, 309.0, 530.0, 100.0, "Le bac part à midi et revient à la"),
    Line(1, 309.0, 350.0, 113.6, "nuit."),
    Line(1, 56.7, 280.0, 134.0, "It carries letters, a piano and eleven"),
    Line(1, 56.7, 120.0, 147.6, "pupils."),
    Line(1, 309.0, 530.0, 134.0, "Il porte des lettres, un piano et onze"),
    Line(1, 309.0, 350.0, 147.6, "élèves."),
    Line(1, 56.7, 120.0, 795.0, "Page 1 of 1"),
]


def with_line(number, **changes):
    """Return PAGE with one of its lines changed."""
    return [replace(line, **changes) if index == number else line for index, line in enumerate(PAGE)]


def broken_elsewhere():
    """Return PAGE as a library would set it that breaks its first paragraph after another word."""
    first, second, *rest = PAGE
    shorter = replace(first, text="The ferry leaves at noon and comes")
    return [shorter, replace(second, text="back at night."), *rest]


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

    assert "on page 1 at 56.7 to 280.0, 100.0 stood 'The ferry leaves at noon and comes back'" in told


def test_rounding_is_no_move():
    """… a tenth of a point may fall to either side."""
    assert moved_lines(PAGE, with_line(0, left=56.8, right=280.2, baseline=99.9)) == []


def test_a_line_too_many_is_told():
    """… nothing hides behind the last line."""
    assert moved_lines(PAGE, [*PAGE, PAGE[-1]]) == ["there are 10 lines of text, and there were 9"]


def test_under_other_libraries_a_line_may_break_elsewhere():
    """… the suite passes on the machine of someone whose Pango is newer."""
    assert strayed_lines(PAGE, broken_elsewhere()) == []


def test_under_other_libraries_a_word_may_be_hyphenated():
    """… the hyphen is no letter of the text."""
    first, second, *rest = PAGE
    parted = replace(first, text="The ferry leaves at noon and comes ba-")

    assert strayed_lines(PAGE, [parted, replace(second, text="ck at night."), *rest]) == []


def test_under_other_libraries_what_follows_may_stand_a_line_lower():
    """… a paragraph of one line more is no fault of the page."""
    lower = [replace(line, baseline=line.baseline + 13.6) for line in PAGE[2:]]

    assert strayed_lines(PAGE, [*PAGE[:2], *lower]) == []


@pytest.mark.parametrize("changes", [{"left": 62.0}, {"baseline": 170.0}, {"page": 2}])
def test_under_other_libraries_no_line_may_stand_elsewhere(changes):
    """… a margin or a column that is lost is seen on every machine."""
    (told,) = strayed_lines(PAGE, with_line(4, **changes))

    assert "It carries letters" in told


@pytest.mark.parametrize(
    "other",
    [PAGE[:-1], with_line(3, text="jour."), PAGE[2:4] + PAGE[:2] + PAGE[4:]],
    ids=["lost", "changed", "in another order"],
)
def test_under_other_libraries_every_letter_is_there_in_its_order(other):
    """… a word that is lost, changed or read in another order is seen on every machine."""
    (told,) = strayed_lines(PAGE, other)

    assert told.startswith("after ")


def test_where_texts_part_is_told():
    """… a long page need not be searched for the word."""
    told = strayed_lines(PAGE, with_line(3, text="jour."))

    assert told == [
        "after 'ightLebacpartàmidietrevientàla' stands 'jourItcarrieslettersapianoande', "
        "and stood 'nuitItcarrieslettersapianoande'"
    ]


def test_under_other_libraries_most_lines_begin_as_they_did():
    """… a column of another measure is no other version of a library."""
    half = [replace(line, text=part) for line in PAGE for part in (line.text[:2], line.text[2:])]

    (told,) = strayed_lines(half, PAGE)

    assert told == f"only {len(PAGE)} of {len(half)} lines begin with the letters that they began with"
