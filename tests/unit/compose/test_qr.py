"""QR codes: the symbol says the address, and leaves its quiet zone blank."""

import re

import pytest
import qrcode

from communique.compose.qr import LARGEST, SMALLEST, draw_qr
from communique.errors import RenderFaults


def dark_modules(svg: str) -> set[tuple[int, int]]:
    """Read the dark modules back from the path's rectangles."""
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", svg)
    return {(int(x) + step, int(y)) for x, y, width in runs for step in range(int(width))}


def side(svg: str) -> float:
    return float(re.search(r"width:([\d.]+)mm", svg)[1])


def modules_across(svg: str) -> int:
    return int(re.search(r'viewBox="0 0 (\d+)', svg)[1])


def test_the_path_draws_just_the_modules_of_the_symbol():
    """… every dark module is drawn once and no light one is."""
    address = "https://example.org/statement"
    expected = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    expected.add_data(address)

    drawn = dark_modules(draw_qr(address, "QR").svg)

    matrix = expected.get_matrix()
    assert drawn == {(x, y) for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark}


def test_the_same_address_is_told_in_the_words_of_each_who_asks():
    """… the symbol, which is drawn once, speaks the language of its column."""
    one, other = (draw_qr("https://example.org/", words).svg for words in ("To the web", "En ligne & plus"))

    assert "<title>To the web</title>" in one
    assert "<title>En ligne &amp; plus</title>" in other
    assert dark_modules(one) == dark_modules(other)


@pytest.mark.parametrize("length", [1, 40, 120, 180])
def test_the_symbol_is_20_to_25_mm_with_four_blank_modules_around_it(length):
    """… a symbol of any density is of a size that scans, with its quiet zone."""
    code = draw_qr("https://example.org/" + "x" * length, "QR")

    across = modules_across(code.svg)
    module = side(code.svg) / across
    drawn = dark_modules(code.svg)

    assert SMALLEST <= module * (across - 8) <= LARGEST + 1e-3
    assert {min(x for x, _ in drawn), min(y for _, y in drawn)} == {4}
    assert max(x for x, _ in drawn) == across - 5
    assert code.quiet == pytest.approx(4 * module, abs=0.01)


@pytest.mark.parametrize("length", [400, 4000])
def test_an_address_too_long_to_scan_from_paper_is_refused(length):
    """… nobody prints a QR code that a photocopy makes unreadable."""
    with pytest.raises(RenderFaults) as caught:
        draw_qr("https://example.org/" + "x" * length, "QR")

    assert [fault.code for fault in caught.value.faults] == ["R007"]
    assert "shorter" in caught.value.faults[0].hint


def test_the_alternative_text_is_escaped():
    """… an address can never become markup."""
    svg = draw_qr("https://example.org/?a=1&b=<2>", "leads to <b>").svg

    assert "<title>leads to &lt;b&gt;</title>" in svg
