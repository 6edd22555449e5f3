import io
from base64 import b64encode

import pytest
from PIL import Image

from communique.preflight import inspect

SVG = "http://www.w3.org/2000/svg"
ADDRESS = "https://example.org/bulletins/2018/07"


def test_a_picture_with_dots_enough_is_sound(found, picture):
    """… 150 dots to the inch are enough."""
    body = "<img src='picture.png' alt='grey' style='width: 2in; height: 1in'>"

    assert found(body, "", picture(300, 150)) == ()


@pytest.mark.parametrize(("columns", "rows", "density"), [(290, 150, 145), (300, 100, 100)])
def test_a_coarse_picture_is_found(found, picture, columns, rows, density):
    """… the coarser of both directions counts, at the size on paper."""
    body = "<img src='picture.png' alt='grey' style='width: 2in; height: 1in; margin-left: 10mm'>"

    (finding,) = found(body, "", picture(columns, rows))

    assert (finding.code, finding.page, round(finding.left), round(finding.top)) == ("P019", 1, 30, 20)
    assert finding.words == "grey"  # what it shows, as the bulletin's `alt` says
    assert f"{columns} x {rows} dots, printed at {density} dots to the inch" in finding.what


def test_a_qr_code_of_the_product_is_sound(found, qr_code):
    """… what the product draws can be scanned, and leads where its words say."""
    assert found(f"<div>{qr_code(ADDRESS)}</div>") == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [("<svg", "<svg id=tiny"), ('fill="#000"', 'fill="#eee"'), ("<svg", "<p>Over it</p><svg")],
    ids=["tiny", "pale", "covered"],
)
def test_a_qr_code_that_cannot_be_read_is_found(found, qr_code, before, after):
    """… nobody holds a telephone over a code that leads nowhere."""
    css = "#tiny { width: 6mm !important; height: 6mm !important } "
    css += "p { position: absolute; font: bold 40pt/40pt 'PT Serif'; width: 22mm }"

    findings = found(f"<div>{qr_code(ADDRESS).replace(before, after)}</div>", css)

    assert ("P020", 1) in [(finding.code, finding.page) for finding in findings]
    assert next(round(f.left) for f in findings if f.code == "P020") in {21, 23}


def test_a_qr_code_that_leads_elsewhere_is_found(found, qr_code):
    """… those who listen are led to the same place as those who scan."""
    (finding,) = found(f"<div>{qr_code(ADDRESS, 'leads to https://example.com/')}</div>")

    assert (finding.code, finding.page) == ("P021", 1)
    assert ADDRESS in finding.what
    assert "https://example.com/" in finding.what


def test_a_drawing_that_is_no_qr_code_is_left_alone(found):
    """… a figure whose words name no address is not scanned."""
    drawing = "<svg viewBox='0 0 2 1'><title>a bar</title><path d='M0 0h2v1H0z'/></svg>"

    assert found(f"<div>{drawing}</div>", "svg { width: 40mm; height: 20mm }") == ()


def test_what_a_drawing_holds_is_looked_at_too(strange):
    """… a coarse photograph is found inside a drawing, however deep, at the size that it has there."""
    Image.new("RGB", (30, 30)).save(data := io.BytesIO(), "PNG")
    photo = (
        f'<image width="50" height="50" href="data:image/png;base64,{b64encode(data.getvalue()).decode()}"/>'
    )
    drawing = (
        f'<svg xmlns="{SVG}" viewBox="0 0 100 100"><g opacity=".5"><g opacity=".5">{photo}</g></g></svg>'
    )
    address = f"data:image/svg+xml;base64,{b64encode(drawing.encode()).decode()}"

    (finding,) = inspect(strange(f"<img src='{address}' style='width: 4in; height: 4in'>"))

    assert finding.code == "P019"
    assert "30 x 30 dots is printed at 15 dots to the inch" in finding.what


def address(kind: str, data: bytes) -> str:
    """Return an address that holds the picture itself."""
    return f"data:image/{kind};base64,{b64encode(data).decode()}"
