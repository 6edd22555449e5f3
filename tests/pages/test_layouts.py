"""Stacked, sequential and single bulletins as they come out of the printer."""

import dataclasses
import itertools
import re
import statistics

import pytest
import yaml
import zxingcpp

from communique.build.house import open_house
from communique.load import load_archive
from communique.model import Edition
from communique.render import render
from newsroom_copies import MADE_UP, ROOT
from pages.paper import ink_box, letters, rasterise, read_words

SOURCE = ROOT / "bulletins/2018/07/remarks-after-russian-japanese-consultations.yaml"
HEAD, FOOT = 24, 274  # millimetres from the top: the type area
MARGIN = 20
MEASURE = 124
SIZES = {"A4": (210, 297), "Letter": (215.9, 279.4), "Legal": (215.9, 355.6)}
EDITIONS = {
    "stacked": Edition("stacked", ("en", "ru")),
    "sequential": Edition("sequential", ("en", "ru")),
    "en": Edition.alone("en"),
    "ru": Edition.alone("ru"),
}


@pytest.fixture(scope="module")
def statement():
    return yaml.safe_load(SOURCE.read_text("utf-8"))


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Give a function that prints a bulletin in an edition, each but once, and returns its PDF."""
    folder, made = tmp_path_factory.mktemp("layouts"), {}

    def make(edition, size="A4", newsroom=ROOT, name=SOURCE.stem):
        path = folder / f"{name}-{edition.layout}-{'-'.join(edition.languages)}-{size}.pdf"
        if path not in made:
            house = open_house(newsroom)
            page = house.newsroom.page.model_copy(update={"size": size})
            house = dataclasses.replace(house, newsroom=house.newsroom.model_copy(update={"page": page}))
            entries = load_archive(house.folder, house.newsroom).entries
            entry = next(entry for entry in entries if entry.id == name)
            path.write_bytes(render(house.compose(entry, edition)))
            made[path] = read_words(path)
        return path, made[path]

    return make


def lines(words, page, *, of=lambda word: True):
    """Return the lines of a page's type area, each the list of its words in the order of reading."""
    found = {}
    for word in (w for w in words if w.page == page and of(w)):
        found.setdefault(round(word.bottom), []).append(word)
    return [sorted(found[bottom], key=lambda word: word.left) for bottom in sorted(found)]


def said(words, page, of=lambda word: True):
    """Return the letters of a page, line by line."""
    return letters("".join(word.text for line in lines(words, page, of=of) for word in line))


def text_of(words, pages=None):
    """Return the letters of the statement: of the type area, line by line, in what stands at the measure."""
    aside = 210 - MARGIN - MEASURE - 1  # the dateline hangs there
    number = max(word.page for word in words) + 1
    chosen = [
        word
        for page in (range(number) if pages is None else pages)
        for line in lines(words, page, of=lambda w: w.bottom < FOOT and (w.page == 0 or w.bottom > HEAD))
        for word in line
        if word.left > aside
    ]
    return letters("".join(word.text for word in chosen))


def blocks(statement, tag):
    return [letters(block) for block in statement["body"][tag].strip().split("\n\n")]


def test_stacked_sets_each_block_below_its_fellow(printed, statement):
    """… a reader finds each paragraph's translation right beneath it, and nothing else between."""
    _, words = printed(EDITIONS["stacked"])

    pairs = zip(blocks(statement, "en"), blocks(statement, "ru"), strict=True)

    assert "".join(english + russian for english, russian in pairs) in text_of(words)
    assert letters(statement["title"]["en"] + statement["title"]["ru"]) in text_of(words)


def test_stacked_keeps_a_pair_closer_than_its_neighbours(printed, statement):
    """… which paragraphs belong together is seen without reading a word of either language."""
    _, words = printed(EDITIONS["stacked"])
    body = lines(words, 1, of=lambda w: HEAD < w.bottom < FOOT and w.left > 65)
    gaps = {"within": [], "between": []}

    for above, below in itertools.pairwise(body):
        cyrillic = [bool(re.search("[а-яё]", "".join(w.text for w in line))) for line in (above, below)]
        if cyrillic[0] != cyrillic[1]:
            gaps["between" if cyrillic[0] else "within"].append(below[0].bottom - above[0].bottom)

    assert len(gaps["within"]) > 2
    assert min(gaps["between"]) > max(gaps["within"]) + 2


def test_the_second_language_of_stacked_is_told_apart_by_a_rule(printed, tmp_path):
    """… no colour is needed to see where a language begins, and the rule stands in the margin before it."""
    pdf, words = printed(EDITIONS["stacked"])
    page = rasterise(pdf, 100, tmp_path)[1]
    beside = {}

    for line in lines(words, 1, of=lambda w: HEAD + 2 < w.bottom < FOOT and w.left > 65):
        y = round((line[0].bottom - 2) / 25.4 * 100)
        ink = any(page.getpixel((x, y)) < 200 for x in range(round(60 / 25.4 * 100), round(65 / 25.4 * 100)))
        beside.setdefault(bool(re.search("[а-яё]", "".join(w.text for w in line))), set()).add(ink)

    assert beside == {True: {True}, False: {False}}


def test_sequential_sets_one_language_after_the_other(printed, statement):
    """… each language is read through without a word of the other, the second from a page of its own."""
    _, words = printed(EDITIONS["sequential"])
    opening = next(w.page for w in words if w.text == "Выступление" and w.page > 0)

    english, russian = text_of(words, range(1, opening)), text_of(words, range(opening, 5))

    assert blocks(statement, "en")[-1] in english
    assert "".join(blocks(statement, "ru")) in russian
    assert not re.search("[а-яё]", english)


def test_page_one_of_sequential_speaks_every_language(printed):
    """… one look at page one tells who speaks, what it is and how it stands, whichever language one has."""
    _, words = printed(EDITIONS["sequential"])
    head = said(words, 0, of=lambda w: w.bottom < 70)

    for part in (
        "EmbassyoftheRussianFederationinJamaica",
        "ПосольствоРоссийскойФедерациинаЯмайке",
        "RemarksEMBJM201800131July2018",
        "ВыступлениеEMBJM201800131июля2018года",
        "Forimmediaterelease",
        "Длянемедленнойпубликации",
    ):
        assert part in head


def test_a_following_language_begins_with_its_record_and_its_states(printed):
    """… whoever turns to their language there finds its number and whether it may be published."""
    _, words = printed(EDITIONS["sequential"])
    opening = next(w.page for w in words if w.text == "Выступление" and w.page > 0)

    told = said(words, opening)

    assert told.startswith("ВыступлениеEMBJM201800131июля2018годаДлянемедленнойпубликацииВыступление")


def test_heads_and_feet_of_sequential_speak_the_language_above_them(printed):
    """… pages count on through both languages, each in its own words."""
    _, words = printed(EDITIONS["sequential"])
    opening = next(w.page for w in words if w.text == "Выступление" and w.page > 0)
    last = max(w.page for w in words)

    for page in range(last + 1):
        foot = letters(
            "".join(w.text for line in lines(words, page, of=lambda w: w.bottom > FOOT) for w in line)
        )
        head = letters(
            "".join(w.text for line in lines(words, page, of=lambda w: w.bottom < HEAD) for w in line)
        )
        is_russian = page >= opening
        assert f"{page + 1}{'из' if is_russian else 'of'}{last + 1}" in foot
        if page not in {0, opening}:
            assert ("EMBJM2018001Выступление" if is_russian else "EMBJM2018001ForeignMinister") in head


def test_the_contacts_of_all_languages_stand_once_at_the_end_of_sequential(printed):
    """… the office is reached by readers of either, on the last page."""
    _, words = printed(EDITIONS["sequential"])

    places = {word.page for word in words if word.text in {"Norbrook", "Норбрук-драйв,"}}

    assert places == {max(word.page for word in words)}
    assert [word.text for word in words].count("Norbrook") == 1


@pytest.mark.parametrize("tag", ["en", "ru"])
def test_single_says_nothing_in_another_language(printed, statement, tag):
    """… masthead, states, text, contacts and foot are of the one language."""
    _, words = printed(EDITIONS[tag])
    told = " ".join(word.text for word in words)

    assert "".join(blocks(statement, tag)) in text_of(words)
    assert not re.search("[а-яё]" if tag == "en" else "Page|Telephone|Embassy of|Press contact", told)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["stacked", "sequential", "en", "ru"])
def test_lines_hold_60_to_75_characters(printed, name, size):
    """… the eye finds the next line, on any paper."""
    _, words = printed(EDITIONS[name], size)
    width = SIZES[size][0]
    body = lines(words, 1, of=lambda w: HEAD < w.bottom < SIZES[size][1] - 25 and w.left > 60)

    full = [line for line in body if line[-1].right > width - MARGIN - 6]
    counts = [len(" ".join(word.text for word in line)) for line in full]

    assert len(full) > 10
    assert 60 <= statistics.mean(counts) <= 75


SHOWN = [
    (layout, name)
    for layout in ("parallel", "stacked", "sequential", "single")
    for name in ("reading-room", "student-exchange-figures", "consular-fees")  # photographs, tables, a banner
]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("layout", "name"), SHOWN)
def test_nothing_leaves_the_margins_on_any_paper(printed, tmp_path, layout, name, size):
    """… photographs, tables and banners keep to the page in every layout, and the QR code scans."""
    edition = Edition(layout, ("fr",) if layout == "single" else ("en", "fr"))
    width, height = SIZES[size]
    pdf, _ = printed(edition, size, MADE_UP / "arvenia", name)

    pages = rasterise(pdf, 100, tmp_path)

    for page in pages:
        left, top, right, bottom = ink_box(page, 100)
        assert left >= MARGIN - 0.3
        assert right <= width - MARGIN + 0.3
        assert top >= 10
        assert bottom <= height - 10
    assert len(zxingcpp.read_barcodes(pages[-1])) == 1
