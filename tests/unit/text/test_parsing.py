from dataclasses import fields

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.token import Token

from communique.text import find_forbidden, headings, outline, render, table_widths
from communique.text.parsing import Memory, copies, make_finder, make_parser, parse, parse_freely

ALL_KINDS = """## Heading

A *text* with `code`, [a **link**](https://example.org) and a note.[^1]
A line more.

1. one

   > quoted

| a | b |
|:--|--:|
| 1 | 2 |

[^1]: Said *below*.
"""
PIECES = st.sampled_from(
    [
        "# ",
        "\n\n",
        "\n",
        "- ",
        "1. ",
        "> ",
        "    ",
        "`",
        "```",
        "**",
        "*",
        "_",
        "---",
        "| a |",
        "|-|",
        "\\",
        "&lt;",
        "a",
    ]
)


def test_copies_are_equal_in_every_field_and_share_nothing_that_may_be_changed():
    """… what is remembered of a text stays as it was parsed, whatever becomes of its copy."""
    tokens = parse(ALL_KINDS)

    made = copies(tokens)

    assert made == list(tokens)
    for token, copy in zip(_with_children(tokens), _with_children(made), strict=True):
        assert copy is not token
        assert copy.attrs is not token.attrs
        assert copy.children is None or copy.children is not token.children
    assert all(getattr(made[0], field.name) == getattr(tokens[0], field.name) for field in fields(Token))


def test_what_is_remembered_is_not_changed_by_those_who_ask():
    """… the order in which a text is judged and printed does not matter."""
    fresh = make_parser().parse(ALL_KINDS)

    find_forbidden(ALL_KINDS), outline(ALL_KINDS), headings(ALL_KINDS)
    table_widths(ALL_KINDS, "fr"), render(ALL_KINDS, "fr"), render(ALL_KINDS, "en")

    assert list(parse(ALL_KINDS)) == fresh


def test_a_text_is_parsed_once():
    """… nobody waits for what was done before."""
    assert parse("once") is parse("once")


def test_a_text_that_holds_no_link_and_no_html_is_parsed_once_for_judging_and_for_printing():
    """… most bulletins are plain text, and read once."""
    assert parse_freely("plain *text*") is parse("plain *text*")
    assert parse_freely("<b>text</b>") != parse("<b>text</b>")


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_without_links_and_html_all_that_is_written_is_printed(markdown):
    """… a text is judged by just what will be printed of it."""
    assert list(parse_freely(markdown)) == make_finder().parse(markdown)


def test_no_more_is_remembered_than_the_longest_text_has():
    """… an archive of long speeches does not fill the memory."""
    memory = Memory(10)
    first, second = memory.tokens("aaaa"), memory.tokens("bbbb")

    memory.tokens("aaaa"), memory.tokens("cccc")

    assert memory.tokens("aaaa") is first
    assert memory.tokens("bbbb") is not second
    assert memory.tokens("d" * 20) is memory.tokens("d" * 20)
    assert memory.tokens("aaaa") is not first


def _with_children(tokens: list[Token]) -> list[Token]:
    return [one for token in tokens for one in (token, *_with_children(token.children or []))]
