"""Both themes on paper, in every layout and size."""

import re
import subprocess

import pytest

from communique.build.bulletins import build_bulletins
from communique.preflight import inspect
from matrix.bulletins import FACTORS, name_of, read_texts, write_newsroom
from newsroom_copies import MADE_UP, copy_newsroom
from pages.paper import read_words

WIDTHS = {"A4": 210.0, "Letter": 215.9, "Legal": 215.9}
SHEETS = {"A4": "595.276 x 841.89", "Letter": "612 x 792", "Legal": "612 x 1008"}  # points
ROWS = [
    ("parallel", "en+ru", "withdrawn", "Legal", "gazette"),
    ("parallel", "ar+en", "corrected", "A4", "gazette"),
    ("stacked", "en+fr+ru", "embargoed", "Letter", "gazette"),
    ("sequential", "de+es", "unofficial", "Legal", "gazette"),
    ("single", "ru", "delivery", "A4", "gazette"),
    ("single", "ar", "immediate", "Legal", "gazette"),
    ("parallel", "en+ru", "withdrawn", "Legal", "default"),
    ("stacked", "en+fr+ru", "corrected", "Legal", "default"),
]
ROWS = [dict(zip(FACTORS, row, strict=True)) for row in ROWS]


@pytest.fixture(scope="module", params=ROWS, ids=name_of)
def printed(request, tmp_path_factory):
    """Give what was combined, and its first PDF."""
    folder = tmp_path_factory.mktemp("newsroom") / "newsroom"
    write_newsroom(request.param, folder)
    report = build_bulletins(folder)
    assert not report.errors, report.errors
    return request.param, report.built[0]


def test_a_page_is_sound_in_every_theme_layout_and_size(printed):
    """… a theme and a paper are chosen freely: nothing leaves its place, is cut or too pale."""
    row, pdf = printed

    told = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, encoding="utf-8", timeout=60)

    (size,) = re.findall(r"Page size: +(\S+ x \S+) pts", told.stdout)
    assert size == SHEETS[row["size"]]
    assert inspect(pdf.read_bytes()) == ()


def test_the_gazette_names_its_publisher_on_the_axis_of_the_page_and_the_default_does_not(printed):
    """… the second theme is another design, and not the first in other colours."""
    row, pdf = printed
    (tag, *_) = row["languages"].split("+")
    name = read_texts(tag)["publisher"].split()
    name += [word[::-1] for word in name]  # poppler reads Arabic from the left

    found = [word for word in read_words(pdf) if word.page == 0 and word.text in name]

    line = [word for word in found if word.bottom == found[0].bottom]
    axis = (min(word.left for word in line) + max(word.right for word in line)) / 2
    assert (abs(axis - WIDTHS[row["size"]] / 2) < 1) == (row["theme"] == "gazette")


@pytest.mark.parametrize("theme", FACTORS["theme"])
@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("withdrawn: {date: 2024-06-03, reason: {en: Not held, fr: Annulée}}", ("Withdrawn", "Retiré")),
        ("embargo: 2024-06-03T12:00:00+02:00", ("Embargoed", "Sous")),
    ],
    ids=["withdrawn", "embargoed"],
)
def test_every_sheet_says_that_it_is_withdrawn_or_embargoed(theme, key, told, tmp_path):
    """… a page that lies alone on a copier does not pass for one that may be published."""
    folder = copy_newsroom(MADE_UP / "arvenia", tmp_path / "newsroom")
    settings = folder / "newsroom.yaml"
    if theme != "default":
        text = settings.read_text("utf-8").replace("\nbrand:\n", f"\nbrand:\n  theme: {theme}\n")
        settings.write_text(text, encoding="utf-8")
    lecture = folder / "bulletins/2024/05/lecture-on-small-languages.yaml"
    lecture.write_text(lecture.read_text("utf-8") + f"\n{key}\n", encoding="utf-8")

    report = build_bulletins(folder, [lecture])

    words = read_words(report.built[0])
    pages = {word.page for word in words}
    assert len(pages) > 1
    for first in told:
        assert {word.page for word in words if word.text == first and word.bottom < 90} == pages
