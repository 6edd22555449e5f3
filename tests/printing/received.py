"""What came out of a printer, looked at."""

import io

import numpy
import pypdfium2
from pypdf import PdfReader


def pages(received):
    """Return the pages that came out."""
    return PdfReader(io.BytesIO(received.pdf)).pages


def size(page):
    """Return a page's size in whole points."""
    return round(page.mediabox.width), round(page.mediabox.height)


def pictures(received):
    """Return the pages as greys, at 36 dots per inch."""
    with pypdfium2.PdfDocument(received.pdf) as document:
        return [
            page.render(scale=0.5, grayscale=True).to_numpy().squeeze().astype(numpy.int16)
            for page in document
        ]
