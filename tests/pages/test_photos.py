"""A photograph in every layout and both placements: where it stands, what is read of it, what it weighs."""

import dataclasses
from io import BytesIO

import pytest
from pypdf import PdfReader

from communique.build.house import open_house
from communique.load import load_archive
from communique.model import Edition
from communique.render import render
from conformance.tags import Check, problems
from newsroom_copies import MADE_UP
from pages.paper import POINT, in_column, read_words

BOTH = ("en", "fr")
EDITIONS = [Edition(layout, BOTH) for layout in ("parallel", "stacked", "sequential")] + [Edition.alone("fr")]
LEFT, RIGHT = 20, 190  # millimetres: the type area
MEASURE = 124  # of one language alone


@pytest.fixture(scope="module")
def house():
    return open_house(MADE_UP / "arvenia")


@pytest.fixture(scope="module")
def printed(house):
    """Give a function from an edition and a placement to the page and its PDF."""
    entries = load_archive(house.folder, house.newsroom).entries
    entry = next(one for one in entries if one.id == "harbour-office-reopens")

    def make(edition, placement):
        photo = entry.bulletin.photos[0].model_copy(update={"placement": placement})
        bulletin = entry.bulletin.model_copy(update={"photos": (photo,)})
        page = house.compose(dataclasses.replace(entry, bulletin=bulletin), edition)
        return page, render(page)

    return make


def pictures(pdf):
    """Return each photograph's language, left and right edge (in millimetres) and page, as it is tagged."""
    check = Check(pdf)
    figures = [
        one for one in check.elements if one.tag == "Figure" and one.entries["/Alt"][:2] in {"Tw", "De"}
    ]
    return [
        (one.lang, *(float(one.attributes["/BBox"][edge]) * POINT for edge in (0, 2)), one.children[0][0])
        for one in figures
    ]


@pytest.mark.parametrize("placement", ["beside", "full"])
@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.layout)
def test_every_language_meets_the_photograph(printed, edition, placement):
    """… whoever listens to one language hears what the picture shows, in that language."""
    page, pdf = printed(edition, placement)

    assert [lang for lang, *_ in pictures(pdf)] == list(edition.languages)
    assert problems(pdf, page.html) == []


@pytest.mark.parametrize(
    ("layout", "placement", "left", "right"),
    [
        ("parallel", "beside", LEFT, LEFT + 81),
        ("parallel", "full", LEFT, RIGHT),
        ("stacked", "beside", RIGHT - MEASURE, RIGHT),
        ("stacked", "full", LEFT, RIGHT),
        ("sequential", "beside", RIGHT - MEASURE, RIGHT),
        ("sequential", "full", LEFT, RIGHT),
    ],
)
def test_a_photograph_takes_its_column_or_the_whole_page(printed, layout, placement, left, right):
    """… the edges of a picture are edges of the text, or of the page."""
    _, pdf = printed(Edition(layout, BOTH), placement)

    for _, start, end, _ in pictures(pdf):
        assert (start, end) == (pytest.approx(left, abs=0.1), pytest.approx(right, abs=0.1))


@pytest.mark.parametrize("placement", ["beside", "full"])
def test_in_sequential_each_language_has_the_photograph_and_the_file_has_it_once(printed, placement):
    """… two languages cost no second copy of a picture that is most of the file."""
    _, pdf = printed(Edition("sequential", BOTH), placement)

    drawn = [page["/Resources"]["/XObject"] for page in PdfReader(BytesIO(pdf)).pages]
    images = [
        names.raw_get(key).idnum for names in drawn for key in names if names[key]["/Subtype"] == "/Image"
    ]
    first, second = pictures(pdf)
    assert len(set(images)) == 1
    assert first[3] != second[3]


@pytest.mark.parametrize(
    ("layout", "placement", "columns"),
    [
        ("parallel", "beside", ((105, RIGHT), (105, RIGHT))),
        ("parallel", "full", ((LEFT, 105), (105, RIGHT))),
        ("stacked", "beside", ((LEFT, 62), (LEFT, 62))),
        ("stacked", "full", ((RIGHT - MEASURE, RIGHT), (RIGHT - MEASURE, RIGHT))),
        ("sequential", "beside", ((LEFT, 62), (LEFT, 62))),
    ],
)
def test_captions_stand_beside_the_photograph_or_below_it(printed, tmp_path, layout, placement, columns):
    """… each caption is where its reader looks for it, and none is on the picture."""
    _, pdf = printed(Edition(layout, BOTH), placement)
    path = tmp_path / "photo.pdf"
    path.write_bytes(pdf)
    words = read_words(path)

    for first, last, (left, right) in zip(("Old", "Vieux-Port"), ("window", "bureau"), columns, strict=True):
        column = in_column(words, left - 0.5, right + 0.5, 0, 297)
        told = " ".join(word.text for word in column)
        assert first in told
        assert last in told
