import re

import pytest

from communique.text import block_lines, outline, render

EVERYTHING = """\
Hello, *world*.

## Aims

- one
- two

1. first

> quoted

| a | b |
|---|--:|
| 1 | 2 |

---

```
code
```
"""


def html(markdown: str, tag: str = "en") -> str:
    return "\n".join(block.html for block in render(markdown, tag).blocks)


def test_each_block_at_the_top_is_one_string_with_its_kind_and_line():
    """… languages can be laid side by side, block beside block."""
    blocks = render(EVERYTHING, "en").blocks

    kinds = ("paragraph", "heading", "list", "list", "quote", "table", "rule", "code")
    assert tuple(block.kind for block in blocks) == kinds == outline(EVERYTHING)
    assert tuple(block.line for block in blocks) == (0, 2, 4, 7, 9, 11, 15, 17) == block_lines(EVERYTHING)
    assert blocks[0].html == "<p>Hello, <em>world</em>.</p>"


def test_a_table_says_which_cells_head_its_columns():
    """… a screen reader can name the column of each cell."""
    result = html("| a | b |\n|---|--:|\n| 1 | 2 |")

    assert '<th scope="col">a</th>' in result
    assert '<td style="text-align:right">2</td>' in result


def test_a_list_counts_from_where_it_begins():
    """… a list that goes on after a paragraph goes on counting, on paper too."""
    assert html("7) a\n8) b").startswith('<ol start="7" style="counter-reset:list-item 6">')
    assert html("1. a\n2. b").startswith("<ol>")


def test_headings_begin_below_the_title_and_skip_no_level():
    """… the outline of a page has no holes, however the source counts its marks."""
    result = html("#### a\n\n###### b\n\n#### c\n\n## d\n\n### e")

    assert result.split() == [
        *("<h2>a</h2>", "<h3>b</h3>", "<h2>c</h2>", "<h2>d</h2>", "<h3>e</h3>"),
    ]


def test_text_is_typeset_but_code_and_addresses_are_not():
    """… quotes and dashes come out right around emphasis, and a command or address stays usable."""
    result = html('He said "*yes*" -- `a -- "b"` <https://x.org/a--b> [a -- b](https://x.org/c--d)')

    assert result == (
        "<p>He said “<em>yes</em>”\u00a0– <code>a -- &quot;b&quot;</code> "
        '<a href="https://x.org/a--b">https://x.org/a--b</a> '
        '<a href="https://x.org/c--d">a\u00a0– b</a></p>'
    )


def test_a_line_that_ends_in_the_source_is_a_space_like_any_other():
    """… a preposition at the end of a source line does not end a printed line."""
    result = html("Встреча в\nМоскве прошла\\\nвчера", "ru")

    assert result == "<p>Встреча в\u00a0Москве прошла<br />\nвчера</p>"


def test_a_footnote_stands_where_it_is_first_referred_to():
    """… a stylesheet can float it to the foot of that page, and two languages' notes do not collide."""
    rendered = render(
        'One[^a], two[^b], one again[^a].\n\n[^a]: An "aside".\n\n    More.\n\n[^b]: B', "en", "en-"
    )

    assert rendered.blocks[0].html == (
        '<p>One<span class="footnote" id="en-note-1" data-number="1">An “aside”.<br />More.</span>, '
        'two<span class="footnote" id="en-note-2" data-number="2">B</span>, '
        'one again<sup class="footnote-again">1</sup>.</p>'
    )
    assert [(note.number, note.html, note.line) for note in rendered.notes] == [
        (1, "An “aside”.<br />More.", 2),
        (2, "B", 6),
    ]
    assert len(rendered.blocks) == 1


def test_footnotes_that_refer_to_each_other_end():
    """… a slip in a note cannot hang a build, nor put a note inside a note."""
    rendered = render("x[^a]\n\n[^a]: y[^b]\n\n[^b]: z[^a]", "en")

    assert [note.html for note in rendered.notes] == [
        'y<sup class="footnote-again">2</sup>',
        'z<sup class="footnote-again">1</sup>',
    ]
    assert rendered.blocks[0].html.count("<span") == 1


def test_a_link_holds_plain_text_alone():
    """… a link is one annotation in the PDF; emphasis around it stays."""
    result = html('*[a **b** `c`\nd\\\ne](https://x.org "T")*')

    assert result == ('<p><em><a href="https://x.org" title="T">a b c d e</a></em></p>')


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("<b onclick=x>a</b>", "<p>&lt;b onclick=x&gt;a&lt;/b&gt;</p>"),
        ("<script>\nx\n</script>", "<p>&lt;script&gt; x &lt;/script&gt;</p>"),
        ("[a](javascript:b)", "<p>[a](javascript:b)</p>"),
        ("[a](data:text/html,b)", "<p>[a](data:text/html,b)</p>"),
        ("[a](other.html)", "<p>[a](other.html)</p>"),
        ("<https://x.org/a'>", "<p><a href=\"https://x.org/a'\">https://x.org/a'</a></p>"),
        ("[a](file:///etc/passwd)", "<p>[a](file:///etc/passwd)</p>"),
        ("![a<b](https://x.org/c.png)", "<p>a&lt;b</p>"),
        ('[a](https://x.org/"onclick)', '<p><a href="https://x.org/%22onclick">a</a></p>'),
        ("&lt;i&gt;", "<p>&lt;i&gt;</p>"),
    ],
)
def test_nothing_but_harmless_html_comes_out(markdown, expected):
    """… a text from a stranger can do nothing on the page but be read."""
    assert html(markdown) == expected


def test_an_empty_text_has_no_blocks():
    """… a text of blank lines is no error here."""
    assert render("\n \n", "en").blocks == ()


@pytest.mark.parametrize(
    ("tag", "markdown", "expected"),
    [
        (
            "zh",
            "致电\n1234，\n请讲*普通话*\n或English\nwords",
            "<p>致电1234，请讲<em>普通话</em>或English words</p>",
        ),
        ("ja", "港の\n光", "<p>港の光</p>"),
        ("ko", "항구의\n빛", "<p>항구의 빛</p>"),
        ("en", "one\ntwo", "<p>one two</p>"),
    ],
)
def test_a_line_s_end_is_a_space_only_where_there_are_spaces(tag, markdown, expected):
    """… a Chinese paragraph that was broken into lines in the source has no holes on paper."""
    assert html(markdown, tag) == expected


def test_notes_are_numbered_in_the_figures_of_the_language():
    """… a note in Egypt's Arabic is called and counted as its list is."""
    result = html("نص[^1] ومرة أخرى[^1]\n\n[^1]: حاشية\n", "ar-EG")

    assert 'data-number="١"' in result
    assert '<sup class="footnote-again">١</sup>' in result
    assert 'id="note-1"' in result


@pytest.mark.parametrize(
    ("tag", "markdown", "last"),
    [
        ("en", "They met in *Kingston* yesterday, at the harbour.", "harbour."),
        ("en", 'He called it "an achievement".', "achievement”."),
        ("ru", "Стороны подтвердили договорённости.", "договорённости."),
        ("fr", "Il l’appelle « établissement ».", "établissement\u202f»."),
        ("en", "It is so.", None),
        ("en", "See [the harbour](https://example.org/).", None),
        ("en", "## On the harbours\n", None),
        ("zh", "港务局使用Windows", None),
        ("ar", "انتهى الاجتماع باستقبالاتهم.", None),
    ],
)
def test_a_paragraph_s_last_word_is_marked_where_a_hyphen_could_part_it(tag, markdown, last):
    """… no paragraph ends with half a word on a line of its own; the text itself stays as it was."""
    result = html(markdown, tag)

    assert re.findall(r'<span class="last-word">(.*?)</span>', result) == ([last] if last else [])
    assert result.count("<span") == result.count("</span>")


def test_the_last_word_of_each_item_and_quotation_is_marked():
    """… paragraphs inside lists, quotations and notes end no worse."""
    result = html("- several harbours\n\n> a quotation[^1]\n\n[^1]: as reported\n")

    assert re.findall(r'last-word">(\w+)', result) == ["harbours", "reported"]


@pytest.mark.parametrize("letters", ["`{}`", "<https://example.org/{}>", "[{}](https://example.org/)"])
def test_a_short_word_holds_on_to_what_is_short_alone(letters):
    """… code and addresses that fill half a line begin one, and do not run out of their column."""
    short, long = html(f"в {letters.format('a')}", "ru"), html(f"в {letters.format('a' * 40)}", "ru")

    assert short.startswith("<p>в\u00a0\u2060<")
    assert long.startswith("<p>в <")


def test_the_call_of_a_footnote_may_leave_a_word_that_fills_its_line():
    """… a number never runs out of its column behind an address of three lines."""
    note = "\n\n[^a]: A note."

    long, short = (html(f"**{letters}**[^a]{note}", "en") for letters in ("b" * 40, "b" * 39))

    assert "</strong>\u200b<" in long
    assert "\u200b" not in short


@pytest.mark.parametrize(
    ("markdown", "digits"),
    [
        ("1. a\n2. b", []),
        ("98. a\n99. b", []),
        ("98. a\n99. b\n100. c", ["3"]),
        ("98. a\n    1. b\n    2. c", []),
        ("999. a\n1000. b", ["4"]),
    ],
)
def test_a_list_with_long_numbers_says_so(markdown, digits):
    """… a list of a hundred names stands as far in as its numbers need."""
    assert re.findall(r'class="digits-(.)"', html(markdown)) == digits
