"""What newsroom.yaml says of colours, fonts and paper, as CSS."""

import pytest

from communique.compose.brand import brand_stylesheet
from communique.model import Asset, Face, Newsroom, Stack, Typefaces

NONE = Typefaces()
EMBLEM = Asset("e.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"/>')


@pytest.fixture
def newsroom():
    """Return what makes a newsroom that speaks some languages."""

    def make(*languages):
        return Newsroom.model_validate(
            {
                "name": dict.fromkeys(languages, "A"),
                "series": "A",
                "languages": list(languages),
                "website": "https://example.org/",
                "timezone": "UTC",
                "brand": {
                    "emblem": "e.svg",
                    "primary": "#123456",
                    "accent": "#654321",
                    "stripe": ["#ffffff", "#0000ff", "#ff0000"],
                },
                "contacts": {"press": {"address": dict.fromkeys(languages, "A")}},
                "page": {"size": "Letter"},
            }
        )

    return make


def test_colours_stripe_and_paper_are_the_newsroom_s(newsroom):
    """… a house's look changes without a stylesheet of its own."""
    css = brand_stylesheet(newsroom("en"), NONE, EMBLEM).css

    assert "size: Letter" in css
    assert "--primary: #123456; --accent: #654321" in css
    assert "#ffffff 0%, #ffffff 33.33%, #0000ff 33.33%, #0000ff 66.67%" in css
    assert "--text" not in css


def test_faces_are_declared_and_ordered(newsroom):
    """… a family that newsroom.yaml names reaches every rule of every stylesheet."""
    faces = (
        Face("Own", 400, False, "styles/fonts/own.ttf"),
        Face('Q"x', 700, True, "styles/fonts/machine/a-2.otf"),
    )
    typefaces = Typefaces(faces, Stack(("Own", "PT Serif"), ('Q"x',)))

    css = brand_stylesheet(newsroom("en"), typefaces, EMBLEM).css

    assert (
        '@font-face { font-family: "Own"; src: url("fonts/own.ttf"); font-weight: 400; font-style: normal }'
    ) in css
    assert (
        '@font-face { font-family: "Q\\"x"; src: url("fonts/machine/a-2.otf"); '
        "font-weight: 700; font-style: italic }"
    ) in css
    assert ':root, [lang] { --text: "Own", "PT Serif"; --label: "Q\\"x" }' in css


def test_a_language_whose_script_leads_has_its_own_order_after_wider_tags(newsroom):
    """… traditional signs are not drawn in the simplified ones' face."""
    stacks = {tag: Stack((tag,), (tag,)) for tag in ("zh-Hant", "zh")}
    typefaces = Typefaces((), Stack(("A",), ("B",)), stacks)

    css = brand_stylesheet(newsroom("zh-Hant", "zh"), typefaces, EMBLEM).css

    wider, narrower = css.index(":lang(zh) { --text"), css.index(":lang(zh-Hant) { --text")
    assert css.index(":root, [lang] { --text") < wider < narrower


def test_pages_and_lists_are_counted_in_the_language_s_own_figures(newsroom):
    """… a page in Egypt's Arabic counts its pages as it writes its dates; Morocco's as French does."""
    egyptian, moroccan = (
        brand_stylesheet(newsroom("en", tag), NONE, EMBLEM).css for tag in ("ar-EG", "ar-MA")
    )

    assert ".folio:lang(ar-EG) .page-number::before { content: counter(page, arabic-indic) }" in egyptian
    assert "main :lang(ar-EG) ol { list-style-type: arabic-indic }" in egyptian
    assert "counter" not in moroccan
