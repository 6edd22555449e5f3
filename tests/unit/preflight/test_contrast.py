import pytest

TEXT = "<p><span>Good afternoon.</span>"


@pytest.mark.parametrize("colour", ["#000", "#767676", "#10264f"])
def test_text_that_is_dark_enough_is_sound(found, colour):
    """… 4.5:1 is enough in any hue."""
    assert found(TEXT, f"span {{ color: {colour} }}") == ()


@pytest.mark.parametrize(
    ("css", "told"),
    [
        ("span { color: #fff }", "1.00:1"),
        ("span { color: #777 }", "4.47:1"),
        ("span { color: rgba(0, 0, 0, 0.5) }", "4.00:1"),
        ("p { background: #10264f } span { color: #333 }", "1.1"),
        ("p { background: #fff } body { background: #000 } span { color: #eee }", "1.16:1"),
        ("p { background: linear-gradient(to right, #fff, #000) } span { color: #fff }", "1.0"),
    ],
    ids=["white", "pale", "half transparent", "dark on dark", "topmost ground", "gradient"],
)
def test_text_that_is_too_pale_is_found(found, css, told):
    """… the ratio is that of the text with what really lies under it."""
    findings = [finding for finding in found(TEXT, css) if finding.code != "P011"]

    assert [(finding.code, finding.words) for finding in findings] == [("P016", "Good afternoon.")]
    assert told in findings[0].what
    assert (round(findings[0].left), round(findings[0].top)) == (20, 21)


@pytest.mark.parametrize(
    "css",
    [
        "p { background: #10264f } span { color: #fff }",
        "p { background: linear-gradient(#111, #333) } span { color: #fff }",
        "p { border-bottom: 1pt solid #ccc; border-left: 3pt solid #000 }",
        "p { border: 1pt solid #555; border-radius: 3pt; padding: 2pt }",
    ],
    ids=["band", "gradient", "rules", "round frame"],
)
def test_what_reads_well_on_its_ground_is_sound(found, css):
    """… white on a dark band is as good as black on white, and a rule is no ground."""
    assert found(TEXT, css) == ()


def test_what_is_drawn_later_is_no_ground(found):
    """… a text below a shape is told once, by that, and not by the shape's colour."""
    css = "p { position: relative } p::after { content: ''; position: absolute; inset: 0; background: #000 }"

    assert [finding.code for finding in found(TEXT, css)] == ["P015"]


def test_every_page_has_its_own_count(found):
    """… one wrong colour is one fault on each page, with the number of its places."""
    findings = found(
        "<p>One<p>Two<p>Three<p class=next>Four", "p { color: #ccc } .next { break-before: page }"
    )

    assert [(finding.page, finding.words) for finding in findings] == [(1, "One"), (2, "Four")]
    assert findings[0].what.endswith("(and 2 more such places on this page)")
    assert "more" not in findings[1].what
