"""Lines that every mail program shows whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.compose.letter.plain import WIDTH, one_line, wrapped
from communique.text import columns

CHINESE = (
    "引航艇将于9月30日21:30从4号码头出发，可载六名记者。请在9月27日中午前致电，名单按来电先后排定（共六名）。"
)


def test_lines_end_between_words():
    """… no word is cut, and none is lost."""
    text = "The Embassy opens its house and garden to visitors " * 9

    lines = wrapped(text).splitlines()

    assert all(columns(line) <= WIDTH for line in lines)
    assert " ".join(lines).split() == text.split()


def test_chinese_breaks_without_spaces_and_never_before_a_stop():
    """… a Chinese text is wrapped by its own rules, and a character counts for two columns."""
    lines = wrapped(CHINESE * 4).splitlines()

    assert "".join(lines) == CHINESE * 4
    assert all(columns(line) <= WIDTH for line in lines)
    assert all(columns(line) > WIDTH - 8 for line in lines[:-1])
    assert not [line for line in lines if line[0] in "，。）" or line[-1] == "（"]


@pytest.mark.parametrize("before", ["See ", "详见"])
def test_an_address_is_never_broken(before):
    """… a link can be clicked however long it is, and however near the end of a line it begins."""
    address = "https://example.org/" + "long-address/" * 8

    assert address in wrapped(before * 15 + address + " and more").splitlines()


def test_a_number_keeps_to_its_unit():
    """… what must not be parted is not, and is plain text in the end."""
    text = "a" * 66 + " 31\u00a0July\u202f2018"

    assert wrapped(text) == "a" * 66 + "\n31 July 2018\n"


def test_empty_lines_do_not_heap_up():
    """… a part that is missing leaves no gap."""
    assert wrapped("\n\nA  \n\n\n\n\nB\n\n") == "A\n\nB\n"


def test_what_is_unseen_or_turns_letters_is_left_out():
    """… a line reads as its letters stand; marks that Persian and Arabic need stay."""
    assert one_line("a\u202eb\u00adc\u2066d\x07 \u200fe\u200cf\u00a0\u2029g") == "abcd \u200fe\u200cf g"


@given(st.text())
def test_a_header_is_one_line_of_anything(text):
    """… nothing that a source can hold ends a header."""
    assert len(one_line(text).splitlines()) <= 1


@given(st.text(alphabet="ab 、。（中文\u00a0", max_size=300))
def test_wrapping_loses_nothing(text):
    """… the words are the same before and after, and wrapping twice is wrapping once."""
    once = wrapped(text)

    assert "".join(once.split()) == "".join(text.replace("\u00a0", " ").split())
    assert wrapped(once) == once or "\u00a0" in text
