"""Arabic, Hebrew and Chinese on paper: which side things stand on, and where lines may end."""

import dataclasses
import datetime as dt
import re
import subprocess

import pytest

from communique.build.digests import build_digests
from communique.build.house import open_house
from communique.build.wishes import Wish
from communique.load import load_archive
from communique.model import Edition
from communique.render import render
from newsroom_copies import MADE_UP, copy_in_languages
from pages.paper import read_words

MIDDLE = 105  # millimetres: half of A4
NOT_FIRST = "，。、；：？！”’）》」』…"  # GB/T 15834-2011, 5.1: these begin no line
NOT_LAST = "“‘（《「『"
CHINESE = (
    "港务局说：“新灯（三座）将于十月启用。”船长、引航员、拖轮公司均已接到通知；《进港须知》即日公布！"
    "有问题吗？请致电港务局：电话全天有人接听，“不分昼夜”。"
)


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Return what prints a bulletin of the harbour in some languages, and gives the file."""

    def print_in(*languages, body=None, name="new-leading-lights"):
        folder = copy_in_languages(
            MADE_UP / "port-safina", tmp_path_factory.mktemp("harbour"), list(languages), layout="parallel"
        )
        house = open_house(folder)
        entry = next(e for e in load_archive(folder, house.newsroom).entries if e.id == name)
        if body:
            texts = type(entry.bulletin.body)(dict.fromkeys(languages, body))
            entry = dataclasses.replace(entry, bulletin=entry.bulletin.model_copy(update={"body": texts}))
        path = folder / "page.pdf"
        path.write_bytes(render(house.compose(entry, Edition("parallel", languages))))
        return path

    return print_in


def plain(word):
    """Return what a word says, without the marks of direction that poppler writes around it."""
    return re.sub("[\u200e\u200f\u202a-\u202e]", "", word.text)


def fonts_of(pdf):
    done = subprocess.run(["pdffonts", pdf], check=True, capture_output=True, text=True, timeout=60)
    return re.findall(r"^[A-Z]{6}\+(\S+)", done.stdout, flags=re.MULTILINE)


def lines_of(pdf):
    """Return the lines of a page's text from its title to its end, as they are read."""
    done = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True, timeout=60
    )
    return [line.strip() for line in done.stdout.splitlines() if line.strip()]


def test_a_language_beside_chinese_keeps_its_own_faces(printed):
    """… English after Chinese is set as English alone is, and not in the Latin letters of a Chinese font."""
    latin = {font for font in fonts_of(printed("en", "zh")) if font.startswith("PT")}

    assert {font for font in fonts_of(printed("zh", "en")) if font.startswith("PT")} == latin


@pytest.mark.parametrize("languages", [("en", "ar"), ("en", "he")])
def test_markers_of_a_list_stand_to_the_right_of_text_from_right_to_left(printed, languages):
    """… the second column mirrors the first: its numbers begin at its own margin."""
    words = read_words(printed(*languages))

    numbers = [word for word in words if re.fullmatch(r"(?:[1-3]\.|\.[1-3])", plain(word))]
    left = [word for word in numbers if word.right < MIDDLE and word.bottom < 250]
    right = [word for word in numbers if word.left > MIDDLE and word.bottom < 250]
    assert len(left) == len(right) == 3
    assert all(word.left < 30 for word in left)
    assert all(word.right > 180 for word in right)


def test_the_columns_of_a_table_run_from_right_to_left(printed):
    """… the first column of an Arabic table is its right one."""
    words = read_words(printed("en", "ar"))

    range_, height = (
        next(w for w in words if plain(w) == figure and w.left > MIDDLE) for figure in ("15", "32.5")
    )
    assert height.right < range_.left


@pytest.mark.parametrize("languages", [("ar", "en"), ("en", "ar")])
def test_a_telephone_number_reads_from_left_to_right_in_arabic(printed, languages):
    """… it can be dialled as it stands, in the text and in the contact block."""
    words = read_words(printed(*languages, name="pilots-by-night"))

    groups = [word for word in words if plain(word) in {"+44", "20", "7946", "0310"}]
    lines = {}
    for word in groups:
        lines.setdefault((word.page, round(word.bottom), word.left > MIDDLE), []).append(word)
    whole = [sorted(line, key=lambda word: word.left) for line in lines.values() if len(line) == 4]
    assert len(whole) == 4
    for line in whole:
        assert [plain(word) for word in line] == ["+44", "20", "7946", "0310"]


@pytest.mark.parametrize("language", ["ar", "he", "zh"])
def test_scripts_without_italics_lean_nowhere(printed, language):
    """… an emphasis, a quotation and a dateline stand upright."""
    fonts = fonts_of(printed(language))

    assert any("Noto" in font for font in fonts)
    assert not [font for font in fonts if "Italic" in font or "Oblique" in font]


def test_latin_leans_beside_a_script_that_does_not(printed):
    """… each column keeps its own manner, whichever comes first."""
    arabic_first, english_first = fonts_of(printed("ar", "en")), fonts_of(printed("en", "ar"))

    assert "PT-Serif-Italic" in arabic_first
    assert "PT-Serif-Italic" in english_first
    assert "PT-Serif-Bold-Italic" not in arabic_first


def test_text_and_labels_of_a_script_have_faces_of_their_own(printed):
    """… the statement is set with serifs and what stands around it without, as in Latin."""
    fonts = set(fonts_of(printed("en", "zh")))

    assert {"Noto-Serif-CJK-SC", "Noto-Serif-CJK-SC-Bold", "Noto-Sans-CJK-SC"} <= fonts
    assert {"PT-Serif", "PT-Sans"} <= fonts


@pytest.mark.parametrize("shift", range(0, 30, 3))
def test_no_line_of_chinese_begins_or_ends_with_a_mark_that_may_not(printed, shift):
    """… wherever the lines fall, a full stop never stands alone at a line's head."""
    lines = [
        line
        for line in lines_of(printed("zh", body="新" * shift + CHINESE * 3))
        if "港务局" in line or "。" in line
    ]

    assert len(lines) > 5
    assert not [line for line in lines if line[0] in NOT_FIRST or line[-1] in NOT_LAST]


def test_a_cover_s_month_keeps_its_letters_together(tmp_path_factory):
    """… Arabic has no capitals, and a first letter set apart would lose its join; no comma stays behind."""
    folder = copy_in_languages(MADE_UP / "port-safina", tmp_path_factory.mktemp("cover"), ["ar", "en"])

    report = build_digests(folder, Wish(["2024-09"]), now=dt.datetime(2024, 11, 1, tzinfo=dt.UTC))

    words = [plain(word) for word in read_words(folder / "out/digests/2024-09.pdf") if word.page == 0]
    assert not report.errors
    assert "سبتمبر" in words or "ربمتبس" in words
    assert not {"الصحفية،", "،ةيفحصلا", "،"} & set(words)
