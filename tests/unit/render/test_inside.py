"""Holds WeasyPrint to what `communique.render.inside` takes for granted."""

import inspect
import re
from pathlib import Path

import pytest
import weasyprint
import weasyprint.pdf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf.stream import Stream

from communique.render import inside

ROOT = Path(__file__).parents[3]
READ_THEM_AGAIN = "read the names of render/inside.py again in the new WeasyPrint, then set MINOR and the pin"
PRIVATE = re.compile(r"(?<!self)\._[a-z]\w*")


def test_weasyprint_is_of_the_minor_version_that_was_read():
    """… a new minor version is never used before somebody has looked at its inside."""
    major, minor = map(int, inside.MINOR.split("."))
    pin = f'"weasyprint>={inside.MINOR},<{major}.{minor + 1}"'

    assert weasyprint.__version__.split(".")[:2] == inside.MINOR.split("."), READ_THEM_AGAIN
    assert pin in (ROOT / "pyproject.toml").read_text("utf-8"), READ_THEM_AGAIN


@pytest.mark.parametrize("name", ["MarginBox", "TableRowGroupBox", "ReplacedBox", "TextBox"])
def test_the_kinds_of_box_are_there(name):
    """… each kind of box that is looked for still exists."""
    assert issubclass(getattr(boxes, name), boxes.Box), READ_THEM_AGAIN


def test_boxes_say_what_is_asked_of_them():
    """… links, leaders and a table's head are still told by the box itself."""
    assert boxes.Box.link_annotation is None, READ_THEM_AGAIN
    assert boxes.Box.is_leader is False, READ_THEM_AGAIN
    assert boxes.TableRowGroupBox.is_header is False, READ_THEM_AGAIN
    assert boxes.TableRowGroupBox.is_footer is False, READ_THEM_AGAIN
    assert "_box" in inspect.getsource(AbsolutePlaceholder.__init__), READ_THEM_AGAIN
    assert "_page_box" in inspect.getsource(weasyprint.document.Page.__init__), READ_THEM_AGAIN


def test_streams_keep_marks_by_box():
    """… the page's marked content can still be traced to its boxes."""
    assert "self._tags[box] = {'tag': tag, 'mcid': mcid}" in inspect.getsource(Stream.marked), READ_THEM_AGAIN


def test_the_tagger_is_called_as_expected():
    """… our tags still take the place of WeasyPrint's, and only while they are asked for."""
    calls = []
    html = weasyprint.HTML(string="<html lang=en><title>T</title><p>text")

    with inside.tagging(lambda *given: calls.append(given)):
        html.write_pdf(pdf_variant="pdf/ua-1")
    html.write_pdf(pdf_variant="pdf/ua-1")

    (pdf, document, _version, streams), *others = calls
    assert not others, READ_THEM_AGAIN
    assert pdf.catalog["Type"] == "/Catalog"
    assert inside.root_element(document).get("lang") == "en"
    assert [*inside.marked_boxes(streams[0]).values()] == [0]


def test_boxes_are_seen_before_they_are_laid_out():
    """… the whole text and its footnotes can still be counted, and only while that is asked for."""
    seen = []
    css = weasyprint.CSS(string="i { float: footnote }")
    html = weasyprint.HTML(string="<html lang=en><title>T</title><p>text<i>note</i>")

    with inside.before_layout(seen.append):
        html.render(stylesheets=[css])
    html.render(stylesheets=[css])

    assert [[box.element_tag for box in boxes] for boxes in seen] == [["html", "i"]], READ_THEM_AGAIN


def test_no_other_module_touches_private_names():
    """… whoever takes a new WeasyPrint in has one module to read, and one room with shortcuts."""
    room = ROOT / "src/communique/render"
    private = [path for path in room.rglob("*.py") if PRIVATE.findall(path.read_text("utf-8"))]

    assert {path.relative_to(room).parts[0] for path in private} == {"inside.py", "shortcuts"}


@pytest.mark.parametrize(
    ("body", "areas"),
    [
        ('<a href="/a" style="display: block"><span style="display: block">a <b>b</b></span> c</a>', ["/a"]),
        ('<p><a href="/a">a <em>b <i>c</i></em></a> <a href="/b">d</a>', ["/a", "/b"]),
        ('<p style="width: 3em"><a href="/a">one two <b>three</b></a>', ["/a", "/a", "/a"]),
    ],
    ids=["a block", "emphasis", "three lines"],
)
def test_a_link_has_one_area_for_each_piece_of_it(body, areas):
    """… what stands inside of a link is no second link over the first."""
    html = weasyprint.HTML(string=f"<html lang=en><title>T</title>{body}", base_url="http://x.invalid")
    document = html.render()

    inside.join_areas_of_links(document)

    found = [target.removeprefix("http://x.invalid") for _, target, _, _ in document.pages[0].links]
    assert found == areas
