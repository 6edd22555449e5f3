"""Pages printed by the product's own renderer, so small that each place on them can be read off the CSS."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from weasyprint import CSS, HTML

from communique.compose.qr import draw_qr
from communique.model import Asset, Limits, Page, Stylesheet
from communique.preflight import Finding, inspect
from communique.render import render
from communique.render.fontconfig import isolated_font_configuration
from communique.render.log import collected

ROOT = Path(__file__).parents[3]
FONTS = tuple(
    Asset(f"styles/fonts/{name}", (ROOT / "styles/fonts" / name).read_bytes())
    for name in ("PTF55F.ttf", "PTF56F.ttf", "PTF75F.ttf")
)
CSS_OF_ALL = """
@font-face { font-family: "PT Serif"; src: url("fonts/PTF55F.ttf") }
@font-face { font-family: "PT Serif"; src: url("fonts/PTF56F.ttf"); font-style: italic }
@font-face { font-family: "PT Serif"; src: url("fonts/PTF75F.ttf"); font-weight: 700 }
@page { size: 210mm 297mm; margin: 20mm 20mm 30mm 20mm }
* { margin: 0; padding: 0; box-sizing: border-box }
html { font: 10pt/14pt "PT Serif"; hyphenate-character: "-" }
.row { display: table; table-layout: fixed; width: 100% }
.row > * { display: table-cell; padding-right: 4mm }
.row > * + * { padding: 0 0 0 4mm }
img { image-rendering: crisp-edges; display: block }
"""
Printer = Callable[..., bytes]
Finder = Callable[..., tuple[Finding, ...]]


def page(body: str, css: str = "", *assets: Asset, lang: str = "en") -> Page:
    """Compose a page of `body`; `css` comes after the stylesheet above."""
    head = '<meta charset="utf-8"><title>T</title>'
    html = f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'
    return Page(html, (Stylesheet("styles/type.css", CSS_OF_ALL + css),), (*FONTS, *assets))


@pytest.fixture
def printed() -> Printer:
    """Give (body, css, *assets) → the PDF's bytes."""
    return lambda *given, **options: render(page(*given, **options))


@pytest.fixture
def found(printed: Printer) -> Finder:
    """Give (body, css, *assets) → what preflight finds in the PDF."""

    def find(*given: object, limits: Limits | None = None, **options: object) -> tuple[Finding, ...]:
        return inspect(printed(*given, **options), limits or Limits())

    return find


@pytest.fixture
def qr_code() -> Callable[..., str]:
    """Give (address, alternative) → the product's own QR code as SVG."""
    return lambda address, alternative="": str(draw_qr(address, alternative or f"leads to {address}").svg)


@pytest.fixture
def picture() -> Callable[[int, int], Asset]:
    """Give (columns, rows) → a grey PNG of so many dots, named `picture.png`."""

    def draw(columns: int, rows: int) -> Asset:
        Image.new("RGB", (columns, rows), (120, 130, 140)).save(data := io.BytesIO(), "PNG")
        return Asset("picture.png", data.getvalue())

    return draw


@pytest.fixture
def strange() -> Printer:
    """Give (html) → a PDF as WeasyPrint makes it by itself, with nothing refused: none of the product's."""

    def make(html: str) -> bytes:
        fonts = isolated_font_configuration()
        face = f"@font-face {{ font-family: PT; src: url('{(ROOT / 'styles/fonts/PTF55F.ttf').as_uri()}') }}"
        style = CSS(string=face + "html { font: 10pt PT }", font_config=fonts)
        with collected():
            made: bytes = HTML(string=html).write_pdf(stylesheets=[style], font_config=fonts)
        return made

    return make
