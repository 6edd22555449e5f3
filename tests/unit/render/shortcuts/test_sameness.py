"""Pages rendered with shortcuts and without."""

import io
from unittest.mock import patch

import pypdfium2
import pytest
from PIL import Image

from communique.errors import RenderFaults
from communique.model import Asset, Page, Stylesheet
from communique.render import render
from communique.render.document import _let_go
from communique.render.shortcuts import SHORTCUTS
from newsroom_copies import ROOT

WITHOUT_GLYPHS = {name: shortcut for name, shortcut in SHORTCUTS.items() if name != "glyphs"}
FACES = {"PTF55F": "400 normal", "PTF56F": "400 italic", "PTF75F": "700 normal"}
LONG = "An incomprehensibly bureaucratic formulation of straightforward responsibilities " * 3
EMBLEM = (
    '<svg viewBox="0 0 10 10" width="3em" height="30px"><title>E</title><path d="M0 0h9v9z"/>'
    '<path d="M1 1h50%v2z" marker-end="none"/>'
    '<text x="1" y="5" font-size="3" letter-spacing="1">ab</text></svg>'
)
LOOK = "@page { size: A5 } html { font: 12pt T; hyphenate-character: '-'; image-rendering: crisp-edges }"
# What each shortcut has to keep its hands off, or to keep apart.
BODIES = {
    "lists": ("<ul><li>a<li>b<ol><li>c</ol></ul><ol><li>d</ol>", "ol { list-style-position: inside }"),
    "languages": (
        f'<div lang="en"><p>{LONG}</p></div><div lang="ru" style="margin: 3%"><p>{LONG}</p></div>',
        'html { hyphens: auto } [lang=ru] { color: red } p:lang(en) { quotes: "«" "»" }',
    ),
    "attributes": (
        '<p style="--x: 3em; width: 50%" lang="en">a<p style="--x: 5em" lang="en">b<p lang="en">c',
        "html { --x: 1em } p { padding-left: var(--x); margin: 2% }",
    ),
    "counters": (
        '<h1 id="a">One</h1><h1 id="b">Two</h1><p><a href="#b">to</a></p>',
        'h1::before { counter-increment: c; content: counter(c) " " } '
        "a::after { content: leader(dotted) target-counter(attr(href), page) }",
    ),
    "footnotes": (
        '<p>a<span class="n">first</span> b<span class="n">second</span></p>',
        '.n { float: footnote } ::footnote-call { content: counter(footnote) "*" }',
    ),
    "first": (
        f"<p class=i>{LONG}</p>",
        ".i::first-letter { font-size: 3em; float: left } .i::first-line { color: red }",
    ),
    "spaces": (
        f'<p class="j">{LONG}</p><p class="j l">{LONG}</p><pre>a\tb\nc</pre>',
        ".j { text-align: justify } "
        ".l { letter-spacing: 1px; word-spacing: 2px; text-decoration: underline } "
        "pre { tab-size: 8; font-family: T }",
    ),
    "clamped": (
        f"<p class=c>{LONG}</p><div class=e>{LONG}</div>",
        ".c { position: running(p); line-clamp: 2 } "
        "@page { @top-center { content: element(p); width: 100% } } "
        ".e { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }",
    ),
    "features": (
        "<p>12 345 fi</p><table><tr><td>1<td>2</table>",
        "p { font-variant-numeric: oldstyle-nums } table { border-collapse: collapse; margin: 1em } "
        "td { border: 1px solid; padding: 5% }",
    ),
    "boxes": (
        "<div class=f><p>a</p><p>bb</p></div><div class=g><p>c</p><p>d</p></div>",
        ".f { display: flex; width: 50% } .g { display: grid; grid-template-columns: 1fr 2fr } "
        "p { padding: 1em; min-width: 10% }",
    ),
    "pictures": (
        f'{EMBLEM}<img src="a.png" alt="a"><img src="b.png" alt="b">{EMBLEM}',
        "img { width: 20mm }",
    ),
    "paper": (
        "<p>a</p><p class=w>b</p>",
        "html { overflow: hidden } .w { width: 50vw; margin-top: 10vh } "
        "@page { @bottom-center { content: counter(page) } }",
    ),
}


def picture(mode, colour):
    data = io.BytesIO()
    Image.new(mode, (20, 10), colour).save(data, "PNG")
    return data.getvalue()


def page(body, css):
    fonts = [Asset(f"{name}.ttf", (ROOT / f"styles/fonts/{name}.ttf").read_bytes()) for name in FACES]
    faces = "".join(
        f'@font-face {{ font-family: T; src: url("{name}.ttf"); font-weight: {said.split()[0]}; '
        f"font-style: {said.split()[1]} }}\n"
        for name, said in FACES.items()
    )
    html = f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>T</title></head><body>{body}'
    pictures = Asset("a.png", picture("RGB", "red")), Asset("b.png", picture("RGBA", (0, 99, 0, 99)))
    return Page(html, (Stylesheet("own.css", f"{faces} {LOOK} {css}"),), (*fonts, *pictures))


def bare(one):
    with patch.dict(SHORTCUTS, clear=True):
        return render(one)


def seen(pdf):
    """Return the pages of `pdf` as pictures and as texts."""
    with pypdfium2.PdfDocument(pdf) as document:
        sheets = [sheet.render(scale=2).to_pil().tobytes() for sheet in document]
        return sheets, [sheet.get_textpage().get_text_bounded() for sheet in document]


@pytest.mark.parametrize("label", BODIES)
def test_all_shortcuts_but_one_give_the_bytes_that_weasyprint_gives(label):
    """… what is quicker made is the same file, the first time and the next."""
    one = page(*BODIES[label])
    expected = bare(one)

    with patch.dict(SHORTCUTS, WITHOUT_GLYPHS, clear=True):
        made = [render(one), render(one)]

    assert made == [expected, expected]


@pytest.mark.parametrize("label", BODIES)
def test_pages_look_and_read_as_weasyprint_has_them(label):
    """… a kerning of 0 that is left out was none."""
    one = page(*BODIES[label])

    made = render(one)

    assert seen(made) == seen(bare(one))


def test_what_was_rendered_before_changes_nothing():
    """… a bulletin has the same bytes in whatever order and by whatever worker it is rendered."""
    css = " ".join(css for _, css in BODIES.values())
    pages = [page(body, css) for body, _ in BODIES.values()]
    alone = []
    for one in pages:
        _let_go()
        alone.append(render(one))

    forwards = [render(one) for one in pages]
    backwards = [render(one) for one in reversed(pages)]

    assert forwards == alone
    assert backwards == alone[::-1]


def test_a_unit_of_the_paper_is_of_each_document_s_own():
    """… half of the page before is not half of this one."""
    css = "@page wide { size: A4 landscape } .wide { page: wide } p { width: 50vw; border: 1px solid }"
    upright, wide = (page(f"<h1 class={name}>a</h1><p>{LONG}</p>", css) for name in ("upright", "wide"))
    _let_go()
    alone = render(wide)

    _let_go()
    render(upright)

    assert render(wide) == alone


def test_a_fault_in_the_styles_is_told_of_every_page():
    """… WeasyPrint tells of a value that comes to nothing but once: the next page would be let through."""
    one = page("<p>a</p>", "p { --wrong: blue 3; color: var(--wrong) }")

    told = []
    for _ in range(2):
        with pytest.raises(RenderFaults) as caught:
            render(one)
        told.append([fault.code for fault in caught.value.faults])

    assert told == [["R002"], ["R002"]]
