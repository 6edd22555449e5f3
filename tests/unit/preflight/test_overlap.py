import pytest

TEXT = "Good afternoon, ladies and gentlemen."


def test_text_that_its_box_cuts_off_is_found(found):
    """… no line ends in nothing."""
    css = "div { height: 20pt; overflow: hidden }"

    (finding,) = found(f"<div><p>{TEXT}</p><p>Second</p></div>", css)

    assert (finding.code, finding.words, round(finding.left)) == ("P014", "Second", 20)


@pytest.mark.parametrize(
    "css", ["p { width: 40mm; white-space: nowrap; overflow: hidden }", "p { height: 6pt; overflow: hidden }"]
)
def test_text_that_is_cut_on_any_side_is_found(found, css):
    """… a word is not cut through its middle, nor a line through its height."""
    assert [finding.code for finding in found(f"<p>{TEXT}", css)] == ["P014"]


def test_a_box_within_a_box_cuts_no_less(found):
    """… the smaller of two boxes counts, whichever holds the other."""
    css = "section, div { overflow: hidden } section { height: 20pt } div { height: 60pt }"

    assert [f.words for f in found("<section><div><p>One</p><p>Two</p></div></section>", css)] == ["Two"]


def test_a_box_that_is_large_enough_cuts_nothing(found):
    """… hidden overflow is no fault where nothing overflows."""
    assert found(f"<p>{TEXT}", "p { overflow: hidden; border-radius: 2pt }") == ()


def test_text_over_text_is_found(found):
    """… two lines in one place cannot be read."""
    (finding,) = found(f"<p>{TEXT}</p><p class=up>Second line</p>", ".up { margin-top: -12pt }")

    assert (finding.code, finding.page) == ("P015", 1)
    assert (finding.left, finding.top) == (pytest.approx(20, abs=0.5), pytest.approx(21, abs=1))
    assert "is printed over" in finding.what


def test_text_over_a_picture_is_found(found, picture):
    """… a float that slid over its neighbour is told."""
    css = "img { width: 40mm; float: left } p { position: absolute; left: 30mm; width: 100mm }"

    (finding,) = found(f"<img src='picture.png' alt='grey'><p>{TEXT}", css, picture(400, 400))

    assert (finding.code, finding.words) == ("P015", TEXT)
    assert "a picture" in finding.what


def test_text_under_a_shape_is_found(found):
    """… a box that is painted over a line hides it."""
    css = "div { position: absolute; top: 0; left: 0; width: 90mm; height: 10mm; background: #fff }"

    (finding,) = found(f"<p>{TEXT}</p><div></div>", css)

    assert (finding.code, finding.words) == ("P015", TEXT)
    assert "covered by a shape" in finding.what


def test_tight_lines_superscripts_and_italics_do_not_overlap(found):
    """… what typography sets close together is no fault."""
    css = "p { font: 12pt/13pt 'PT Serif' } sup { font-size: 70%; line-height: 0; vertical-align: super }"
    body = "<p>Ångström jumps quickly<sup>12</sup>, <em>off</em>f <em>of</em>) <em>of</em>. <em>if</em>”"
    body += "<br>Ёлка, ýgjpq Å<sup>3</sup>"

    assert found(body, css) == ()


def test_a_line_through_text_does_not_cover_it(found):
    """… what is struck out is meant to be read."""
    assert (
        found(
            "<p><s>Struck</s> <u>out</u>",
            "s { text-decoration: line-through } u { text-decoration: underline }",
        )
        == ()
    )


def test_a_frame_around_text_does_not_cover_it(found):
    """… a rule on each side, square or round, is no ground and no cover."""
    body = "<p><span class=a>Unofficial</span> <span class=b>translation</span>"
    css = "span { border: 1pt solid #8a5a00; padding: 2pt } .a { border-radius: 2pt }"

    assert found(body, css) == ()
