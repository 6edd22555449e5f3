"""Where pages break: tried with texts that end, line by line, at every height of a page."""

import dataclasses
from typing import get_args

import pytest

from communique.build.house import open_house
from communique.load import load_archive
from communique.model import Edition, LayoutName
from communique.render import render
from newsroom_copies import MADE_UP
from pages.paper import read_words

SENTENCE = "The ferry leaves at noon and comes back at night, as it did before the bridge was built. "
FOOT = 274  # millimetres: where the type area ends
CONTACT = "Press"  # the first word of the contact block
LAYOUTS = get_args(LayoutName)
IN_FRENCH = {"Winter.": "Hiver.", "Spring.": "Printemps.", "Timetable": "Horaire"}


def tried(heights):
    """Pair each layout with the heights to try: all of them in parallel, every fourth in the others."""
    return [
        (layout, height)
        for layout in LAYOUTS
        for height in (heights if layout == "parallel" else heights[::4])
    ]


@pytest.fixture(scope="module")
def house():
    return open_house(MADE_UP / "arvenia")


@pytest.fixture(scope="module")
def bulletin(house):
    return load_archive(house.folder, house.newsroom).entries[0].bulletin


@pytest.fixture(scope="module")
def printed(house, bulletin, tmp_path_factory):
    """Give a function from a layout and a text to its lines page by page, each a list of its words.

    In parallel they are those of the left column. The French text says the same, but for its landmarks.
    """
    folder = tmp_path_factory.mktemp("breaks")

    def print_text(layout, text):
        french = text
        for english, other in IN_FRENCH.items():
            french = french.replace(english, other)
        body = type(bulletin.body)({"en": text, "fr": french})
        entry = dataclasses.replace(
            load_archive(house.folder, house.newsroom).entries[0],
            bulletin=bulletin.model_copy(update={"body": body, "photos": ()}),
        )
        path = folder / "text.pdf"
        edition = Edition(layout, ("en",) if layout == "single" else ("en", "fr"))
        path.write_bytes(render(house.compose(entry, edition)))
        right = 105 if layout == "parallel" else 210
        words = [w for w in read_words(path) if w.right < right and 24 < w.bottom < FOOT]
        pages = {}
        for word in sorted(words, key=lambda w: (w.page, round(w.bottom, 1), w.left)):
            pages.setdefault(word.page, {}).setdefault(round(word.bottom, 1), []).append(word.text)
        return [list(lines.values()) for lines in pages.values()]

    return print_text


@pytest.mark.parametrize(("layout", "paragraphs"), tried(range(3, 9)))
def test_the_contact_block_is_never_alone_on_a_page(printed, layout, paragraphs):
    """… two lines of the statement at least stand above it, whatever the text's length."""
    text = "\n\n".join([SENTENCE * 5] * paragraphs)
    for more in range(1, 12, 2):
        last = printed(layout, f"{text}\n\n{SENTENCE * more}")[-1]

        above = next(index for index, line in enumerate(last) if line[0] == CONTACT)
        assert above >= 2, f"{above} lines above the contact block after {more} sentences more"


@pytest.mark.parametrize(("layout", "sentences"), tried(range(16, 40, 2)))
def test_no_heading_stands_at_a_page_s_foot(printed, layout, sentences):
    """… a heading has two lines of its text below it on the same page, under its fellow in stacked."""
    text = f"{SENTENCE * sentences}\n\n## Timetable\n\n{SENTENCE * 6}"
    last = ["Horaire"] if layout == "stacked" else ["Timetable"]

    page = next(lines for lines in printed(layout, text) if ["Timetable"] in lines)

    assert len(page) - page.index(last) > 2


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_word_longer_than_its_line_stays_in_its_column(printed, layout):
    """… an address or a slip of 300 letters runs neither into the other language nor over the edge."""
    lines = ["".join(line) for page in printed(layout, "x" * 300) for line in page]

    times = 2 if layout in {"stacked", "sequential"} else 1
    assert sum(line.count("x") for line in lines if set(line) == {"x"}) == 300 * times


@pytest.mark.parametrize(("layout", "sentences"), tried(range(14, 26)))
def test_no_line_of_a_paragraph_stands_alone(printed, layout, sentences):
    """… a page break leaves two lines of a paragraph at least on either side of it."""
    after = "Hiver." if layout == "stacked" else "Spring."
    text = f"{SENTENCE * sentences}\n\nWinter. {SENTENCE * 4}\n\nSpring. {SENTENCE * 30}"
    pages = printed(layout, text)

    shares = [share for page in pages if (share := lines_between(page, "Winter.", after))]

    assert sum(shares) >= (7 if layout == "parallel" else 5)
    assert min(shares) >= 2


def lines_between(page, first, after):
    """Return how many lines of `page` belong to the paragraph that begins with `first`."""
    starts = [line[0] for line in page]
    if first in starts:
        begin = starts.index(first)
    elif after in starts and starts.index(after) < 8:
        begin = 0  # it began on the page before
    else:
        return 0
    return (starts.index(after) if after in starts else len(starts)) - begin
