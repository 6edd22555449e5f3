"""Text that WeasyPrint finds no room for, and says nothing of."""

from pathlib import Path

import pytest

from communique.errors import RenderFaults
from communique.model import Asset, Page, Stylesheet
from communique.render import render

ROOT = Path(__file__).parents[3]
SERIF = Asset("styles/fonts/PTF55F.ttf", (ROOT / "styles/fonts/PTF55F.ttf").read_bytes())
CSS = """
@font-face { font-family: "PT Serif"; src: url("fonts/PTF55F.ttf") }
@page { size: 60mm 60mm; margin: 10mm; @top-center { content: element(head) } }
@page :first { @top-center { content: none } }
html { font: 10pt "PT Serif"; hyphens: auto; hyphenate-character: "-" }
.note { float: footnote }
.head { position: running(head) }
.hidden { display: none }
h1 { text-transform: uppercase }
h2::first-letter { color: green }
h2::before { content: "before " }
"""
LONG = " ".join(["unhyphenated"] * 60)


def page(body):
    html = f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>T</title><body>{body}</body></html>'
    return Page(html, (Stylesheet("styles/own.css", CSS),), (SERIF,))


def test_a_table_s_head_that_no_page_can_hold_is_a_fault():
    """… figures are never printed without what they are figures of."""
    with pytest.raises(RenderFaults) as caught:
        render(page(f"<table><thead><tr><th>{LONG}</th></tr></thead><tr><td>1</td></tr></table>"))

    (fault,) = caught.value.faults
    assert fault.code == "R012"
    assert fault.message.startswith("'unhyphenated unhyphenated")
    assert fault.subject == LONG


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{LONG}</p>",
        f"<h1>{LONG}</h1>",
        "<h2>initial</h2>",
        "<ul><li>one<li>two</ul><p class=hidden>hidden</p>",
        "<p class=head>only from the second page on</p><p>text</p>",
        f"<p>a<span class=note>{LONG}</span></p>",
        f"<table><thead><tr><th>head</th></tr></thead><tr><td>{LONG}<tr><td>{LONG}</table>",
        "<div style='position: absolute'>placed</div><div style='float: right'>floated</div>",
    ],
    ids=[
        "over pages",
        "in capitals",
        "an initial",
        "hidden",
        "running",
        "footnote",
        "repeated head",
        "out of turn",
    ],
)
def test_what_is_shown_or_hidden_by_the_styles_is_not_lost(body):
    """… a text that goes over pages, runs along or is left out by a theme is no fault."""
    assert render(page(body)).startswith(b"%PDF")
