"""A month's digest as it comes out of the printer, and as readers that are not ours find it."""

import datetime as dt
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pytest
import yaml

from communique.build.digests import build_digests
from communique.build.wishes import Wish
from newsroom_copies import MADE_UP, copy_newsroom
from pages.paper import ink_box, letters, rasterise, read_words

NOW = dt.datetime(2024, 6, 1, tzinfo=dt.UTC)  # every embargo of the month is lifted
HEIGHT = 297
MIDDLE, RIGHT = 105, 190  # the columns and the right margin of styles/page.css
EDGE = 10  # nothing is printed closer to an edge of the paper
COVER, CONTENTS = 0, 1  # one page each: a dozen entries fit
END = 2  # pages: the index, and all that follows it


@dataclass(frozen=True)
class Bound:
    """A digest, and the bulletins that are printed in it in the order of their dates."""

    path: Path
    sources: list[dict]
    parts: list[Path]


@pytest.fixture(scope="module")
def digest(tmp_path_factory):
    folder = copy_newsroom(MADE_UP / "arvenia", tmp_path_factory.mktemp("digest"))
    assert not build_digests(folder, Wish(["2024-05"]), now=NOW).errors
    sources = {
        path.stem: yaml.safe_load(path.read_text("utf-8"))
        for path in (folder / "bulletins/2024/05").glob("*.yaml")
    }
    listed = sorted(sources, key=lambda name: (sources[name]["date"], sources[name]["number"]))
    names = [name for name in listed if "withdrawn" not in sources[name]]
    parts = [folder / f"out/bulletins/2024/05/{name}.pdf" for name in names]
    return Bound(folder / "out/digests/2024-05.pdf", [sources[name] for name in names], parts)


@pytest.fixture(scope="module")
def words(digest):
    return read_words(digest.path)


@pytest.fixture(scope="module")
def labels(digest):
    """Give the label of each page, as qpdf understands the file."""
    command = ["qpdf", "--json", "--json-key=pagelabels", "--json-key=pages", digest.path]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, timeout=60).stdout)
    front, body = told["pagelabels"]
    assert (front["label"]["/S"], body["label"]["/S"]) == ("/r", "/D")
    roman = ["i", "ii", "iii", "iv"][: body["index"]]
    return roman + [str(number) for number in range(1, len(told["pages"]) - body["index"] + 1)]


def printed_folio(words, page):
    """Return the last word of the foot, at the right margin of the lower line."""
    foot = [w for w in words if w.page == page and w.bottom > HEIGHT - 18]
    return max(foot, key=lambda w: (round(w.bottom), w.right))


def test_the_printed_number_of_each_page_is_the_one_that_its_reader_shows(words, labels):
    """… nobody is sent to page 7 of two different counts."""
    assert [printed_folio(words, page).text for page in range(1, len(labels))] == labels[1:]


def test_page_numbers_stand_at_the_right_margin_on_one_baseline(words, labels):
    """… the eye finds them in one place, on the volume's own pages and on the bulletins'."""
    places = [printed_folio(words, page) for page in range(1, len(labels))]

    assert all(place.right == pytest.approx(RIGHT, abs=0.3) for place in places)
    assert max(p.bottom for p in places) - min(p.bottom for p in places) < 0.1


def test_the_cover_bears_no_page_number(words):
    """… a cover is a cover."""
    text = [w.text for w in words if w.page == COVER]

    assert "i" not in text
    assert {"05", "2024", "May", "Mai", "ARV-CO/2024/041", "ARV-CO/2024/052"} <= set(text)


def test_the_month_and_the_year_stand_large_on_one_line(words):
    """… a volume is found on its shelf."""
    (month,) = (w for w in words if w.page == COVER and w.text == "05")

    years = [w for w in words if w.page == COVER and w.text == "2024" and w.right - w.left > 50]

    assert [year.bottom for year in years] == [pytest.approx(month.bottom, abs=0.1)]
    assert years[0].right <= RIGHT + 0.5


def test_each_line_of_the_contents_names_and_reaches_its_bulletin(digest, words, labels):
    """… number and title of each bulletin lead to its first page, in both languages."""
    reader = pypdf.PdfReader(digest.path)
    links = [entry.get_object() for entry in reader.pages[CONTENTS]["/Annots"]]
    page, expected = CONTENTS + 1, []
    for source, part in zip(digest.sources, digest.parts, strict=True):
        expected += [(source["number"], source["title"][tag], page) for tag in ("en", "fr")]
        page += len(pypdf.PdfReader(part).pages)

    assert len(links) == len(expected)
    for link, (number, title, first) in zip(links, expected, strict=True):
        inside = letters("".join(w.text for w in words if is_inside(w, link["/Rect"])))
        assert reader.get_page_number(link["/Dest"][0].get_object()) == first
        assert f"ARVCO2024{number:03}" in inside
        assert letters(title) in inside
        assert labels[first] in inside


def is_inside(word, rectangle):
    """Say whether a word of the contents stands in a rectangle that is given in points from below."""
    x, y, other_x, other_y = (float(edge) * 25.4 / 72 for edge in rectangle)
    return (
        word.page == CONTENTS
        and min(x, other_x) - 0.5 < word.left
        and word.right < max(x, other_x) + 0.5
        and HEIGHT - max(y, other_y) < word.bottom < HEIGHT - min(y, other_y) + 1
    )


def test_both_languages_of_an_entry_begin_on_one_line(digest, words):
    """… a reader compares them without a ruler."""
    for source in digest.sources:
        record = f"ARV-CO/2024/{source['number']:03}"
        found = [w for w in words if w.page == CONTENTS and w.text == record]
        left, right = sorted(found, key=lambda word: word.left)
        assert left.bottom == pytest.approx(right.bottom, abs=0.1)
        assert left.right < MIDDLE < right.left


def test_the_contents_tell_what_was_corrected_and_withdrawn(words):
    """… nobody cites what no longer stands."""
    contents = letters("".join(w.text for w in words if w.page == CONTENTS))

    assert "Correctedon23May2024version3" in contents
    assert "Corrigéle23mai2024version3" in contents
    assert "Withdrawnon24May2024" in contents
    assert "Retiréle24mai2024" in contents


def test_every_bulletin_is_in_it_page_by_page(digest):
    """… binding loses no word of any bulletin."""
    pages = [(part, number) for part in digest.parts for number in range(1, count(part) + 1)]

    assert len(pages) == count(digest.path) - 2 - END
    for folio, (part, number) in enumerate(pages, 1):
        whole = text_of(digest.path, CONTENTS + 1 + folio)
        assert sorted(whole) == sorted([*text_of(part, number), *f"May 2024 · mai 2024 · {folio}".split()])


def count(pdf):
    return len(pypdf.PdfReader(pdf).pages)


def text_of(pdf, page):
    command = ["pdftotext", "-f", str(page), "-l", str(page), pdf, "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout.split()


def test_nothing_is_printed_close_to_the_edge_of_the_paper(digest, tmp_path):
    """… any office printer prints all of it."""
    for page in rasterise(digest.path, 50, tmp_path):
        left, top, right, bottom = ink_box(page, 50)
        assert min(left, top, 210 - right, HEIGHT - bottom) > EDGE


def test_the_file_is_sound_to_another_reader(digest):
    """… what is mailed opens everywhere."""
    checked = subprocess.run(
        ["qpdf", "--check", digest.path], check=False, capture_output=True, text=True, timeout=60
    )

    assert checked.returncode == 0, checked.stdout + checked.stderr
