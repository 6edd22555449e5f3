"""Pictures as they are told: where they stand, and in every language that reads of them."""

import ctypes
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader

from communique.render import render
from conformance.tags import Check
from unit.render.structure.sheet import page


def test_a_picture_s_box_is_in_points_from_the_foot():
    """… a reader that shows where the picture is shows it there."""
    css = "img { position: absolute; left: 10mm; top: 20mm; width: 20mm; height: 10mm }"

    (figure,) = Check(render(page('<img src="p.svg" alt="a">', css))).root.children

    point = 72 / 25.4
    expected = [(15 + 10) * point, (85 - 20 - 10) * point, (15 + 30) * point, (85 - 20) * point]
    assert [float(edge) for edge in figure.attributes["/BBox"]] == pytest.approx(expected, abs=0.02)


def test_a_picture_s_words_are_met_in_every_language_on_its_page():
    """… a reader that asks a page's marks for what to read, as PDFium does, hears of a picture twice."""
    picture = '<img src="p.svg" alt="a"><div role="img" lang="fr" aria-label="b"></div>'
    body = f'<p lang="fr">c</p><figure>{picture}</figure>'

    pdf = render(page(body))

    assert read_by_pdfium(pdf) == [("en", "a"), ("fr", "b")]
    one, other = (figure for figure in Check(pdf).elements if figure.tag == "Figure")
    assert one.attributes["/BBox"] == other.attributes["/BBox"]
    assert PdfReader(BytesIO(pdf)).pages[0].get_contents().get_data().count(b"BDC\nEMC") == 1


def read_by_pdfium(pdf: bytes) -> list[tuple[str, str]]:
    """Return the languages and the words of the pictures that PDFium finds on the first page."""
    document = pdfium.PdfDocument(pdf)
    tree = pdfium.raw.FPDF_StructTree_GetForPage(document[0])
    top = pdfium.raw.FPDF_StructTree_GetChildAtIndex(tree, 0)
    found = list(walk_pdfium(top, ""))
    pdfium.raw.FPDF_StructTree_Close(tree)
    return found


def walk_pdfium(element: Any, lang: str) -> Iterator[tuple[str, str]]:
    """Yield the language and the words of each picture in `element`."""
    lang = text_of(pdfium.raw.FPDF_StructElement_GetLang, element) or lang
    if words := text_of(pdfium.raw.FPDF_StructElement_GetAltText, element):
        yield lang, words
    for number in range(pdfium.raw.FPDF_StructElement_CountChildren(element)):
        if child := pdfium.raw.FPDF_StructElement_GetChildAtIndex(element, number):
            yield from walk_pdfium(child, lang)


def text_of(ask: Callable[..., int], element: Any) -> str:
    """Return what PDFium answers: two bytes a sign, with a zero at the end."""
    size = ask(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    ask(element, buffer, size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
