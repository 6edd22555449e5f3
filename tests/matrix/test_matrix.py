"""Every layout, languages, state, paper, theme and length, so combined that every two of them meet.

Each whole bulletin has headings, lists in lists, a quotation, a table, footnotes, links and a photograph.
"""

import pytest

from matrix.bulletins import name_of, rows

NAMES = [name_of(row) for row in rows()]
every_bulletin = pytest.mark.parametrize("name", NAMES)


@every_bulletin
def test_it_is_printed(matrix, name):
    """… what a newsroom may ask for is built, without a fault of the rules or of the printed page."""
    assert matrix[name].faults == ()
    assert matrix[name].pdfs


@every_bulletin
def test_it_conforms_to_both_standards(verdicts, name):
    """… it can be read aloud and kept for good: both standards are declared, and kept."""
    assert verdicts[name]
    for broken in verdicts[name]:
        assert broken == {"PDF/A-3A": [], "PDF/UA-1": []}


@every_bulletin
def test_its_tags_are_true(matrix, name):
    """… each language is read through by itself, block by block as it was written."""
    assert matrix[name].tags == ()


def test_there_are_enough():
    """… the proof is not thinned out in silence."""
    assert len(NAMES) >= 80
