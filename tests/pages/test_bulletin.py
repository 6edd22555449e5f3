"""The sample bulletin as it comes out of the printer."""

from pathlib import Path

import pytest
import yaml
import zxingcpp
from PIL import ImageFilter

from pages.paper import in_column, ink_box, letters, rasterise, read_words

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "bulletins/2018/07/remarks-after-russian-japanese-consultations.yaml"

# The type area of styles/page.css, and the columns of styles/layouts.css.
LEFT, MIDDLE, RIGHT = 20, 105, 190
HEAD, FOOT = 24, 274
COLUMNS = {"en": (LEFT - 0.5, MIDDLE), "ru": (MIDDLE, RIGHT + 0.5)}


@pytest.fixture(scope="module")
def statement():
    return yaml.safe_load(SOURCE.read_text("utf-8"))


@pytest.fixture(scope="module")
def words(remarks):
    return read_words(remarks)


def column(words, tag):
    """Return one language's words, without running heads and feet, but with the masthead of page one."""
    left, right = COLUMNS[tag]
    return [w for w in in_column(words, left, right, 0, FOOT) if w.page == 0 or w.bottom > HEAD]


def first_lines(words, paragraphs):
    """Return the page and baseline on which each of `paragraphs` begins, in order."""
    stream, starts = "", []
    for word in words:
        starts += [(word.page, word.bottom)] * len(letters(word.text))
        stream += letters(word.text)
    found, position = [], 0
    for paragraph in paragraphs:
        position = stream.index(letters(paragraph), position)
        found.append(starts[position])
        position += len(letters(paragraph))
    return found


@pytest.mark.parametrize("tag", ["en", "ru"])
def test_each_language_is_complete_and_in_order(words, statement, tag):
    """… from title to last line, nothing of a language is lost, doubled or out of place."""
    printed = letters("".join(word.text for word in column(words, tag)))

    assert letters(statement["title"][tag]) in printed
    assert letters(statement["body"][tag]) in printed


def test_paragraphs_stand_side_by_side_with_their_first_lines_on_one_baseline(words, statement):
    """… a reader who compares the languages finds each paragraph beside its fellow."""
    english, russian = (
        first_lines(column(words, tag), statement["body"][tag].strip().split("\n\n")) for tag in ("en", "ru")
    )

    assert len(english) == len(russian) == 14  # the address to the audience, and 13 paragraphs
    for (page, line), (other_page, other_line) in zip(english, russian, strict=True):
        assert page == other_page
        assert line == pytest.approx(other_line, abs=0.05)


def test_the_titles_share_a_baseline_too(words, statement):
    """… both languages begin as equals."""
    starts = [first_lines(column(words, tag), [statement["title"][tag]]) for tag in ("en", "ru")]

    assert starts[0][0] == pytest.approx(starts[1][0], abs=0.05)


def test_nothing_is_printed_outside_the_margins(remarks, tmp_path):
    """… no line runs over its column's edge, and nothing lies within 10 mm of the paper's."""
    for page in rasterise(remarks, 100, tmp_path):
        left, top, right, bottom = ink_box(page, 100)

        assert left >= LEFT - 0.3
        assert right <= RIGHT + 0.3
        assert top >= 10
        assert bottom <= 297 - 10


def test_the_qr_code_scans_from_a_grey_and_blurred_150_dpi_scan(remarks, tmp_path):
    """… a photocopied bulletin still leads to the website."""
    last = rasterise(remarks, 150, tmp_path)[-1].filter(ImageFilter.GaussianBlur(1))

    (code,) = zxingcpp.read_barcodes(last)

    assert code.text == "https://jamaica.mid.ru/"
    assert code.format == zxingcpp.BarcodeFormat.QRCode
    assert code.ec_level == "M"


def test_the_qr_code_measures_20_to_25_mm(remarks, tmp_path):
    """… it is large enough for a telephone and small enough for the page."""
    (code,) = zxingcpp.read_barcodes(rasterise(remarks, 300, tmp_path)[-1])

    side = (code.position.top_right.x - code.position.top_left.x) * 25.4 / 300

    assert 19.7 <= side <= 25.3


def test_page_numbers_stand_in_the_language_of_the_text_above_them(words):
    """… the foot of each column speaks its column's language."""
    foot = {tag: in_column(words, *COLUMNS[tag], FOOT, 297) for tag in COLUMNS}

    for page in range(3):
        assert f"Page{page + 1}of3" in letters("".join(w.text for w in foot["en"] if w.page == page))
        assert "из3" in letters("".join(w.text for w in foot["ru"] if w.page == page))


def test_the_running_head_begins_on_the_second_page(words):
    """… page one has its masthead, the others name title and number."""
    heads = [w for w in words if w.bottom < HEAD and w.text == "EMB-JM/2018/001"]

    assert [word.page for word in heads] == [1, 2]


@pytest.mark.parametrize("tag", ["en", "ru"])
def test_the_colophon_says_how_to_reach_the_press_office(words, tag):
    """… a reader of either language finds address, telephones, mail and website."""
    contact = yaml.safe_load((ROOT / "newsroom.yaml").read_text("utf-8"))["contacts"]["press"]
    lines = [contact["address"][tag], *(contact[key] for key in ("phone", "fax", "emergency", "email"))]

    printed = letters("".join(word.text for word in column(words, tag) if word.page == 2))

    for line in [*lines, "jamaica.mid.ru"]:
        assert letters(line) in printed


def test_every_state_and_block_keeps_to_the_margins_and_its_qr_code_scans(arvenia, tmp_path):
    """… photographs, tables, banners, notes and long addresses stay where they belong."""
    bulletins = sorted(arvenia.glob("out/bulletins/2024/05/*.pdf"))
    sources = {
        path.stem: yaml.safe_load(path.read_text("utf-8")) for path in arvenia.glob("bulletins/*/*/*.yaml")
    }

    for pdf in bulletins:
        pages = rasterise(pdf, 150, tmp_path)
        (code,) = zxingcpp.read_barcodes(pages[-1].filter(ImageFilter.GaussianBlur(1)))

        assert code.text == sources[pdf.stem].get("link", "https://corvale.arvenia.example.org/"), pdf.stem
        for page in pages:
            left, top, right, bottom = ink_box(page, 150)
            assert (left >= LEFT - 0.3, right <= RIGHT + 0.3, top >= 10, bottom <= 287) == (True,) * 4, (
                pdf.stem
            )
    assert len(bulletins) == len(sources) == 12
