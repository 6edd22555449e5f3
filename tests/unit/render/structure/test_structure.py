"""The structure tree of pages made here, read back from the PDF by pypdf."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from communique.errors import RenderFaults
from communique.render import render
from conformance.tags import Check, problems
from unit.render.structure.sheet import DRAWING, outline, page, tree


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


def test_running_heads_and_feet_are_artifacts():
    """… page numbers do not break into a sentence."""
    check = Check(render(page("<p>a</p><p style='break-before: page'>b</p>")))

    assert [one.artifacts for one in check.content] == ["top1", "top2"]
    contents = PdfReader(BytesIO(render(page("<p>a</p>")))).pages[0].get_contents().operations
    kinds = [
        operands[1] for operands, operator in contents if operator == b"BDC" and operands[0] == "/Artifact"
    ]
    assert {kind["/Subtype"] for kind in kinds} == {"/Header", "/Footer"}


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
