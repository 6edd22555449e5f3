"""Bytes → text, with what no text should hold."""

from pathlib import Path

import pytest

from communique.load.decoding import STAND_IN, decode, named

PATH = Path("a.yaml")


@pytest.mark.parametrize("data", [b"a\nb\n", b"a\r\nb\r\n", b"a\rb\r", b"a\r\nb\n"])
def test_every_line_ends_alike(data):
    """… what is printed does not depend on the editor that wrote it."""
    assert decode(data, PATH) == ("a\nb\n", [])


def test_a_byte_that_is_not_utf8_is_found():
    """… the place is counted in characters and in lines of any kind."""
    text, (fault,) = decode("Ж\r\nЖ\rЖ".encode() + b"\xe9", PATH)

    assert text is None
    assert (fault.code, fault.line, fault.column) == ("C020", 3, 2)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_encodings_are_known_for_what_they_are(encoding):
    """… nobody is told of hundreds of zero bytes where one setting of an editor is wrong."""
    text, (fault,) = decode("number: 1\ntitle: Заголовок\n".encode(encoding), PATH)

    assert text is None
    assert (fault.code, fault.line) == ("C020", 1)


def test_misplaced_characters_are_told_once_and_replaced():
    """… one fault stands for all of a kind, and what stands round them is still judged."""
    text, (fault,) = decode("a long line\nof text \u2028 with\x07 bells\x07".encode(), PATH)

    assert (fault.code, fault.line, fault.column) == ("C022", 2, 9)
    assert "2 more" in fault.message
    assert text == f"a long line\nof text {STAND_IN} with{STAND_IN} bells{STAND_IN}"


@pytest.mark.parametrize("sign", ["\t", "\u00a0", "\u200d", "\u200f", "\u2066", "😀", "\ufffd", "é"])
def test_what_scripts_need_is_let_be(sign):
    """… joiners, marks of direction and no-break spaces belong to the text."""
    assert decode(f"a{sign}b".encode(), PATH) == (f"a{sign}b", [])


@pytest.mark.parametrize(
    ("sign", "name"), [("\u202b", "right-to-left embedding"), ("\u202e", "right-to-left override")]
)
def test_no_text_reads_in_another_order_than_it_is_written_in(sign, name):
    """… nobody is shown one amount, and a screen reader or a search another."""
    _, (fault,) = decode(f"costs {sign}001 crowns".encode(), PATH)

    assert fault.message == f"the character U+{ord(sign):04X} ({name}) has no place in a text"


def test_a_character_is_named_so_that_it_can_be_sought():
    """… an invisible sign has a name and a number."""
    assert named("\u2028") == "the character U+2028 (line separator)"
    assert named("\x00") == "the character U+0000 (an invisible character)"
