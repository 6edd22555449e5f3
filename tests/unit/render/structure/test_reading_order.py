"""Text from right to left, as the tags say it."""

import pytest

from communique.render import render
from conformance.tags import Check, problems
from unit.render.structure.sheet import page


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<p dir="rtl">+44 20 <b>(7946)</b></p>', ["+44 20 ", "(7946) "]),
        ('<p dir="rtl" style="width: 12mm">first second</p>', ["first ", "second "]),
        ("<p>one \u200ftwo</p>", ["one \u200ftwo"]),
        ("<p>one</p>", []),
    ],
)
def test_text_from_right_to_left_is_said_in_the_order_of_reading(body, words):
    """… nobody hears a number backwards, and words on either side of a line's end stay apart."""
    made = page(body)

    check = Check(render(made))

    assert problems(render(made), made.html) == []
    assert [str(one.entries["/ActualText"]) for one in check.elements if one.tag == "Span"] == words
