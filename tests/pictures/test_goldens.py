from dataclasses import replace

import pytest
from PIL import Image, ImageChops

from pictures.goldens import Drawn, accept, departures, read_golden
from pictures.lines import Line

TOOLS = "Pango 1.50.12, HarfBuzz 6.0.0, FreeType 2.12.1"


@pytest.fixture
def drawn(specimens):
    specimen = specimens[0]
    return Drawn(TOOLS, specimen.lines, [specimen.picture])


def slipped(drawn):
    """Return `drawn` with its picture a dot lower, its text as it was."""
    return replace(drawn, pictures=[ImageChops.offset(one, 0, 1) for one in drawn.pictures])


def test_what_was_accepted_is_what_is_compared_with(drawn, tmp_path):
    """… a golden file holds the libraries, every line and every page."""
    accept("page", drawn, tmp_path)

    kept = read_golden("page", tmp_path)

    assert (kept.tools, kept.lines) == (TOOLS, drawn.lines)
    assert departures(kept, drawn, tmp_path / "page") == []


def test_pages_that_are_no_more_are_not_kept(drawn, tmp_path):
    """… a text that became shorter leaves no picture behind."""
    second = [*drawn.lines, Line(2, 56.7, 100, 50, "More")]
    accept("page", replace(drawn, lines=second, pictures=drawn.pictures * 2), tmp_path)
    accept("page-two", drawn, tmp_path)

    accept("page", drawn, tmp_path)

    kept = {path.name for path in tmp_path.iterdir()}
    assert kept == {"page.1.png", "page.txt", "page-two.1.png", "page-two.txt"}


def test_a_difference_is_told_with_its_page_place_and_picture(drawn, tmp_path):
    """… whoever broke a page can look at it at once."""
    now = replace(drawn, pictures=[drawn.pictures[0].copy()])
    now.pictures[0].paste("black", (100, 700, 140, 720))

    (told,) = departures(drawn, now, tmp_path / "page")

    assert told.startswith("page 1 looks otherwise, ")
    path = tmp_path / "page.1.png"
    assert told.endswith(f"see {path}")
    with Image.open(path) as picture:
        assert picture.width > 3 * now.pictures[0].width


def test_a_picture_is_judged_where_the_same_libraries_drew_it(drawn, tmp_path):
    """… a machine like the one that drew the golden page is strict to a dot."""
    assert departures(drawn, slipped(drawn), tmp_path / "page")


def test_a_picture_is_not_judged_where_others_drew_it(drawn, tmp_path):
    """… the suite passes on a newcomer's machine."""
    now = replace(slipped(drawn), tools="Pango 1.56.3, HarfBuzz 10.2.0, FreeType 2.13.3")

    assert departures(drawn, now, tmp_path / "page") == []


def test_text_is_judged_where_others_drew_it(drawn, tmp_path):
    """… a word that is lost is seen on every machine."""
    now = replace(drawn, tools="Pango 1.56.3, HarfBuzz 10.2.0, FreeType 2.13.3", lines=drawn.lines[1:])

    (told,) = departures(drawn, now, tmp_path / "page")

    assert told.startswith("the text has lost the letters ")


def test_pages_too_many_and_of_another_size_are_told(drawn, tmp_path):
    """… a blank page at the end does not pass, nor does other paper."""
    picture = drawn.pictures[0]
    more = replace(drawn, pictures=[picture, Image.new("RGB", picture.size, "white")])
    longer = Image.new("RGB", (picture.width, picture.height + 50), "white")
    longer.paste(picture)

    assert departures(drawn, more, tmp_path / "page") == ["there are 2 pages, and there were 1"]
    assert departures(drawn, replace(drawn, pictures=[longer]), tmp_path / "page") == [
        "page 1 is 596 by 892 points, and was 596 by 842"
    ]
