from dataclasses import replace
from pathlib import Path

import pytest

from communique.build.rendering import render_page
from communique.errors import RenderFaults
from communique.model import Asset, Limits, Page, Stylesheet

ROOT = Path(__file__).parents[3]
FONT = Asset("styles/fonts/PTF55F.ttf", (ROOT / "styles/fonts/PTF55F.ttf").read_bytes())
FACE = '@font-face { font-family: "PT Serif"; src: url("fonts/PTF55F.ttf") } html { font-family: "PT Serif" }'
PAGE = Page('<html lang="en"><title>A</title>', (Stylesheet("styles/type.css", FACE),), (FONT,))


def test_a_page_becomes_a_pdf():
    """… a build needs nothing but the page."""
    assert render_page(PAGE).startswith(b"%PDF")


def test_a_page_that_preflight_refuses_becomes_none():
    """… no PDF with text over the paper's edge leaves the press."""
    with pytest.raises(RenderFaults) as caught:
        render_page(replace(PAGE, html=f"{PAGE.html}<p style='margin-left: -50mm'>Good afternoon."))

    assert [(fault.code, fault.subject) for fault in caught.value.faults] == [("P010", "Good afternoon.")]


def test_a_page_that_is_longer_than_the_newsroom_allows_becomes_none():
    """… the newsroom's limits are kept, and the fault tells both figures."""
    long = f"{PAGE.html}<p style='break-after: page'>One<p>Two"

    with pytest.raises(RenderFaults, match="the PDF has 2 pages; the newsroom allows 1"):
        render_page(replace(PAGE, html=long, limits=Limits(pages=1)))


def test_a_fault_of_rendering_is_passed_on_as_it_is():
    """… what the renderer knows of a fault is not blurred."""
    with pytest.raises(RenderFaults) as caught:
        render_page(replace(PAGE, html="<title>A</title>"))

    assert caught.value.faults[0].code != "R010"


def test_a_renderer_that_breaks_is_a_fault_of_its_page():
    """… a page that WeasyPrint cannot bear stops no other, and is told without a traceback."""
    with pytest.raises(RenderFaults) as caught:
        render_page(replace(PAGE, html=None))

    (fault,) = caught.value.faults
    assert fault.code == "R010"
    assert fault.message.startswith("the renderer broke: TypeError")
