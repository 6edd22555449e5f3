import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from communique.model import Limits
from communique.preflight import inspect

WORDS = [
    "a",
    "of",
    "ёлка",
    "(jgpq),",
    "Ångström",
    "Übereinkommen",
    "rechtsschutzversicherungsgesellschaften",
    "«да»",
    "f",
    "1–2",
]


def test_what_is_no_pdf_is_told(printed):
    """… whatever the bytes are, they end in a finding and not in a traceback."""
    pdf = printed("<p>Text")

    for data in (b"", b"Good afternoon.", pdf[:200], b"%PDF-1.7\n%%EOF"):
        assert [finding.code for finding in inspect(data)] == ["P001"]


def test_a_pdf_without_pages_is_told():
    """… a file with nothing to print is not called sound."""
    PdfWriter().write(made := io.BytesIO())

    assert [finding.code for finding in inspect(made.getvalue())] == ["P001"]


@pytest.mark.parametrize("password", ["", "secret"])
def test_an_encrypted_pdf_is_told(printed, password):
    """… a file that an archive could not open is refused, though a reader opens it without asking."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(printed("<p>Text"))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    writer.write(made := io.BytesIO())

    assert [finding.code for finding in inspect(made.getvalue())] == ["P002"]


def test_limits_are_kept(found):
    """… a newsroom says how much its readers are sent."""
    body = "<p style='break-after: page'>One<p>Two"

    assert found(body, limits=Limits(pages=2, kilobytes=500)) == ()
    assert [f.code for f in found(body, limits=Limits(pages=1, kilobytes=1))] == ["P030", "P031"]
    assert "has 2 pages; the newsroom allows 1" in found(body, limits=Limits(pages=1))[0].message


@pytest.mark.parametrize(
    ("content", "pages", "told"),
    [(b"0 0 1 1 re f\n" * 50_001, 1, (1, "more is drawn")), (b"", 5001, (None, "has 5001 pages"))],
    ids=["drawings", "pages"],
)
def test_more_than_is_looked_through_is_told(content, pages, told):
    """… a file made to hold up the machine is refused, and not read for hours."""
    (finding,) = inspect(written(content, pages))

    assert (finding.code, finding.page) == ("P003", told[0])
    assert told[1] in finding.message


def test_a_file_of_absurd_size_is_not_opened():
    """… what is larger than any digest is not even parsed."""
    assert [finding.code for finding in inspect(bytes(256 * 2**20 + 1))] == ["P003"]


def test_a_vast_page_takes_no_vast_memory(printed, qr_code):
    """… a symbol five metres wide is scanned with fewer dots, and read all the same."""
    css = "@page { size: 14400pt 14400pt; margin: 20mm } svg { width: 4700mm !important }"

    made = printed(f"<figure>{qr_code('https://example.org')}</figure>", css)

    assert "P020" not in [finding.code for finding in inspect(made)]


def test_hostile_structure_ends(printed):
    """… forms that hold themselves and tags nested a thousand deep are borne."""
    nested = b"<</Type/StructElem/S/P/P 1 0 R/K " * 3000 + b"[]" + b">>" * 3000
    own = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length 5>>"
    own += b"stream\n/X Do\nendstream"

    for fifth, content in ((nested, b""), (own, b"1 0 0 1 99 99 cm /X Do")):
        assert inspect(written(content, 1, fifth)) == ()


def test_text_in_no_colour_is_found():
    """… words that only a machine can see are told: a scan's hidden text has no place in a bulletin."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"

    found = inspect(written(b"BT 3 Tr /F 12 Tf 100 700 Td (Good afternoon) Tj ET", 1, font))

    assert [(one.code, one.words) for one in found] == [
        ("P016", "Good afternoon"),
        ("P018", "Good afternoon"),
    ]


def test_only_the_pages_that_are_asked_for_are_looked_at(printed):
    """… what was proved before need not be proved again; what stands before a heading may be unseen."""
    pages = "".join(f"<p class=pale>{word}</p><h3>{word}</h3>" for word in ("Two", "Four"))
    made = printed(f"<h1>One</h1>{pages}", "p, h3 { break-before: page } .pale { color: #bbb }")

    assert [(one.code, one.page) for one in inspect(made)] == [("P016", 2), ("P022", 3), ("P016", 4)]
    assert [(one.code, one.page) for one in inspect(made, only={1, 3, 4, 9})] == [("P016", 4)]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(*[st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map(" ".join)] * 2),
        min_size=1,
        max_size=8,
    )
)
def test_whatever_is_set_in_columns_is_sound(found, rows):
    """… no text that merely is long, short or uneven is taken for a fault."""
    cells = (
        f"<div class=row><div lang=en><p>{a}</p></div><div lang=ru><p>{b}</p></div></div>" for a, b in rows
    )

    assert found("".join(cells), "p { margin-bottom: 7pt; hyphens: auto }") == ()


def written(content: bytes, pages: int, fifth: bytes = b"null") -> bytes:
    """Write a PDF by hand: `pages` times the same of `content`; `fifth` is its form, its font and its tag."""
    kids = b"3 0 R " * pages
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/StructTreeRoot"
        b"<</Type/StructTreeRoot/K 5 0 R/ParentTree<</Nums[0[5 0 R]]>>>>>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/StructParents 0"
        b"/Resources<</XObject<</X 5 0 R>>/Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        fifth,
    ]
    body = b"".join(b"%d 0 obj%sendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer<</Root 1 0 R/Size 6>>"
