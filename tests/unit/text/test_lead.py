"""How a text begins, where its author wrote no summary."""

import pytest

from communique.text import columns, lead
from communique.text.lead import LONGEST

NEWS = "The Embassy opens its house and garden to visitors on Sunday, from eleven to five."


@pytest.mark.parametrize(
    ("markdown", "told"),
    [
        (NEWS, NEWS),
        (f"Ladies and gentlemen,\n\n{NEWS}\n\nMore.", NEWS),
        ("Good evening,\n\nThank you.", "Good evening,"),
        (f"## Heading\n\n- A list\n\n{NEWS}", NEWS),
        ("- A list\n- alone", ""),
        ("", ""),
        (NEWS.replace("Embassy", "*[Embassy](https://example.org/)*").replace("on ", "on\n"), NEWS),
        (f"{NEWS}[^1]\n\n[^1]: A note that is itself much longer than any salutation could ever be.", NEWS),
        ("A[^1]\n\n[^1]: A note that is itself much longer than any salutation could ever be.", "A"),
        (NEWS.replace("its house", '"its" `house`'), NEWS.replace("its house", "“its” house")),
    ],
)
def test_a_lead_is_the_first_paragraph_that_tells_something(markdown, told):
    """… a greeting, a heading or a list is passed over, and markup leaves no trace."""
    assert lead(markdown, "en").replace("\u00a0", " ") == told


def test_a_long_paragraph_ends_with_a_sentence():
    """… a mail is no copy of the bulletin."""
    found = lead(" ".join([NEWS] * 20), "en")

    assert LONGEST / 2 < columns(found) <= LONGEST
    assert found.endswith("five.")


def test_a_long_sentence_ends_between_words():
    """… where no sentence ends in time, the reader sees that it goes on."""
    found = lead("many words, " * 100, "en")

    assert columns(found) <= LONGEST + 1
    assert found.endswith("words…")


def test_chinese_is_short_in_fewer_characters():
    """… a Chinese paragraph of forty characters is no salutation, and one of thousands is cut at its stop."""
    sentence = "引航艇将于今晚从四号码头出发，可载六名记者，名单按来电先后排定。"

    assert lead(f"女士们、先生们：\n\n{sentence}", "zh") == sentence
    assert lead(sentence * 30, "zh") == sentence * (LONGEST // columns(sentence))


def test_letters_without_any_space_are_cut():
    """… nothing that is written makes a mail endless."""
    assert lead("中" * 900, "zh") == "中" * (LONGEST // 2) + "…"
