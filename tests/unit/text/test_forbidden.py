import pytest

from communique.text import find_forbidden


@pytest.mark.parametrize(
    ("markdown", "line", "named"),
    [
        ("a\n\n<div>\nb\n</div>", 2, "raw HTML"),
        ("a\nb <b>c</b>", 1, "raw HTML '<b>'"),
        ("a <!-- b -->", 0, "raw HTML"),
        ("- a\n- b\n  c <br> d", 2, "raw HTML '<br>'"),
        ("| a |\n|---|\n| <i> |", 2, "raw HTML"),
        ("a\n\n![b](https://x.org/c.png)", 2, "a picture"),
        ("a\n\n# b", 2, "first level"),
        ("a\n===", 0, "first level"),
        ("[a](javascript:alert(1))", 0, "javascript:alert(1)"),
        ("[a](data:text/html,b)", 0, "data:text/html"),
        ("a\nb\n[a](other.yaml)", 2, "other.yaml"),
        ("[a](#part)", 0, "#part"),
        ("[a](//x.org)", 0, "//x.org"),
        ("[a](mailto:nobody)", 0, "not an e-mail address"),
        ("<ftp://x.org>", 0, "ftp://x.org"),
        ("[a]\n\n[a]: tel:+1", 0, "tel:+1"),
        ("a[^1]", 0, "[^1] has no text"),
        ("a\n\n[^1]: b", 2, "nothing refers to footnote [^1]"),
        ("a[^1]\n\n[^1]: b\n\n[^1]: c", 4, "a second time"),
        ("a[^1]\n\n[^1]: b\n\n    - c", 2, "more than paragraphs"),
        ("a[^1][^2]\n\n[^1]: b[^2]\n\n[^2]: c", 2, "inside a footnote"),
        ("[a[^1]](https://x.org)\n\n[^1]: b", 0, "a link that is none"),
        ("a\n[b](https://x.org/c d)", 1, "a link that is none"),
        ("\n".join("  " * depth + "- a" for depth in range(7)), 6, "too deep"),
        ("> " * 300 + "a", 0, "too deep"),
        ("*a **b " * 9 + "c" + "** d*" * 9, 0, "emphasis too deep"),
        ("a\n\n| b |\n|---|\n\nc", 2, "nothing below its head"),
        ("a\n\n- b\n\n1918. It began.", 4, "write 1918\\."),
        (f"a[^1]\n\n[^1]: {'b ' * 1_001}", 2, "[^1] has 2,001 characters"),
        ("a" * 200_001, 0, "200,001 characters"),
    ],
)
def test_each_thing_that_cannot_be_printed_is_named_with_its_line(markdown, line, named):
    """… a press officer is told what to mend, and where, before anything is printed."""
    found = find_forbidden(markdown)

    assert len(found) == 1
    assert found[0][0] == line
    assert named in found[0][1]


@pytest.mark.parametrize(
    "markdown",
    [
        "5 < 6 and 7 > 3, a & b, &copy;",
        "`<b>` and\n\n    <div>",
        "<https://x.org/a?b=c#d> [a](http://x.org) <a@x.org> [m](mailto:a@x.org?subject=b)",
        "## a\n\n#### b\n\n- c\n  1. d\n     > e\n\n| f |\n|---|\n| g |",
        "a[^1] b[^1]\n\n[^1]: c\n\n    d",
        "1918\\. It began.\n\n999. a",
    ],
)
def test_what_can_be_printed_passes(markdown):
    """… nobody is kept from writing a plain text."""
    assert find_forbidden(markdown) == []


def test_all_is_found_in_one_run_in_order():
    """… a text needs to be mended once."""
    found = find_forbidden("a <i>b</i>\n[c](d)\n\n# e\n\nf[^g]")

    assert [line for line, _ in found] == [0, 1, 3, 5]
