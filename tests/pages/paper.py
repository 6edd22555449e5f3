"""What is on paper, as an independent reader sees it: poppler's text with places, and dots of ink.

Lengths are millimetres from the upper left corner of a page.
"""

import re
import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from PIL import Image

XHTML = "{http://www.w3.org/1999/xhtml}"
POINT = 25.4 / 72  # millimetres


@dataclass(frozen=True)
class Word:
    """A word where it stands."""

    text: str
    page: int  # from 0
    left: float
    right: float
    bottom: float


def read_words(pdf: Path) -> list[Word]:
    """Return the words of `pdf` line by line, as pdftotext finds them."""
    done = subprocess.run(
        ["pdftotext", "-bbox-layout", pdf, "-"], check=True, capture_output=True, timeout=60
    )
    pages = ET.fromstring(done.stdout.decode()).iter(f"{XHTML}page")  # noqa: S314 - poppler's own output
    return [
        Word(
            word.text or "",
            number,
            float(word.get("xMin")) * POINT,
            float(word.get("xMax")) * POINT,
            float(word.get("yMax")) * POINT,
        )
        for number, page in enumerate(pages)
        for word in page.iter(f"{XHTML}word")
    ]


def in_column(words: list[Word], left: float, right: float, top: float, bottom: float) -> list[Word]:
    """Return the words inside a rectangle of each page, in the order of reading."""
    inside = [w for w in words if w.left >= left and w.right <= right and top <= w.bottom <= bottom]
    return sorted(inside, key=lambda w: (w.page, round(w.bottom, 0), w.left))


def letters(text: str) -> str:
    """Reduce `text` to its letters and figures, so that hyphenation and spacing do not count."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", text))


def rasterise(pdf: Path, dpi: int, folder: Path) -> list[Image.Image]:
    """Return the pages of `pdf` in greyscale."""
    subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", pdf, folder / pdf.stem], check=True, timeout=120)
    return [Image.open(path).convert("L") for path in sorted(folder.glob(f"{pdf.stem}-*.pgm"))]


def ink_box(page: Image.Image, dpi: int) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of all that is printed on `page`."""
    box = page.point(lambda grey: 255 if grey < 250 else 0).getbbox()
    assert box, "an empty page"
    left, top, right, bottom = (edge * 25.4 / dpi for edge in box)
    return left, top, right, bottom
