"""Booklets, folded in code: the sheets as a printer delivers them are read leaf by leaf."""

import io
import re

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from communique.errors import RenderFaults, UsageError
from communique.imposition import (
    PAPERS,
    choose_pages,
    count_pages,
    fit_onto,
    impose_booklet,
    impose_n_up,
    plan_booklet,
    read_pages,
)

A4 = PAPERS["A4"]


def fold(signature, *, right_to_left=False):
    """Return the pages of a signature in the order in which they are read.

    The pile lies with its outermost sheet below and its fronts downwards; the right half of a front is the
    first leaf. Each sheet is folded about its middle: what was the right half of the back lies upon the
    left half of the back.
    """
    before, after = [], []
    for front, back in signature:
        first, last = (front[0], front[1]) if right_to_left else (front[1], front[0])
        second, last_but_one = (back[1], back[0]) if right_to_left else (back[0], back[1])
        before += [first, second]
        after = [last_but_one, last, *after]
    return before + after


@pytest.mark.parametrize("right_to_left", [False, True])
@pytest.mark.parametrize("cover", [False, True])
def test_every_page_is_in_its_place(cover, right_to_left):
    """… once and in order, for each number of pages; blanks are few and never in the midst."""
    for pages in range(1, 301):
        booklet = plan_booklet(pages, cover=cover, right_to_left=right_to_left)
        signatures = [[(one.front, one.back) for one in signature] for signature in booklet.signatures]
        if cover and len(signatures) > 1:  # the cover is a sheet around all others
            around = fold(signatures[0], right_to_left=right_to_left)
            inside = [page for one in signatures[1:] for page in fold(one, right_to_left=right_to_left)]
            read = [*around[:2], *inside, *around[2:]]
        else:
            read = [page for one in signatures for page in fold(one, right_to_left=right_to_left)]

        assert [page for page in read if page] == list(range(1, pages + 1))
        body = read[2:-2] if cover else read
        assert body[: pages - cover] == list(range(1 + cover, pages + 1))
        assert len(body) - (pages - cover) < 4
        assert booklet.blanks == len(read) - pages
        assert all(len(one) <= 16 for one in booklet.signatures)
        assert [sheet.depth for sheet in booklet.signatures[-1]] == list(range(len(booklet.signatures[-1])))


def numbered(count, rotation=0, width=595, height=842):
    """Return a PDF each of whose pages says its number near its upper left corner."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    shared = writer._add_object(font)
    for number in range(1, count + 1):
        page = writer.add_blank_page(width, height)
        fonts = DictionaryObject({NameObject("/F"): shared})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F 40 Tf 40 {height - 60} Td (p{number}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
        page.rotate(rotation)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def standing(pdf):
    """Return for each page of `pdf` its numbers as (number, x, y, the way in which its text runs)."""
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for index in range(len(document)):
        text = document[index].get_textpage()
        whole = text.get_text_range()
        found = []
        for match in re.finditer(r"p(\d+)", whole):
            left, bottom, right, top = text.get_charbox(match.start())
            after = text.get_charbox(match.end() - 1)
            across, up = after[0] - left, after[1] - bottom
            way = (
                ("right" if across > 0 else "left") if abs(across) > abs(up) else ("up" if up > 0 else "down")
            )
            found.append((int(match[1]), (left + right) / 2, (bottom + top) / 2, way))
        pages.append(found)
    document.close()
    return pages


def turned_over(side, turn):
    """Return what stands behind each point of a front, as it is seen from the front through the sheet."""
    if turn == "short":
        return [
            (number, x, A4.height - y, {"up": "down", "down": "up"}.get(way, way))
            for number, x, y, way in side
        ]
    return [
        (number, A4.width - x, y, {"left": "right", "right": "left"}.get(way, way))
        for number, x, y, way in side
    ]


@pytest.mark.parametrize("turn", ["short", "long"])
@pytest.mark.parametrize("pages", [*range(1, 12), 16, 31, 64])
def test_sheets_fold_to_a_book(pages, turn):
    """… read from the PDF: order, place and which way up, on fronts and, through the sheet, on backs."""
    booklet = plan_booklet(pages)

    sides = standing(impose_booklet(numbered(pages), booklet, A4, turn=turn))

    signature = []
    for front, back in zip(sides[::2], sides[1::2], strict=True):
        assert {way for *_, way in front} <= {"up"}  # the page's own right is the sheet's upper end
        behind = turned_over(back, turn)
        assert {way for *_, way in behind} <= {"down"}  # seen through the sheet, as a leaf's other side is
        upper = {number for number, _, y, _ in front if y > A4.height / 2}
        lower = {number for number, _, y, _ in front if y < A4.height / 2}
        upper_behind = {number for number, _, y, _ in behind if y > A4.height / 2}
        lower_behind = {number for number, _, y, _ in behind if y < A4.height / 2}
        left, right = next(iter(lower), None), next(iter(upper), None)
        signature.append(((left, right), (next(iter(upper_behind), None), next(iter(lower_behind), None))))
    assert [page for page in fold(signature) if page] == list(range(1, pages + 1))


def test_inner_sheets_creep_towards_the_fold():
    """… each by a paper's thickness."""
    sides = standing(impose_booklet(numbered(64), plan_booklet(64), A4, turn="short"))

    right = {number: y for side in sides[::2] for number, _, y, _ in side if y > A4.height / 2}

    assert right[1] - right[31] == pytest.approx(15 * 0.1 / 25.4 * 72, abs=0.05)


def test_several_pages_on_a_side_are_read_in_order():
    """… two beside each other on a sheet that is turned; four upright; from right to left too."""
    two = standing(impose_n_up(numbered(3), 2, A4))
    four = standing(impose_n_up(numbered(5), 4, A4))
    leftwards = standing(impose_n_up(numbered(4), 4, A4, right_to_left=True))

    assert [[number for number, *_ in sorted(side, key=lambda one: one[2])] for side in two] == [[1, 2], [3]]
    assert {way for side in two for *_, way in side} == {"up"}
    in_rows = sorted(four[0], key=lambda one: (-round(one[2]), one[1]))
    assert [number for number, *_ in in_rows] == [1, 2, 3, 4]
    in_rows = sorted(leftwards[0], key=lambda one: (-round(one[2]), -one[1]))
    assert [number for number, *_ in in_rows] == [1, 2, 3, 4]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_turned_pages_stand_upright(rotation):
    """… a page that its viewer turns is turned on the sheet too."""
    (side,) = standing(fit_onto(numbered(1, rotation, 500, 500), A4))

    assert {way for *_, way in side} == {{0: "right", 90: "down", 180: "left", 270: "up"}[rotation]}


def test_fitting_leaves_what_fits():
    """… byte for byte; other pages come whole onto the paper."""
    own = numbered(2)

    assert fit_onto(own, A4) == own
    letter = PdfReader(io.BytesIO(fit_onto(own, PAPERS["Letter"])))
    assert [(round(page.mediabox.width), round(page.mediabox.height)) for page in letter.pages] == [
        (612, 792)
    ] * 2


def test_chosen_pages_come_in_their_order():
    """… and the same choice gives the same bytes, fonts once."""
    chosen = choose_pages(numbered(5), (4, 2, 4))

    assert [[number for number, *_ in side] for side in standing(chosen)] == [[4], [2], [4]]
    assert chosen == choose_pages(numbered(5), (4, 2, 4))
    assert chosen.count(b"/Helvetica") == 1


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n%%EOF", numbered(1)[:200], b"x" * 1000])
def test_damaged_files_are_told(data, caplog):
    """… J040, whatever pypdf meets."""
    with pytest.raises(RenderFaults) as caught:
        count_pages(data)

    assert caught.value.faults[0].code == "J040"
    caplog.clear()  # pypdf says what it met


@pytest.mark.parametrize(
    ("text", "pages"),
    [("1", (1,)), ("1-2,5", (1, 2, 5)), ("3-", (3, 4, 5)), ("-2", (1, 2)), (" 4 , 1 - 2 ", (4, 1, 2))],
)
def test_pages_are_named(text, pages):
    """… in the order in which they are asked for."""
    assert read_pages(text, 5) == pages


@pytest.mark.parametrize("text", ["", ",", "0", "6", "1-6", "3-1", "a", "-", "1-999999999", "1," * 2000, "²"])
def test_pages_that_are_none_are_refused(text):
    """… U018, at once."""
    with pytest.raises(UsageError) as caught:
        read_pages(text, 5)

    assert caught.value.faults[0].code == "U018"


@given(st.text(max_size=20), st.integers(1, 20))
def test_pages_are_always_those_of_the_document(text, count):
    """… or a fault."""
    try:
        pages = read_pages(text, count)
    except UsageError:
        return

    assert pages
    assert set(pages) <= set(range(1, count + 1))
