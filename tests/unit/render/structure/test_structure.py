"""The structure tree of pages made here, read back from the PDF by pypdf."""

import ctypes
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader

from communique.errors import RenderFaults
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


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h1>A</h1><div><p>b <em>c</em></p></div>", "Document(H1 P)"),
        ("bare <b>text</b><p>c</p>more", "Document(P P P)"),
        ('<p>a <span lang="la">b</span></p>', "Document(P(la:Span))"),
        ('<p lang="fr">a</p>', "Document(fr:P)"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "Document(L(LI(Lbl LBody(L(LI(Lbl LBody))))))"),
        (
            "<dl><dt>a</dt><dd>b</dd><dd>c</dd><dt>d</dt><dd>e</dd></dl>",
            "Document(L(LI(Lbl LBody LBody) LI(Lbl LBody)))",
        ),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "Document(BlockQuote(P P))"),
        ("<section><h1>a</h1></section><article>b</article>", "Document(Sect(H1) Art(P))"),
        ('<p><a href="http://b.example/" title="B">a <em>b</em></a></p><a>c</a>', "Document(P(Link) P)"),
        ('<img src="p.svg" alt="a"><img src="p.svg" alt=""><p>b</p>', "Document(Figure P)"),
        (
            '<p>a<span class="footnote">n <i>o</i></span> b</p>'
            '<ul><li>c<span class="footnote">m</span></li></ul>',
            "Document(P(Reference) Note(Lbl) L(LI(Lbl LBody(Reference Note(Lbl)))))",
        ),
        ('<div>a<div class="footnote">n</div> b</div>', "Document(P P(Reference) Note(Lbl) P)"),
        ('<div>a<span class="footnote" lang="fr">n</span></div>', "Document(P(Reference) fr:Note(Lbl))"),
    ],
)
def test_elements_become_what_they_mean(body, expected):
    """… a screen reader is told of headings, lists, quotations, links and notes, and of no layout."""
    assert tree(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            '<div class="row"><div lang="en"><h1>a</h1></div><div lang="fr"><h1>b</h1></div></div>'
            '<main><div class="row"><div lang="en"><p>c</p></div><div lang="fr"><p>d</p></div></div></main>',
            "Document(en:Sect(H1 P) fr:Sect(H1 P))",
        ),
        (
            '<div class="row"><div lang="en">a</div><div lang="fr">b</div></div><p>for all</p>',
            "Document(en:Sect(P P) fr:Sect(P))",
        ),
        (
            '<figure><img src="p.svg" alt="a"><figcaption>'
            '<div lang="en"><p>b</p></div><div lang="fr"><p>c</p></div></figcaption></figure>',
            "Document(en:Sect(Div(Figure Caption(P))) fr:Sect(Div(Caption(P))))",
        ),
        (
            '<figure><div><img src="p.svg" alt="a"><div role="img" lang="fr" aria-label="b"></div>'
            '<div role="img" lang="de" aria-label="c"></div></div><figcaption>'
            '<div lang="en"><p>d</p></div><div lang="fr"><p>e</p></div></figcaption></figure>',
            "Document(en:Sect(Div(Figure Caption(P))) fr:Sect(Div(Figure Caption(P))) de:Sect(Div(Figure)))",
        ),
        (
            '<section lang="en"><p>a</p><figure lang="en"><img src="p.svg" alt="b"><figcaption lang="en">'
            '<p lang="en">c</p></figcaption></figure></section><section lang="fr"><h1>d</h1></section>',
            "Document(en:Sect(P Div(Figure Caption(P))) fr:Sect(H1))",
        ),
        (
            '<section lang="en"><h1>a</h1></section><section lang="fr"><h1>b</h1></section>',
            "Document(en:Sect(H1) fr:Sect(H1))",
        ),
        (
            '<ul><li><div lang="fr">a</div></li></ul>',
            "Document(L(LI(Lbl LBody(fr:Div(P)))))",
        ),
    ],
)
def test_what_stands_side_by_side_is_dealt_out_to_its_language(body, expected):
    """… each language is one part; what has none goes to the page's own."""
    assert tree(body) == expected


def test_a_paragraph_over_a_page_break_is_one_element():
    """… a sentence is not cut in two where the paper ends."""
    made = page(f"<p>{'a word ' * 250}</p>")

    (paragraph,) = Check(render(made)).root.children

    assert {number for number, _ in paragraph.children} == {0, 1, 2, 3}
    assert problems(render(made), made.html) == []


def test_a_table_over_a_page_break_is_one_element_with_one_head():
    """… the head that paper repeats is read once, empty cells keep their place, and all headers are found."""
    rows = "".join(f"<tr><th>r{n}</th><td>{n}</td><td></td></tr>" for n in range(40))
    head = '<tr><th></th><th scope="col" colspan="2">b</th></tr>'
    body = f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"

    check = Check(render(page(body)))

    (table,) = check.root.children
    head, *others = table.children
    assert (head.tag, [one.tag for one in others]) == ("THead", ["TBody"])
    assert [len(row.children) for row in others[0].children] == [3] * 40
    wide = head.children[0].children[1]
    assert (wide.attributes["/ColSpan"], wide.attributes["/Scope"]) == (2, "/Column")
    row = others[0].children[-1]
    assert row.children[0].attributes["/Scope"] == "/Row"
    assert [check.names[key] for key in row.children[2].attributes["/Headers"]] == [
        row.children[0].number,
        wide.number,
    ]
    assert problems(render(page(body)), page(body).html) == []


def test_a_cell_is_found_under_the_headers_of_its_place():
    """… cells that are higher or wider than one, and headers that are, take none for another."""
    body = (
        "<table><thead><tr><th>x</th><th>y</th><th>z</th></tr></thead>"
        '<tbody><tr><th rowspan="2">a</th><th rowspan="2">b</th><td>c</td></tr><tr><td>d</td></tr>'
        '<tr><th>e</th><td colspan="2">f</td></tr>'
        '<tr><th>g</th><td rowspan="2">h</td><td colspan="wide">i</td></tr>'
        "<tr><th>j</th><td>k</td></tr></table>"
    )

    check = Check(render(page(body)))

    said = {one.number: check.text(one.children[0]) for one in check.elements if one.tag in {"TH", "TD"}}
    cells = {
        said[one.number]: "".join(said[check.names[key]] for key in one.attributes["/Headers"])
        for one in check.elements
        if one.tag == "TD"
    }
    assert cells == {"c": "abz", "d": "abz", "f": "eyz", "h": "gyj", "i": "gz", "k": "jz"}
    assert problems(render(page(body)), page(body).html) == []


def test_a_caption_below_its_table_is_read_where_it_is_written():
    """… what the styles lay elsewhere keeps its place in the reading."""
    body = "<table><caption>a</caption><tbody><tr><td>b</td></tr></tbody></table>"

    assert tree(body, "table { caption-side: bottom }") == "Document(Table(Caption TBody(TR(TD))))"


@pytest.mark.parametrize(
    ("start", "numbering"),
    [
        ("<ul", "Disc"),
        ("<ol", "Decimal"),
        ('<ol style="list-style: lower-roman"', "LowerRoman"),
        ('<ul style="list-style: none"', "None"),
        ("<ul style=\"list-style: '– '\"", "None"),
        ("<ul style=\"list-style-type: symbols('*')\"", "None"),
        ('<ol style="list-style: decimal-leading-zero"', "Decimal"),
    ],
)
def test_a_list_says_how_it_counts(start, numbering):
    """… a reader hears whether the order matters."""
    body = f"{start}><li>a</li></{start[1:3]}>"

    (one,) = Check(render(page(body))).root.children

    assert one.attributes["/ListNumbering"] == f"/{numbering}"


def test_a_picture_s_box_is_in_points_from_the_foot():
    """… a reader that shows where the picture is shows it there."""
    css = "img { position: absolute; left: 10mm; top: 20mm; width: 20mm; height: 10mm }"

    (figure,) = Check(render(page('<img src="p.svg" alt="a">', css))).root.children

    point = 72 / 25.4
    expected = [(15 + 10) * point, (85 - 20 - 10) * point, (15 + 30) * point, (85 - 20) * point]
    assert [float(edge) for edge in figure.attributes["/BBox"]] == pytest.approx(expected, abs=0.02)


def test_running_heads_and_feet_are_artifacts():
    """… page numbers do not break into a sentence."""
    check = Check(render(page("<p>a</p><p style='break-before: page'>b</p>")))

    assert [one.artifacts for one in check.content] == ["top1", "top2"]
    contents = PdfReader(BytesIO(render(page("<p>a</p>")))).pages[0].get_contents().operations
    kinds = [
        operands[1] for operands, operator in contents if operator == b"BDC" and operands[0] == "/Artifact"
    ]
    assert {kind["/Subtype"] for kind in kinds} == {"/Header", "/Footer"}


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


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<p dir="rtl">+44 20 <b>(7946)</b></p>', ["+44 20 ", "(7946) "]),
        ('<p dir="rtl" style="width: 12mm">first second</p>', ["first ", "second "]),
        ("<p>one \u200ftwo</p>", ["one \u200ftwo"]),
        ("<p>one</p>", []),
    ],
)
def test_text_from_right_to_left_is_said_in_the_order_of_reading(body, words):
    """… nobody hears a number backwards, and words on either side of a line's end stay apart."""
    made = page(body)

    check = Check(render(made))

    assert problems(render(made), made.html) == []
    assert [str(one.entries["/ActualText"]) for one in check.elements if one.tag == "Span"] == words


def test_a_leader_is_an_artifact():
    """… nobody hears forty full stops."""
    css = ".l::after { content: leader('.') } .l { display: block }"

    check = Check(render(page('<p class="l">a</p>', css)))

    assert "".join(check.content[0].texts.values()) == "a"


@pytest.mark.parametrize(
    ("title", "contents"),
    [(' title="the office"', "the office"), ("", "a very long link")],
)
def test_a_link_over_two_lines_is_one_link(title, contents):
    """… a link is told once, though each of its lines can be pressed."""
    body = f'<p style="width: 12mm"><a href="http://a.example/"{title}>a very <b>long</b> link</a></p>'

    made = render(page(body))

    annotations = [one.get_object() for one in PdfReader(BytesIO(made)).pages[0]["/Annots"]]
    assert len(annotations) > 2
    assert {one["/Contents"] for one in annotations} == {contents}
    assert outline(Check(made).root) == "Document(P(Link))"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('<p style="opacity: 0.5">a</p>', "translucent"),
        ('<p class="foot"><a href="http://a.example/">a</a></p>b', "running head or foot"),
        ('<img src="p.svg">', "the picture p.svg has no words"),
        (f"<p>a</p>{DRAWING}", "drawn in the page"),
        (
            '<figure><img src="p.svg" alt=""><div role="img" aria-label="a"></div></figure>',
            "'a' belong to no",
        ),
        ('<img src="p.svg" alt="a"><div role="img" aria-label="b"></div>', "'b' belong"),
    ],
)
def test_what_no_reader_could_reach_is_a_fault(body, told):
    """… a template that hides something from a screen reader is told what, and what to do."""
    css = ".foot { position: running(f) } @page { @bottom-left { content: element(f) } }"

    with pytest.raises(RenderFaults) as caught:
        render(page(body, css))

    (fault,) = caught.value.faults
    assert fault.code == "R011"
    assert told in fault.message
    assert fault.hint


def test_a_page_without_a_language_is_a_fault():
    """… no page is read aloud in a guessed language."""
    with pytest.raises(RenderFaults) as caught:
        render(page("<p>a</p>", lang=""))

    assert [fault.code for fault in caught.value.faults] == ["R011"]
