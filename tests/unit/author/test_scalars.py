"""A text as YAML, held against PyYAML's parsers: libyaml and its own, with guesses and without."""

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from communique.author.scalars import write_on_line, write_scalar

LOADERS = (yaml.CBaseLoader, yaml.BaseLoader, yaml.CSafeLoader, yaml.SafeLoader)
SIGNS = "aZжéß中٣²1-+.:,#&*!|>'\"%@`[]{}?~=\\<_ \t\n\r\0\x07\x1b\x7f\x85\xa0\u200b\u2028\u2029\ufeff\ufffe😀"
WORDS = (": ", " #", "- ", "? ", "\n---\n", "\n...\n", "\n  ", "\n\t", " \n", "\r\n", "<<", "no", "%YAML 1\n")
# Each between spaces: none is what it looks like to a parser that guesses.
CONSTANTS = "no y N On OFF null Null ~ true FALSE yes"
NUMBERS = (
    "1 -1 +1 010 0o17 0x1F 0b1 1_000 1e3 1.5 .5 .inf -.INF .nan 12:30:45 2018-07-31 2018-07-31T15:00:00Z"
)
MARKS = "= << - --- ... ? : | > [a] {a} *a &a !a !!int #a @a `a %a 'a 'a' \"a\" a:"
GUESSES = f"{CONSTANTS} {NUMBERS} {MARKS}".split()
TEXTS = (
    st.lists(st.sampled_from(SIGNS) | st.sampled_from(WORDS), max_size=30).map("".join)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
    | st.sampled_from(GUESSES)
)


def read(written, loader):
    return yaml.load(written, loader)  # noqa: S506 - each is a safe loader


@given(TEXTS)
@example("a" * 90)
@example("  one\ntwo")
@example("\tone\ntwo")
@example("one\n\ufefftwo")
@example("one\n\n  two \n\t\n \n# three\n--- four")
def test_any_text_is_read_as_it_is_by_every_parser(text):
    """… whatever signs a text has, behind a key or a hyphen it is that text to whoever reads it."""
    written = f"a:\n  b: {write_scalar(text, '    ')}\n  c:\n    - {write_scalar(text, '      ')}\n  d: e\n"

    found = [read(written, loader) for loader in LOADERS]

    assert found == [{"a": {"b": text, "c": [text], "d": "e"}}] * len(LOADERS)


@given(TEXTS.filter(lambda text: len(text) < 100))
def test_any_text_can_be_a_key(text):
    """… a key may be any text, such as the language no, and is on one line."""
    written = f"{write_on_line(text)}: 1\n"

    found = [[*read(written, loader)] for loader in LOADERS]

    assert found == [[text]] * len(LOADERS)
    assert written.count("\n") == 1


@pytest.mark.parametrize("text", GUESSES)
def test_what_a_parser_could_guess_at_is_in_quotes(text):
    """… no parser, of YAML 1.1 or of 1.2, makes a number, a date or a sign of its own of a text."""
    written = write_scalar(text, "")

    assert (written[0], written[-1]) == ("'", "'")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Moscow", "Moscow"),
        ("ABC/2018/001", "ABC/2018/001"),
        ("https://example.org/#top", "https://example.org/#top"),
        ("Ferries, [and] bridges", "Ferries, [and] bridges"),
        ("Москва — Токио", "Москва — Токио"),
        ("", "''"),
        ("Answers: two", "'Answers: two'"),
        ("the clerk's #1", "'the clerk''s #1'"),
        ("“quoted”", "'“quoted”'"),
        ("a\tb", '"a\\tb"'),
        ('say "so"\r\n\\', '"say \\"so\\"\\r\\n\\\\"'),
        ("\x85\u2028\ufeff\uffff😀", '"\\x85\\u2028\\uFEFF\\uFFFF😀"'),
        ("one\n\ntwo", "|-\n  one\n\n  two"),
        ("so " * 30 + "on", "|-\n  " + "so " * 30 + "on"),
    ],
)
def test_a_text_is_written_as_plainly_as_it_can_be(text, written):
    """… a reader finds the text as it would be typed, with quotes and escapes only where these are needed."""
    assert write_scalar(text, "  ") == written
