"""Sheets for a print shop: pages in their size, their bleed, and marks that stand clear of both."""

import io

import pikepdf
import pypdfium2
import pytest
from PIL import ImageDraw

from communique.errors import RenderFaults
from communique.imposition import add_marks

MM = 72 / 25.4
BLEED, MARGIN = 3 * MM, 12 * MM
SCALE = 4  # dots to a point


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


def seen(pdf):
    """Return the first page as a picture of four dots a point."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return opened[0].render(scale=SCALE).to_pil().convert("RGB")


def painted(picture, *, most, channel=0):
    """Return in points from the upper left corner where a colour has little of one share; None: nowhere."""
    mask = picture.getchannel(channel).point(lambda value: 255 * (value <= most))
    return mask.getbbox() and [edge / SCALE for edge in mask.getbbox()]


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
    picture = seen(add_marks(page_with_bleed()))
    marks = ImageDraw.Draw(picture)
    far = (MARGIN - BLEED - 0.5) * SCALE
    marks.rectangle((0, 0, *picture.size), outline="white", width=round(far))  # the marks are told below

    inside = [MARGIN - BLEED, MARGIN - BLEED, MARGIN + 300 + BLEED, MARGIN + 400 + BLEED]
    assert painted(picture, most=60, channel=1) == pytest.approx(inside, abs=0.5)
    corner = [MARGIN, MARGIN + 380, MARGIN + 20, MARGIN + 400]
    assert painted(picture, most=60, channel=0) == pytest.approx(corner, abs=0.5)


def test_marks_stand_clear_of_the_bleed():
    """… strokes in line with the edges at each corner, and a mark amid each side: on every plate."""
    pdf = add_marks(page_with_bleed())
    picture = seen(pdf)

    def beside(left, top, right, bottom):
        box = painted(picture.crop([round(edge * SCALE) for edge in (left, top, right, bottom)]), most=200)
        return box and [box[0] + left, box[1] + top, box[2] + left, box[3] + top]

    width, height = 300 + 2 * MARGIN, 400 + 2 * MARGIN
    for edge in (MARGIN, MARGIN + 300):  # above and below, in line with the left and the right edge
        for top in (0, height - MARGIN + BLEED + 0.5):
            left, start, right, end = beside(edge - 2, top, edge + 2, top + MARGIN - BLEED - 0.5)
            assert (left + right) / 2 == pytest.approx(edge, abs=0.5)
            assert end - start == pytest.approx(6 * MM, abs=0.6)
    for across, up in ((5 * MM, height / 2), (width - 5 * MM, height / 2), (width / 2, 5 * MM)):
        left, top, right, bottom = beside(across - 4 * MM, up - 4 * MM, across + 4 * MM, up + 4 * MM)
        assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx((across, up), abs=0.5)
    assert beside(MARGIN - BLEED - 2, 30 * MM, MARGIN - BLEED - 1, 40 * MM) is None
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        (colour,) = opened.pages[0].obj.Resources.ColorSpace.values()
        assert [str(colour[0]), str(colour[1])] == ["/Separation", "/All"]


def test_same_pages_give_the_same_bytes():
    """… and a damaged file is told."""
    assert add_marks(page_with_bleed()) == add_marks(page_with_bleed())
    with pytest.raises(RenderFaults):
        add_marks(b"%PDF-1.7 damaged")
