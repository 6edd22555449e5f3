"""Real pages, drawn large once, for the tests of what is and what is not a difference."""

from dataclasses import dataclass

import pypdfium2
import pytest
from PIL import Image

from communique.build.house import open_house
from communique.render import render
from newsroom_copies import MADE_UP, ROOT
from pictures.cases import page_of
from pictures.lines import Line, read_lines
from pictures.paint import enlarged, reduce

SPECIMENS = [
    (ROOT, "remarks-after-russian-japanese-consultations"),  # full pages, a QR code, two scripts
    (MADE_UP / "arvenia", "student-exchange-figures"),  # tables: single figures are lines, too
]


@dataclass(frozen=True)
class Specimen:
    """A page as it is, at 288 dpi and at 72, and its lines of text."""

    large: Image.Image
    picture: Image.Image
    lines: list[Line]


@pytest.fixture(scope="session")
def specimens() -> list[Specimen]:
    """Give the first page of each specimen."""
    return [_specimen(render(page_of(open_house(folder), name))) for folder, name in SPECIMENS]


def _specimen(pdf: bytes) -> Specimen:
    document = pypdfium2.PdfDocument(pdf)
    try:
        large = enlarged(document[0])
    finally:
        document.close()
    return Specimen(large, reduce(large), read_lines(pdf, first=1))
