"""What a page looks like and says, as PDFium shows it, beside the page that it was made from."""

from typing import NamedTuple

import pypdfium2 as pdfium
from PIL import Image, ImageChops
from pypdf import PageObject

DPI = 100
MARGIN = 2.0  # points around the stamp's letters

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points


class Sight(NamedTuple):
    """A file as PDFium has it."""

    document: pdfium.PdfDocument

    def text(self, page: int) -> str:
        """Return all characters of `page` in the order in which they are painted."""
        return self.document[page].get_textpage().get_text_range()

    def picture(self, page: int) -> Image.Image:
        """Draw `page`."""
        return self.document[page].render(scale=DPI / 72).to_pil().convert("RGB")

    def box_after(self, page: int, count: int) -> Box | None:
        """Return the box of what is said after the first `count` characters that PDFium counts."""
        text = self.document[page].get_textpage()
        printed = (n for n in range(count, text.count_chars()) if text.get_text_range(n, 1).strip())
        boxes = list(map(text.get_charbox, printed))
        if not boxes:
            return None
        lefts, bottoms, rights, tops = zip(*boxes, strict=True)
        return min(lefts) - MARGIN, min(bottoms) - MARGIN, max(rights) + MARGIN, max(tops) + MARGIN

    def count(self, page: int) -> int:
        """Return how many characters PDFium counts."""
        count: int = self.document[page].get_textpage().count_chars()
        return count


def see(pdf: bytes) -> Sight:
    """Open `pdf`."""
    return Sight(pdfium.PdfDocument(pdf))


def differing(one: Image.Image, other: Image.Image, without: Box | None = None) -> bool:
    """Tell whether two pages look different outside the box `without`."""
    if one.size != other.size:
        return True
    difference = ImageChops.difference(one, other)
    if without:
        left, bottom, right, top = (edge * DPI / 72 for edge in without)
        height = difference.height
        difference.paste((0, 0, 0), (int(left), int(height - top), int(right) + 1, int(height - bottom) + 1))
    return difference.getbbox() is not None


def is_blank(picture: Image.Image, box: Box) -> bool:
    """Tell whether nothing is printed within `box`."""
    left, bottom, right, top = (edge * DPI / 72 for edge in box)
    height = picture.height
    cut = picture.crop((int(left), int(height - top), int(right) + 1, int(height - bottom) + 1))
    return len(cut.getcolors(1 << 16) or ()) == 1


def is_on(page: PageObject, box: Box) -> bool:
    """Tell whether `box` lies on the paper of `page`."""
    left, bottom, right, top = box
    paper = page.mediabox
    return paper.left <= left < right <= paper.right and paper.bottom <= bottom < top <= paper.top
