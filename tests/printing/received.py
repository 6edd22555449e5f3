"""What came out of a printer, looked at."""

import io

import pypdfium2
from PIL import ImageChops
from pypdf import PdfReader

DARKER = 24  # of 255, which is more than what another way of writing the same page makes


def pages(received):
    """Return the pages that came out."""
    return PdfReader(io.BytesIO(received.pdf)).pages


def size(page):
    """Return a page's size in whole points."""
    return round(page.mediabox.width), round(page.mediabox.height)


def pictures(received):
    """Return the pages as greys, at 36 dots per inch."""
    with pypdfium2.PdfDocument(received.pdf) as document:
        return [page.render(scale=0.5, grayscale=True).to_pil().convert("L") for page in document]


def difference(one, other):
    """Return the share of the dots in which two pictures of a size differ."""
    dots = ImageChops.difference(one, other).histogram()
    return sum(dots[DARKER + 1 :]) / sum(dots)
