"""Sheets for a print shop: pages in their size, their bleed, and marks that stand clear of both."""

import io

import numpy
import pikepdf
import pypdfium2
import pytest

from communique.errors import RenderFaults
from communique.imposition import add_marks

MM = 72 / 25.4
BLEED, MARGIN = 3 * MM, 12 * MM


def page_with_bleed(width=300, height=400):
    """Return a page that is red up to the end of its bleed, with a blue square in a trimmed corner."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(100, 100))
        page.obj.MediaBox = [-BLEED, -BLEED, width + BLEED, height + BLEED]
        page.obj.TrimBox = [0, 0, width, height]
        drawn = f"1 0 0 rg -100 -100 {width + 200} {height + 200} re f 0 0 1 rg 0 0 20 20 re f"
        page.obj.Contents = pdf.make_stream(drawn.encode())
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def boxes(pdf):
    """Return the boxes of the first page."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[0].obj
        return [[float(edge) for edge in page[name]] for name in ("/MediaBox", "/BleedBox", "/TrimBox")]


def dots(pdf, scale=4):
    """Return the first page as colours."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return opened[0].render(scale=scale).to_numpy()[:, :, ::-1].astype(int)


def test_sheet_says_where_it_is_cut():
    """… media, bleed and trimmed page lie within one another, and the trimmed page keeps its size."""
    media, bleed, trim = boxes(add_marks(page_with_bleed()))

    assert trim == pytest.approx([MARGIN, MARGIN, MARGIN + 300, MARGIN + 400], abs=0.01)
    assert bleed == pytest.approx(
        [MARGIN - BLEED] * 2 + [MARGIN + 300 + BLEED, MARGIN + 400 + BLEED], abs=0.01
    )
    assert media == pytest.approx([0, 0, 300 + 2 * MARGIN, 400 + 2 * MARGIN], abs=0.01)


def test_page_is_neither_scaled_nor_moved():
    """… the bleed is painted, and nothing of the page beyond it."""
    seen = dots(add_marks(page_with_bleed()))
    red = (seen[:, :, 0] > 200) & (seen[:, :, 1] < 60)
    blue = (seen[:, :, 2] > 200) & (seen[:, :, 0] < 60)

    rows, columns = numpy.nonzero(red | blue)
    assert [columns.min() / 4, columns.max() / 4] == pytest.approx(
        [MARGIN - BLEED, MARGIN + 300 + BLEED], abs=0.5
    )
    assert [rows.min() / 4, rows.max() / 4] == pytest.approx([MARGIN - BLEED, MARGIN + 400 + BLEED], abs=0.5)
    rows, columns = numpy.nonzero(blue)
    assert [columns.min() / 4, columns.max() / 4] == pytest.approx([MARGIN, MARGIN + 20], abs=0.5)
    assert [rows.min() / 4, rows.max() / 4] == pytest.approx([MARGIN + 380, MARGIN + 400], abs=0.5)


def test_marks_stand_clear_of_the_bleed():
    """… two at each corner, in line with the edges, and one amid each side: on every plate."""
    pdf = add_marks(page_with_bleed())
    seen = dots(pdf)
    dark = seen.max(axis=2) < 140
    rows, columns = numpy.nonzero(dark)
    inside = (
        (columns / 4 > MARGIN - BLEED)
        & (columns / 4 < MARGIN + 300 + BLEED)
        & (rows / 4 > MARGIN - BLEED)
        & (rows / 4 < MARGIN + 400 + BLEED)
    )
    assert not inside.any()
    for edge in (MARGIN, MARGIN + 300):  # strokes above and below, in line with the left and the right edge
        column = dark[:, round(edge * 4) - 1 : round(edge * 4) + 2].any(axis=1)
        assert column[: round((MARGIN - BLEED) * 4)].sum() == pytest.approx(6 * MM * 4, abs=3)
        assert column[-round((MARGIN - BLEED) * 4) :].sum() == pytest.approx(6 * MM * 4, abs=3)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        (colour,) = opened.pages[0].obj.Resources.ColorSpace.values()
        assert [str(colour[0]), str(colour[1])] == ["/Separation", "/All"]


def test_same_pages_give_the_same_bytes():
    """… and a damaged file is told."""
    assert add_marks(page_with_bleed()) == add_marks(page_with_bleed())
    with pytest.raises(RenderFaults):
        add_marks(b"%PDF-1.7 damaged")
