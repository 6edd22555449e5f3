"""Which side things stand on where a language reads from right to left."""

import re

import pytest
import zxingcpp

from communique.build.house import open_house
from communique.load import load_archive
from communique.render import render
from newsroom_copies import MADE_UP, copy_in_languages
from pages.paper import rasterise, read_words

NAME = "pilots-by-night"
HEAD, FOOT = 24, 274  # millimetres from the top: the type area
LEFT, MIDDLE, RIGHT = 20, 105, 190
ASIDE = 46  # what the measure leaves of the page's width
ARABIC = re.compile(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]")
LATIN = re.compile("[a-z]{3}")


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Give a function that prints a bulletin of the harbour in some languages and a layout, each but once."""
    made = {}

    def make(layout, *languages, name=NAME):
        key = (layout, *languages, name)
        if key not in made:
            folder = tmp_path_factory.mktemp("-".join(key))
            house = open_house(
                copy_in_languages(MADE_UP / "port-safina", folder, [*languages], layout=layout)
            )
            entries = load_archive(folder, house.newsroom).entries
            pdf = folder / f"{'-'.join(key)}.pdf"
            pdf.write_bytes(render(house.compose(next(entry for entry in entries if entry.id == name))))
            made[key] = pdf
        return made[key]

    return make


@pytest.mark.parametrize(
    ("languages", "arabic_stands_right"), [(("ar", "en"), True), (("en", "ar"), True)], ids=["ar-en", "en-ar"]
)
def test_the_first_language_stands_where_its_reader_begins(printed, languages, arabic_stands_right):
    """… a page that begins in Arabic begins at the right, and one that begins in English at the left."""
    words = read_words(printed("parallel", *languages))
    body = [word for word in words if word.page == 0 and 80 < word.bottom < 130]

    sides = {word.left > MIDDLE for word in body if ARABIC.search(word.text)}

    assert sides == {arabic_stands_right}
    assert {word.right < MIDDLE for word in body if LATIN.search(word.text)} == {arabic_stands_right}


def test_the_page_of_a_language_from_right_to_left_is_mirrored(printed, tmp_path):
    """… emblem and margin stand at the right, the QR code at the left, and nothing outside of the margins."""
    pdf = printed("single", "ar")
    pages = rasterise(pdf, 100, tmp_path)
    (code,) = zxingcpp.read_barcodes(pages[-1])

    emblem = pages[0].crop([round(edge / 25.4 * 100) for edge in (174, 18, 190, 36)])
    opposite = pages[0].crop([round(edge / 25.4 * 100) for edge in (20, 18, 36, 36)])

    assert emblem.getextrema()[0] < 150
    assert opposite.getextrema()[0] > 250
    assert code.position.top_right.x * 25.4 / 100 < 50
    title = next(
        word for word in read_words(pdf) if word.text[::-1].startswith("جولة") or word.text == "جولة"
    )
    assert title.right == pytest.approx(RIGHT - ASIDE, abs=0.5)


def test_each_language_of_sequential_has_the_margin_on_its_own_side(printed):
    """… the margin stands before the lines, wherever they begin, and holds the dateline."""
    words = read_words(printed("sequential", "en", "ar"))
    opening = min(word.page for word in words if ARABIC.search(word.text) and word.page > 0)

    english = [w for w in words if w.page == 0 and 110 < w.bottom < 170]
    arabic = [w for w in words if w.page == opening and 70 < w.bottom < 95]

    hung = [word for word in english if word.right < LEFT + ASIDE]
    assert {word.text for word in hung} == {"Port", "Safina,", "23", "September", "2024"}
    assert all(word.left > LEFT + ASIDE - 1 for word in english if word not in hung)
    hung = [word for word in arabic if word.left > RIGHT - ASIDE]
    assert "2024" in {word.text for word in hung}
    assert all(word.right < RIGHT - ASIDE + 1 for word in arabic if word not in hung)


def test_what_follows_a_page_from_right_to_left_stands_as_it_would_alone(printed):
    """… heads and footnotes of English are set as in an English bulletin, though Arabic came first."""
    behind, alone = (
        read_words(printed("sequential", *languages, name="new-leading-lights"))
        for languages in (("ar", "en"), ("en", "ar"))
    )

    for said in ("Depths", "SAF-104,", "harbour.example.org"):
        first, second = ([w for w in words if w.text == said] for words in (behind, alone))
        assert {(w.left, w.right) for w in first} == {(w.left, w.right) for w in second}, said


@pytest.mark.parametrize("languages", [("en", "ar"), ("ar", "en"), ("ar",)], ids="-".join)
def test_the_website_stands_left_of_where_a_digest_lays_its_number(printed, languages):
    """… the lower right of the foot stays free, whichever language is the first."""
    layout = "parallel" if len(languages) > 1 else "single"
    words = [word for word in read_words(printed(layout, *languages)) if word.page == 0]
    last = max(word.bottom for word in words)

    assert [word.text for word in words if word.bottom > last - 1] == ["harbour.example.org"]
    assert next(word.left for word in words if word.bottom > last - 1) == pytest.approx(LEFT, abs=0.5)


@pytest.mark.parametrize("layout", ["stacked", "sequential"])
def test_three_languages_find_room(printed, layout, tmp_path):
    """… a third language, and one from right to left, keep to the margins of every page."""
    words = read_words(printed(layout, "en", "ru", "ar"))

    assert all(LEFT - 0.5 < word.left <= word.right < RIGHT + 0.5 for word in words)
    assert all(10 < word.bottom < 287 for word in words)
    for script in (ARABIC, LATIN, re.compile("[а-я]{3}")):
        assert any(script.search(word.text) for word in words if word.page == 0)


def test_each_of_three_columns_begins_its_lines_at_one_edge(printed):
    """… what finds no room beside the number stands below it, with no rule or space before it."""
    words = [word for word in read_words(printed("parallel", "en", "fr", "ru")) if word.page == 0]
    numbers = [word for word in words if word.text.endswith("/008")]
    line = [word for word in words if abs(word.bottom - numbers[0].bottom) < 0.5]
    next_line = [word for word in words if 1 < word.bottom - numbers[0].bottom < 5]

    edges = [
        [min(w.left for w in found if w.left > side) for side in (0, 77, 135)] for found in (line, next_line)
    ]

    assert len(numbers) == 3
    assert edges[1] == pytest.approx(edges[0], abs=0.2)


def test_a_publisher_s_name_has_its_column_to_itself_beside_the_emblem(printed):
    """… in three columns too a name of some words takes a line or two, and not one for each word."""
    words = [word for word in read_words(printed("parallel", "en", "fr", "ru")) if word.page == 0]

    names = [word for word in words if 24 < word.bottom < 42 and word.left < 75]

    assert len({round(word.bottom) for word in names}) == 2
