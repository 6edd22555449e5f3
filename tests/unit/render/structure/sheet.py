"""A page made for one test, and its structure tree as a line of text."""

from pathlib import Path

from communique.model import Asset, Page, Stylesheet
from communique.render import render
from conformance.tags import Check, Element, problems

ROOT = Path(__file__).parents[4]
SERIF = Asset("styles/fonts/PTF55F.ttf", (ROOT / "styles/fonts/PTF55F.ttf").read_bytes())
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0h2v1z"/></svg>'
PICTURE = Asset("p.svg", DRAWING.encode())
CSS = """
@font-face { font-family: "PT Serif"; src: url("fonts/PTF55F.ttf") }
@page { size: 100mm 100mm; margin: 15mm }
@page { @bottom-center { content: counter(page) } @top-left { content: "top" } }
html { font: 10pt "PT Serif"; image-rendering: crisp-edges } img, svg { width: 20mm }
.row { display: table; width: 100% } .row > * { display: table-cell; width: 50% }
ul ul { list-style-type: "– " }
.footnote { float: footnote } ::footnote-call, ::footnote-marker { content: "1" }
"""


def page(body: str, css: str = "", lang: str = ' lang="en"') -> Page:
    head = '<head><meta charset="utf-8"><title>T</title></head>'
    html = f"<!DOCTYPE html><html{lang}>{head}<body>{body}</body></html>"
    return Page(html, (Stylesheet("styles/own.css", CSS + css),), (SERIF, PICTURE))


def tree(body: str, css: str = "") -> str:
    """Return the tree as text, a line for each element; what the checker finds wrong is an error."""
    made = page(body, css)
    pdf = render(made)
    assert problems(pdf, made.html) == []
    return outline(Check(pdf).root)


def outline(element: Element) -> str:
    """Return tags in brackets: `P(Link)`; a language in front, where it changes."""
    inner = " ".join(outline(child) for child in element.children if isinstance(child, Element))
    lang = f"{element.entries['/Lang']}:" if "/Lang" in element.entries else ""
    return f"{lang}{element.tag}({inner})" if inner else f"{lang}{element.tag}"
