"""What is printed around the body, plain and small: contents, an index and the number of a page.

It is made here and not by communique's own templates, so that the binder is proved on any tagged PDF.
"""

from collections.abc import Iterable

from communique.model import Asset, Page, Stylesheet
from communique.render import render
from newsroom_copies import ROOT

LINKS = "https://digest.invalid/"
SERIF = Asset("styles/fonts/PTF55F.ttf", (ROOT / "styles/fonts/PTF55F.ttf").read_bytes())
CSS = """
@font-face { font-family: "PT Serif"; src: url("fonts/PTF55F.ttf") }
@page { size: A4; margin: 20mm }
html { font: 10pt "PT Serif" }
"""
NUMBERS = "@page { @bottom-center { content: counter(page, %s) } } @page :first { counter-reset: page %d }"
FOLIO = """
@page n%d { size: %gpt %gpt; margin: 0 28pt 28pt 0; @bottom-right { content: "0123456789" } }
.n%d { page: n%d }
"""
NUMBER = "@page { @bottom-right { font-size: 8pt; vertical-align: bottom; padding-bottom: 8pt } }"


def front(lines: Iterable[tuple[str, int]]) -> bytes:
    """Print the contents: each line is a title and the folio where it is found."""
    link = '<p><a href="{links}{folio}" title="{title}">{title}, {folio}</a></p>'
    items = "".join(link.format(links=LINKS, title=title, folio=folio) for title, folio in lines)
    body = f'<h1>Contents</h1>{items}<p><a href="https://isles.example.org/">The islands</a></p>'
    return render(_page("A month of the isles", body, NUMBERS % ("lower-roman", 1)))


def back(lines: Iterable[tuple[str, int]], last: int) -> bytes:
    """Print an index in a table, whose pages count on from folio `last`."""
    rows = "".join(
        f'<tr><td><a href="{LINKS}{folio}" title="{topic}">{topic}</a></td><td>{folio}</td></tr>'
        for topic, folio in lines
    )
    table = f"<table><thead><tr><th>Topic</th><th>Page</th></tr></thead><tbody>{rows}</tbody></table>"
    return render(_page("Index", f"<h1>Index</h1>{table}", NUMBERS % ("decimal", last + 1)))


def folio(sizes: Iterable[tuple[float, float]]) -> bytes:
    """Print the stamp: all ten figures at the foot of one page for each of `sizes`, in points."""
    listed = list(sizes)
    body = "".join(f'<div class="n{n}">&#160;</div>' for n in range(len(listed)))
    rules = [FOLIO % (n, width, height, n, n) for n, (width, height) in enumerate(listed)]
    return render(_page("Page numbers", body, "\n".join([*rules, NUMBER])))


def _page(title: str, body: str, css: str) -> Page:
    head = f'<head><meta charset="utf-8"><title>{title}</title></head>'
    html = f'<!DOCTYPE html><html lang="en">{head}<body>{body}</body></html>'
    return Page(html, (Stylesheet("styles/own.css", CSS + css),), (SERIF,))
