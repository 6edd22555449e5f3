import pytest

from communique.preflight import inspect
from spoiled_pdfs import edited

TEXT = "<p>Good afternoon, ladies and gentlemen."
TALL = "<div lang=en><p>One</p><p class=low>Two</p></div>"


def test_text_in_its_place_is_sound(found):
    """… nothing is told of a page with nothing wrong."""
    assert found(TEXT) == ()


@pytest.mark.parametrize(
    ("css", "left", "top"),
    [
        ("p { margin-left: -30mm }", -10, 21),
        ("p { white-space: nowrap; margin-left: 140mm }", 160, 21),
        ("p { position: absolute; top: -30mm }", 20, -9),
        ("p { position: absolute; top: 276mm }", 20, 297),
    ],
    ids=["left", "right", "top", "bottom"],
)
def test_text_over_the_paper_s_edge_is_found(found, css, left, top):
    """… a line that nobody could read to its end is told with its place."""
    (finding,) = found(TEXT, css)

    assert (finding.code, finding.page) == ("P010", 1)
    assert (finding.left, finding.top) == (pytest.approx(left, abs=1), pytest.approx(top, abs=1))
    assert finding.words == "Good afternoon, ladies and gentlemen."


def test_the_page_of_a_finding_is_told(found):
    """… the one page of many is named, counted from 1."""
    css = ".far { break-before: page; margin-left: -30mm }"

    assert [finding.page for finding in found("<p>One<p class=far>Two", css)] == [2]


def test_a_picture_over_the_paper_s_edge_is_found(found, picture):
    """… a photograph is not cut by the paper."""
    css = "img { width: 60mm; margin-left: 140mm }"

    (finding,) = found("<img src='picture.png' alt='grey'>", css, picture(600, 600))

    assert (finding.code, round(finding.left), round(finding.top)) == ("P010", 160, 20)
    assert finding.message.startswith("page 1, 160 mm from the left, 20 mm from the top: a picture runs")


def test_what_stands_within_10_mm_of_the_edge_is_found(found):
    """… nothing is lost on a printer that leaves the rim blank: text, rules and coloured bands alike."""
    near = "p { margin-left: -12mm }", "p { margin-left: -9mm }"

    assert [finding.code for finding in found(TEXT, near[0])] == ["P011"]
    assert [finding.code for finding in found(TEXT, near[1])] == ["P012"]
    assert [finding.code for finding in found(TEXT, "p { border-bottom: 1pt solid; margin: 0 -11mm }")] == [
        "P011"
    ]


def test_white_near_the_edge_is_no_ink(found):
    """… a white ground over the whole sheet is no fault."""
    assert found(TEXT, "@page { background: #fff }") == ()
    assert [finding.code for finding in found(TEXT, "@page { background: #eee }")] == ["P011"]


def test_text_outside_the_type_area_is_found(found):
    """… a line in the margin is told, though it would print."""
    (finding,) = found(TEXT, "p { margin-left: -5mm }")

    assert (finding.code, round(finding.left)) == ("P012", 15)


def test_a_little_way_into_the_margin_is_found(found):
    """… a line that is a millimetre too wide is told: neither a slip of rounding nor a leaning letter."""
    assert [finding.code for finding in found(TEXT, "p { margin-left: -1.2mm }")] == ["P012"]


def test_a_type_area_that_comes_near_the_edge_excuses_nothing(found):
    """… whoever sets the margins too narrow is told, though all keeps to them."""
    assert [finding.code for finding in found(TEXT, "@page { margin: 7mm }")] == ["P011"]


def test_a_type_area_off_the_paper_excuses_nothing(printed):
    """… a page whose file says that its text belongs elsewhere is judged by it."""

    def move(pdf):
        pdf.pages[0].ArtBox = [-50, -50, -10, -10]

    assert [finding.code for finding in inspect(edited(printed(TEXT), move))] == ["P012"]


def test_a_picture_outside_the_type_area_is_found(found, picture):
    """… a photograph keeps to the margins that the text keeps to."""
    css = "img { width: 176mm }"

    assert [f.code for f in found("<img src='picture.png' alt='grey'>", css, picture(2000, 100))] == ["P012"]


def test_a_running_head_stands_in_the_margin_by_right(found):
    """… heads and feet are no fault, unless they come too near to the edge."""
    css = "@page { @top-left { content: 'Head'; font: 8pt 'PT Serif'; vertical-align: bottom } }"

    assert found(TEXT, css) == ()
    assert [f.code for f in found(TEXT, css + "@page { @top-left { padding-bottom: 12mm } }")] == ["P011"]


def test_an_italic_letter_may_lean_out_of_the_type_area(found):
    """… what typography allows is no fault."""
    assert found("<p style='text-align: right; font-style: italic'>off") == ()


@pytest.mark.parametrize(
    ("css", "codes"),
    [
        ("@page { bleed: 3mm; background: #eee }", []),
        ("@page { bleed: 3mm } body::before { content: ''; position: fixed; inset: -26mm -20mm auto; "
         "height: 9mm; background: #00f }", ["P010"]),
        ("@page { bleed: 3mm; margin: 7mm }", ["P011"]),
    ],
)  # fmt: skip
def test_what_bleeds_reaches_the_end_of_the_bleed(found, css, codes):
    """… else the knife leaves a white edge; text is kept from the edge as ever."""
    assert [finding.code for finding in found(TEXT, css)] == codes
