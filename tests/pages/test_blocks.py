"""Tables, lists, quotations, notes and links as they come out of the printer, in every layout."""

import dataclasses
from io import BytesIO

import pytest
from pypdf import PdfReader

from communique.build.house import open_house
from communique.load import load_archive
from communique.model import Edition
from communique.preflight import inspect
from communique.render import render
from conformance.tags import Check, Element, problems
from newsroom_copies import MADE_UP
from pages.paper import read_words

BOTH = ("en", "fr")
EDITIONS = [Edition(layout, BOTH) for layout in ("parallel", "stacked", "sequential")] + [Edition.alone("fr")]
SENTENCE = "The ferry leaves at noon and comes back at night, as it did before the bridge was built. "


@pytest.fixture(scope="module")
def house():
    return open_house(MADE_UP / "arvenia")


@pytest.fixture(scope="module")
def printed(house):
    """Give a function from an edition and a text, printed in each language, to the page and its PDF."""
    entry = load_archive(house.folder, house.newsroom).entries[0]

    def make(edition, text):
        body = type(entry.bulletin.body)(dict.fromkeys(BOTH, text))
        bulletin = entry.bulletin.model_copy(update={"body": body, "photos": ()})
        page = house.compose(dataclasses.replace(entry, bulletin=bulletin), edition)
        return page, render(page)

    return make


def elements(pdf, tag):
    """Return all elements of a kind, and the checker that read them."""
    check = Check(pdf)
    return [one for one in check.elements if one.tag == tag], check


def pages_of(element):
    """Return the pages on which an element shows."""
    return {child[0] for one in element.walk() for child in one.children if not isinstance(child, Element)}


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.layout)
def test_a_long_table_says_its_head_on_every_page_and_aloud_but_once(printed, edition):
    """… sixty rows can be read on their third page as on their first, and heard in one go."""
    rows = "\n".join(f"| Quay {number} | {number * 37 % 91} |" for number in range(1, 61))
    page, pdf = printed(edition, f"Before.\n\n| Berth | Vessels |\n|---|---|\n{rows}\n\nAfter.")

    tables, check = elements(pdf, "Table")

    assert problems(pdf, page.html) == []
    assert inspect(pdf) == ()
    assert len(tables) == len(edition.languages)
    for table in tables:
        heads = [one for one in table.walk() if one.tag == "THead"]
        assert len(heads) == 1
        assert len(pages_of(table)) > 1
        for number in pages_of(table) - pages_of(heads[0]):
            assert "Vessels" in check.content[number].artifacts


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.layout)
def test_no_row_of_a_table_is_parted(printed, edition):
    """… what stands in one row stands on one page."""
    rows = "\n".join(f"| {SENTENCE}{SENTENCE} | {number} |" for number in range(1, 31))
    page, pdf = printed(edition, f"| Remark | Number |\n|---|---|\n{rows}")

    found, _ = elements(pdf, "TR")

    assert problems(pdf, page.html) == []
    assert {len(pages_of(row)) for row in found} == {1}
    assert len({number for row in found for number in pages_of(row)}) > 1


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.layout)
def test_eight_columns_keep_to_their_own(printed, edition):
    """… a table of a dozen figures fits half a page in smaller type, and none runs over its neighbour."""
    head = ["Year", "Passengers", "Vehicles", "Freight", "Crossings", "Delays", "Cancelled", "Remarks"]
    row = ["2021", "1,121,334", "26273", "14147.5", "1010", "15", "1", "partly"]
    lines = [head, ["---"] * 8, row, row]
    page, pdf = printed(edition, "\n".join(f"| {' | '.join(cells)} |" for cells in lines))

    assert inspect(pdf) == ()
    assert problems(pdf, page.html) == []


def test_figures_stand_below_figures(printed, tmp_path):
    """… a sum can be checked at a glance."""
    _, pdf = printed(Edition.alone("en"), "| Port | Ships |\n|---|---|\n| East | 7 |\n| West | 1,234 |")
    path = tmp_path / "figures.pdf"
    path.write_bytes(pdf)

    edges = {word.text: word.right for word in read_words(path) if word.text in {"Ships", "7", "1,234"}}

    assert len(edges) == 3
    assert max(edges.values()) - min(edges.values()) < 0.2


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.layout)
def test_lists_and_quotations_stand_within_one_another(printed, edition):
    """… five levels, a list from seven on and a quotation in another are read as they are written."""
    nested = "\n".join(
        f"{'   ' * depth}{mark} level {depth}" for depth, mark in enumerate(["1.", "-", "-", "-", "-"])
    )
    counted = "And on:\n\n7) seven\n8) eight\n\nOpen:\n\n- loose\n\n  more\n\n- [ ] task"
    text = f"{nested}\n\n{counted}\n\n> one\n>\n> > two\n>\n> three"
    page, pdf = printed(edition, text)

    lists, check = elements(pdf, "L")

    assert problems(pdf, page.html) == []
    numberings = [one.attributes["/ListNumbering"] for one in lists]
    assert numberings == ["/Decimal", "/None", "/None", "/None", "/None", "/Decimal", "/Disc"] * len(
        edition.languages
    )
    labels = [
        "".join(map(check.text, item.children[0].children)) for item in (one.children[0] for one in lists)
    ]
    assert labels[5].strip() == "7."
    assert inspect(pdf) == ()


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.layout)
def test_each_note_stands_on_the_page_of_its_call_and_in_its_own_language(printed, edition):
    """… whoever looks down for a note finds it, two in one paragraph and one of two paragraphs among them."""
    notes = "[^a]: One.\n\n[^b]: Two.\n\n    More of it.\n\n[^c]: Three.\n"
    text = f"First[^a], second[^b].\n\n{SENTENCE * 12}\n\n{SENTENCE * 12}\n\nLast[^c].\n\n{notes}"
    page, pdf = printed(edition, text)

    notes, _ = elements(pdf, "Note")
    references, _ = elements(pdf, "Reference")

    assert problems(pdf, page.html) == []
    assert [one.lang for one in notes] == [tag for tag in edition.languages for _ in range(3)]
    assert [pages_of(one) for one in notes] == [pages_of(one) for one in references]
    assert inspect(pdf) == ()


def test_side_by_side_each_note_stands_below_its_own_column(printed, tmp_path):
    """… two notes with the same number are told apart by where they stand."""
    _, pdf = printed(Edition("parallel", BOTH), "Word[^a].\n\n[^a]: Footling.\n")
    path = tmp_path / "notes.pdf"
    path.write_bytes(pdf)

    lefts = [word.left for word in read_words(path) if word.text == "Footling."]

    assert [left < 105 for left in lefts] == [True, False]


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.layout)
def test_a_link_over_two_lines_is_told_once_with_where_it_leads(printed, edition):
    """… each of its lines can be pressed, and a reader hears one link."""
    long = "https://archive.example.org/documents/2024/05/an-address/that-does-not-fit/one-line-of-a-column?of=any"
    text = f"Write to [us](mailto:press@example.org) or see <{long}>, or [{SENTENCE.strip()}](https://example.org/)."
    page, pdf = printed(edition, text)

    links, check = elements(pdf, "Link")
    annotations = [
        one.get_object() for leaf in PdfReader(BytesIO(pdf)).pages for one in leaf.get("/Annots", [])
    ]

    assert problems(pdf, page.html) == []
    assert inspect(pdf) == ()
    leading = [one for one in annotations if one["/A"]["/URI"] == "https://example.org/"]
    assert {one["/Contents"] for one in leading} == {SENTENCE.strip()}
    assert len(leading) >= 2 * len(edition.languages)
    owners = {check.numbers[one["/StructParent"]].idnum for one in leading}
    assert len(owners) == len(edition.languages) == len({one.number for one in links} & owners)
