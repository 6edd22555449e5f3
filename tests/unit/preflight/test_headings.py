import pytest


@pytest.mark.parametrize("levels", [(1, 2, 3, 2, 3, 1, 2), (1,), (), (1, 1, 2, 2, 1)])
def test_headings_that_go_down_step_by_step_are_sound(found, levels):
    """… one may go up as far as one likes, and down one level at a time."""
    assert found("<p>Text</p>" + "".join(f"<h{level}>Heading</h{level}>" for level in levels)) == ()


@pytest.mark.parametrize(
    ("levels", "told"), [((1, 3), "level 3 after one of level 1"), ((2,), "level 2 with none above it")]
)
def test_a_skipped_level_is_found(found, levels, told):
    """… who goes from heading to heading finds the whole way."""
    (finding,) = found("".join(f"<h{level}>Heading {level}</h{level}>" for level in levels))

    assert (finding.code, finding.page, finding.words) == ("P022", 1, f"Heading {levels[-1]}")
    assert told in finding.what
    assert round(finding.left) == 20


def test_each_language_has_its_own_headings(found):
    """… a level of one language does not stand in for another's."""
    body = "<div lang=en><h1>One</h1><h2>Two</h2></div><div lang=fr><h1>Un</h1><h3>Trois</h3></div>"

    assert [(finding.code, finding.words) for finding in found(body)] == [("P022", "Trois")]


def test_headings_are_followed_over_pages(found):
    """… a page may begin with a heading of the third level, where the second stood on the page before."""
    css = "h3 { break-before: page }"

    assert found("<h1>One</h1><h2>Two</h2><h3>Three</h3>", css) == ()
    assert [finding.page for finding in found("<h1>One</h1><h3>Three</h3>", css)] == [2]


def test_a_heading_that_is_a_link_is_one(found):
    """… what stands inside the heading does not hide it."""
    (finding,) = found("<h1>One</h1><h3><a href='https://example.org'>Three</a></h3>")

    assert (finding.code, finding.words) == ("P022", "Three")
