"""Letters as plain text and as HTML: every occasion once, and languages of several scripts."""

import pytest

from letters import shown

LETTERS = dict(shown())


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_is_written_as_it_was_when_it_was_looked_at(name, golden):
    """… no subject and no part of a mail changes unseen."""
    letter = LETTERS[name]

    golden(f"letter-{name}.txt", f"{letter.sender}\n{letter.subject}\n\n{letter.text}")
    golden(f"letter-{name}.html", letter.html)
