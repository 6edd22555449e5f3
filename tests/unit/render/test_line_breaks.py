"""Where WeasyPrint breaks lines, with our hand on it."""

from pathlib import Path

import pytest
from weasyprint import CSS, HTML
from weasyprint.formatting_structure import boxes

from communique.render import inside
from communique.render.fontconfig import isolated_font_configuration

ROOT = Path(__file__).parents[3]
TEXT = "The agreement is to be signed in the autumn and needs the consent of both parliaments."
WORDS = TEXT.split()
WIDTHS = [width / 4 for width in range(160, 520)]  # millimetres
FACE = f'@font-face {{ font-family: Own; src: url("{(ROOT / "styles/fonts/PTF55F.ttf").as_uri()}") }}'


@pytest.fixture(scope="module")
def press():
    """Give the fonts and the stylesheet of a page of paragraphs."""
    fonts = isolated_font_configuration()
    css = FACE + "@page { size: 300mm 9000mm } html { font: 10.5pt/15pt Own }"
    return fonts, CSS(string=css, font_config=fonts)


def lines_of(paragraph: str, press) -> list[list[str]]:
    """Return the lines of `paragraph` at each of the widths."""
    fonts, css = press
    html = "".join(f'<p style="width: {width}mm">{paragraph}' for width in WIDTHS)
    with inside.hanging_spaces():
        document = HTML(string=html).render(stylesheets=[css], font_config=fonts)
    (body,) = (box for box in inside.page_box(document.pages[0]).descendants() if box.element_tag == "body")
    return [[text_of(line) for line in paragraph.children] for paragraph in body.children]


def text_of(line) -> str:
    return "".join(box.text for box in line.descendants() if isinstance(box, boxes.TextBox)).rstrip()


@pytest.mark.parametrize("place", [3, len(WORDS) - 2, len(WORDS) - 1])
def test_an_element_around_a_word_breaks_no_line_elsewhere(place, press):
    """… a line is filled though the text before an emphasis ends in a space that has no room on it."""
    marked = [f"<span>{word}</span>" if at == place else word for at, word in enumerate(WORDS)]

    assert lines_of(" ".join(marked), press) == lines_of(TEXT, press)
