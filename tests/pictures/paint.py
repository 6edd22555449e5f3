"""A PDF's bytes → a picture of each page at 72 dpi, a dot for a point.

PDFium sets small glyphs on whole dots and draws hairlines a whole dot wide, so that a hair's
breadth of difference could make a letter jump. Pages are therefore drawn four times as large,
and reduced with a filter two dots wide: what moves by a quarter of a dot changes by a quarter.
"""

import pypdfium2
from PIL import Image

OVERSAMPLING = 4


def paint(pdf: bytes, first: int | None = None) -> list[Image.Image]:
    """Return the pages of `pdf`, or its `first` pages, in RGB."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [reduce(enlarged(document[number])) for number in range(len(document))[:first]]
    finally:
        document.close()


def enlarged(page: pypdfium2.PdfPage) -> Image.Image:
    """Return `page` at 288 dpi."""
    bitmap = page.render(scale=OVERSAMPLING)
    try:
        picture: Image.Image = bitmap.to_pil()
        return picture.convert("RGB")
    finally:
        bitmap.close()


def reduce(picture: Image.Image, dx: int = 0, dy: int = 0) -> Image.Image:
    """Return `picture` at a quarter of its size, moved by `dx` and `dy` quarters of a dot."""
    width, height = (-(-side // OVERSAMPLING) for side in picture.size)
    whole = Image.new("RGB", (width * OVERSAMPLING, height * OVERSAMPLING), "white")
    whole.paste(picture, (dx, dy))
    return whole.resize((width, height), Image.Resampling.BILINEAR)
