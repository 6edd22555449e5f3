"""Rendering: the same page gives the same bytes, and what is missing stops it."""

import gc
import io
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from communique.errors import RenderFaults
from communique.model import Asset, Page, Stylesheet
from communique.render import render
from communique.render.fontconfig import NO_SYSTEM_FONTS

ROOT = Path(__file__).parents[3]
SERIF = Asset("styles/fonts/PTF55F.ttf", (ROOT / "styles/fonts/PTF55F.ttf").read_bytes())
SQUARE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>s</title><path d="M0 0h1v1H0z"/></svg>'
)
CSS = (
    '@font-face { font-family: "PT Serif"; src: url("fonts/PTF55F.ttf") }\nhtml { font-family: "PT Serif" }\n'
)


def page(body: str = "<h1>Title</h1><p>Text</p>", css: str = "", assets: tuple[Asset, ...] = ()) -> Page:
    head = '<meta charset="utf-8"><title>T</title>'
    html = f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{body}</body></html>'
    return Page(html, (Stylesheet("styles/own.css", CSS + css),), (SERIF, *assets))


def faults_of(made: Page):
    with pytest.raises(RenderFaults) as caught:
        render(made)
    return caught.value.faults


def test_a_machine_without_fonts_is_told_of_no_ugly_output(tmp_path):
    """… in a container that has none, what WeasyPrint expects of them frightens nobody."""
    (tmp_path / "fonts.conf").write_text(NO_SYSTEM_FONTS, encoding="utf-8")
    environment = os.environ | {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf")}

    done = subprocess.run(
        [sys.executable, "-c", "import communique.render"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stderr == ""


def test_the_same_page_gives_the_same_bytes_at_any_time_and_place(monkeypatch):
    """… a build can be repeated and compared."""
    first = render(page())
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    monkeypatch.setenv("LC_ALL", "C")

    second = render(page())

    monkeypatch.undo()
    time.tzset()
    assert first == second


def test_the_result_is_a_tagged_pdf_with_its_own_fonts_only():
    """… the file declares PDF/UA-1 and embeds the newsroom's font, not one of the machine."""
    reader = pypdf.PdfReader(
        io.BytesIO(
            render(
                page(
                    "<h1>Title</h1><p style='font-family: serif'>Привет</p>",
                    "p { font-family: 'PT Serif' !important }",
                )
            )
        )
    )

    fonts = {str(font["/BaseFont"]) for font in reader.pages[0]["/Resources"]["/Font"].values()}
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in reader.root_object["/Metadata"].get_object().get_data()
    assert all(name.endswith("PT-Serif") for name in fonts)


def test_each_page_tells_its_type_area():
    """… what leaves the margins' frame can be found in the file alone, page by page."""
    css = "@page { size: 200pt 300pt; margin: 30pt 20pt 50pt 40pt } @page :first { margin-top: 80pt }"

    made = render(page("<h1>One</h1><p style='break-before: page'>Two</p>", css))

    areas = [one["/ArtBox"] for one in pypdf.PdfReader(io.BytesIO(made)).pages]
    assert [[float(edge) for edge in area] for area in areas] == [
        pytest.approx([40, 50, 180, 220]),
        pytest.approx([40, 50, 180, 270]),
    ]


def test_a_picture_among_the_assets_is_drawn():
    """… a relative name finds the page's own picture."""
    asset = Asset("photos/a.svg", SQUARE)

    assert render(page('<img src="photos/a.svg" alt="a">', assets=(asset,))).startswith(b"%PDF")


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/a.png",
        "https://example.org/a.png",
        "file:///etc/passwd",
        "ftp://example.org/a",
        "../../a.png",
    ],
)
@pytest.mark.parametrize(
    "body",
    ['<img src="{}" alt="a">', "<p style=\"background: url('{}')\">x</p>", '<object data="{}">x</object>'],
)
def test_nothing_outside_the_page_s_assets_is_read(address, body):
    """… neither the network nor a file of the machine ever gets into a bulletin."""
    faults = faults_of(page(body.format(address)))

    assert {fault.code for fault in faults} >= {"R003"}


def test_a_picture_that_reaches_out_is_refused():
    """… an SVG cannot smuggle in what the page itself may not read."""
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        b'viewBox="0 0 9 9"><title>s</title>'
        b'<image xlink:href="file:///etc/hostname" width="9" height="9"/></svg>'
    )

    faults = faults_of(page('<img src="a.svg" alt="a">', assets=(Asset("a.svg", svg),)))

    assert "R003" in {fault.code for fault in faults}


def test_a_missing_picture_is_named():
    """… the press officer reads which file to lay where."""
    faults = faults_of(page('<img src="photos/kingston.jpg" alt="Kingston">'))

    assert [(fault.code, fault.message) for fault in faults] == [("R003", "photos/kingston.jpg is missing")]


def test_a_picture_that_is_none_is_told():
    """… a damaged file does not leave a blank space on paper."""
    faults = faults_of(page('<img src="a.jpg" alt="a">', assets=(Asset("a.jpg", b"not a picture"),)))

    assert "R006" in {fault.code for fault in faults}


def test_a_picture_of_absurd_size_is_refused():
    """… a small file that unfolds to 100 million dots does not fill the memory."""
    data = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(data, "PNG")

    (fault,) = faults_of(page('<img src="a.png" alt="a">', assets=(Asset("a.png", data.getvalue()),)))

    assert fault.code == "R006"
    assert fault.message.startswith("the picture a.png cannot be read")


@pytest.mark.parametrize(
    "svg",
    [
        b'<!DOCTYPE s [<!ENTITY a "xxxxxxxxxx">'
        + b"".join(b'<!ENTITY %c "%s">' % (c, (b"&%c;" % (c - 1)) * 10) for c in b"bcdefghij")
        + b']><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>&j;</title></svg>',
        b'<!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><text>&a;</text></svg>',
    ],
    ids=["a billion laughs", "an entity of the machine"],
)
def test_a_picture_with_hostile_entities_is_refused(svg):
    """… XML's entities neither fill the memory nor bring in a file."""
    faults = faults_of(page('<img src="a.svg" alt="a">', assets=(Asset("a.svg", svg),)))

    assert {fault.code for fault in faults} == {"R006"}


def test_bad_css_names_its_file_line_and_column():
    """… whoever changed a stylesheet finds the place."""
    (fault,) = faults_of(page(css="p { colour: red }"))

    assert (fault.code, fault.path, fault.line, fault.column) == ("R002", Path("styles/own.css"), 3, 5)


def test_all_of_a_stylesheet_s_faults_come_in_one_run():
    """… two slips are mended in one go."""
    faults = faults_of(page(css="p { colour: red }\nh1 { widht: 3mm }\n@nonsense { }"))

    assert [fault.line for fault in faults] == [3, 4, 5]


def test_a_character_that_no_font_has_is_named():
    """… no empty box is printed in its place."""
    (fault,) = faults_of(page("<p>Peace ✓</p>"))

    assert fault.code == "R004"
    assert fault.subject == "✓"
    assert fault.message == "no font of the newsroom has '✓' (U+2713 CHECK MARK)"
    assert "fonts-noto-core" in fault.hint
    assert "'Noto Sans Symbols2'" in fault.hint


def test_the_characters_of_a_script_that_no_font_has_are_told_together():
    """… a page of Chinese without its font is two lines of faults and not a thousand."""
    faults = faults_of(page("<p>和平，和平。中国的和平 ☮ ש</p>"))

    assert sorted(fault.subject for fault in faults) == ["ש", "☮", "和"]
    chinese = next(fault for fault in faults if fault.subject == "和")
    assert chinese.message == (
        "no font of the newsroom has '和' (U+548C CJK UNIFIED IDEOGRAPH-548C), "
        "'平' (U+5E73 CJK UNIFIED IDEOGRAPH-5E73), '，' (U+FF0C FULLWIDTH COMMA) and 4 more"
    )
    assert "fonts-noto-cjk" in chinese.hint
    assert "'Noto Serif CJK SC'" in chinese.hint


def test_a_sign_that_is_in_no_known_font_is_to_be_replaced():
    """… nobody is sent to a package that does not help."""
    (fault,) = faults_of(page("<p>\N{GRINNING FACE}</p>"))

    assert fault.hint.startswith("replace them, or lay a font")


def test_a_family_that_nobody_declares_is_told():
    """… a misspelt font is not replaced in silence."""
    (fault,) = faults_of(page(css="p { font-family: 'PT Seriff' }"))

    assert fault.code == "R005"
    assert "PT Seriff" in fault.message
    assert "PT Serif" in fault.hint


def test_styles_without_any_font_are_told():
    """… a newsroom's own stylesheet that forgot the fonts gets a line: without a font Pango would crash."""
    bare = Page("<!DOCTYPE html><title>T</title><p>Text</p>", (Stylesheet("styles/own.css", "p {}"),), ())

    (fault,) = faults_of(bare)

    assert (fault.code, fault.message) == ("R005", "the styles declare no font at all")


def test_a_missing_font_file_is_told():
    """… a stylesheet that names a font which is not there stops the page."""
    faults = faults_of(page(css='@font-face { font-family: "Own"; src: url("fonts/own.ttf") }'))

    told = [(fault.path, fault.message) for fault in faults if fault.code == "R003"]
    assert told == [(Path("styles/own.css"), "styles/fonts/own.ttf is missing")]


def test_a_font_that_is_none_is_told():
    """… a damaged font file does not fall back to another face."""
    css = '@font-face { font-family: "Own"; src: url("fonts/own.ttf") }'

    (fault,) = faults_of(page(css=css, assets=(Asset("styles/fonts/own.ttf", b"not a font"),)))

    assert (fault.code, "Own" in fault.message) == ("R006", True)


def test_the_environment_is_left_as_it_was(monkeypatch):
    """… keeping the machine's fonts out is over when the fonts are read."""
    monkeypatch.setenv("FONTCONFIG_FILE", "own.conf")

    render(page(css="/* a stylesheet not seen before */"))

    assert os.environ["FONTCONFIG_FILE"] == "own.conf"


@pytest.mark.parametrize(
    "body", ["<p>Text", '<p><img src="missing.png" alt="x">'], ids=["printed", "refused"]
)
@pytest.mark.parametrize("collects", [True, False])
def test_python_s_collector_works_after_a_page_as_it_did_before(body, collects):
    """… a long run of many pages does not fill the memory."""
    (gc.enable if collects else gc.disable)()

    with suppress(RenderFaults):
        render(page(body))

    after = gc.isenabled()
    gc.enable()
    assert after is collects
