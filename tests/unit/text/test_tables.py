import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from communique.text import render, table_widths
from communique.text.tables import longest_piece

FONTS = Path(__file__).parents[3] / "styles/fonts"


def table(*rows: str) -> str:
    """Return a table of `rows`, whose cells are parted by spaces, as Markdown."""
    cells = [f"| {' | '.join(row.split())} |" for row in rows]
    return "\n".join([cells[0], f"|{'---|' * len(rows[0].split())}", *cells[1:]])


def alignments(html: str) -> list[str]:
    """Return how the cells of each column are set, from the first row on."""
    cells = re.findall(r"<t[hd](?:\s[^>]*)?>", html)
    return [re.sub(r".*text-align:(\w+).*|.*", r"\1", cell, count=1) for cell in cells]


@pytest.mark.parametrize(
    "figures",
    ["1 20", "1,234.5 −7", "12% 3%", "1:30 –", "1\u202f234 5", "٣٫٥ ١٢"],
)
def test_a_column_of_figures_is_set_to_the_right(figures):
    """… units stand below units, though nobody marks the column."""
    one, other = figures.split(" ")

    (block,) = render(table("Port Ships", f"East {one}", f"West {other}"), "en").blocks

    assert alignments(block.html) == ["", "right", "", "right", "", "right"]


@pytest.mark.parametrize("cells", ["1 none", "– –", "1a 2"])
def test_a_column_with_words_is_not(cells):
    """… words begin where lines begin."""
    one, other = cells.split()

    (block,) = render(table("Port Ships", f"East {one}", f"West {other}"), "en").blocks

    assert set(alignments(block.html)) == {""}


def test_the_first_column_names_the_rows():
    """… years that head their rows stand at the table's edge."""
    (block,) = render(table("Year Port", "2023 East", "2024 West"), "en").blocks

    assert set(alignments(block.html)) == {""}


def test_what_the_source_aligns_stays_so():
    """… the colons of a table's second line have the last word."""
    (block,) = render("| a | b | c |\n|---|:-:|:--|\n| x | 1 | 2 |", "en").blocks

    assert alignments(block.html) == ["", "center", "left"] * 2


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("ab cd", 1.0),
        ("ab\u00a0cd", 2.36),
        ("ab-cd", 1.36),
        ("AB", 1.26),
        ("12", 1.1),
        ("да", 1.14),
        ("中文", 1.0),
        ("e\u0301e", 1.0),
    ],
)
def test_the_longest_piece_is_what_no_line_s_end_parts(text, width):
    """… a table knows what it needs before it is set."""
    assert longest_piece(text, hyphenated=False) == pytest.approx(width)


def test_long_words_alone_are_hyphenated():
    """… a number is never parted, and a short word is not either."""
    for text in ("Wordswords", "12345678901234"):
        assert longest_piece(text, hyphenated=True) == longest_piece(text, hyphenated=False)
    assert longest_piece("hyphenations", hyphenated=True) < longest_piece("hyphenations", hyphenated=False)


def test_a_table_tells_the_styles_how_wide_it_is():
    """… one that needs more than half a page is set in smaller type, and no other."""
    small, wide, widest = (
        render(table(*[" ".join(["Passengers"] * count)] * 2), "en").blocks[0].html for count in (2, 8, 12)
    )

    assert small.startswith('<table style="--whole:10.9;--least:10.9">')
    assert 'class="wide"' in wide
    assert 'class="widest"' in widest


def test_the_width_of_each_table_is_told_with_its_line():
    """… a fault leads to the table that is meant."""
    text = f"a\n\n{table('a b', '1 2')}\n\nb\n\n{table('aa bb', '1 2')}"

    (first, narrow), (second, other) = table_widths(text, "en")

    assert (first, second) == (2, 8)
    assert narrow < other


@pytest.mark.parametrize(
    "word",
    ["press@example.org", "M&M", "mmmmmm", "www.example.org", "50%", "щеголь", "объём", "Южный", "№7", "½"],
)
@pytest.mark.parametrize("style", ["55", "75"], ids=["regular", "bold"])
def test_no_word_is_taken_for_much_narrower_than_it_is_printed(word, style):
    """… a table that is let pass stays inside its column."""
    with TTFont(FONTS / f"PTS{style}F.ttf") as font:
        glyphs, metrics, units = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
        printed = sum(metrics[glyphs[ord(sign)]][0] for sign in word) / units

    assert longest_piece(word, hyphenated=False) >= printed - 0.1
