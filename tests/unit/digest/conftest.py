"""Small real PDFs and the values that a digest is planned from."""

import datetime as dt
import json
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from communique.digest import Entry, Guest, Matter, Selection, measure, plan
from communique.digest.bind import LINKS
from communique.errors import RenderFaults
from communique.model import Asset, Page, Stylesheet
from communique.render import render

ROOT = Path(__file__).parents[3]
SERIF = Asset("styles/fonts/PTF55F.ttf", (ROOT / "styles/fonts/PTF55F.ttf").read_bytes())
FONT = '@font-face { font-family: "PT Serif"; src: url("fonts/PTF55F.ttf") } html { font-family: "PT Serif" }'
STAMP = "@page { @bottom-right { content: element(folio) } } .folio { position: running(folio) }"
PICTURE = "styles/square.png"
NOW = dt.datetime(2018, 8, 1, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="session")
def pdf():
    """Return a function that prints HTML as a PDF."""
    drawn = BytesIO()
    Image.new("RGB", (40, 40), "navy").save(drawn, "png")
    square = Asset(PICTURE, drawn.getvalue())

    def make(body, css="", lang="fr", head="", source=None):
        html = f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>{body}'
        return render(Page(html, (Stylesheet("styles/t.css", FONT + css),), (SERIF, square), source))

    return make


@pytest.fixture(scope="session")
def guest(pdf):
    """Return a function that makes a document with a table, a picture, a link to a note and one outward.

    Each uses the same names as all others; the note stands on the last page.
    """

    def make(number, pages=1, size="A4", lang="fr"):
        body = (
            f'<h1>Titre {number}</h1><p><a href="#note">note</a> <a href="https://b{number}.example/">out</a>'
            f'<p>Sigle {"abcdefg"[number]}<img src="{PICTURE}" alt="Un carré" width=20>'
            f"<table><tr><th scope=col>Port<th scope=col>Prix<tr><td>Est<td>{number}</table>"
        )
        for page in range(2, pages + 1):
            body += f'<h2 style="break-before: page">Partie {number}.{page}</h2><h3>Suite</h3>'
        body += f'<p id="note">Note {number}'
        source = Asset(f"b{number}.yaml", f"number: {number}\n".encode())
        data = pdf(f"<title>B{number}</title>{body}", f"@page {{ size: {size} }}", lang=lang, source=source)
        return Guest(Path(f"out/b{number}.pdf"), data)

    return make


@pytest.fixture(scope="session")
def matter(pdf):
    """Return a function that makes front matter with links to `folios`, a stamp and end matter."""

    def make(*folios):
        links = "".join(f'<p><a href="{LINKS}{folio}"><span>Titre {folio}</span></a>' for folio in folios)
        head = (
            "<title>Juillet</title><meta name=author content=Arvénie><meta name=keywords content='a, b'>"
            "<meta name=dcterms.created content=2018-07-03>"
        )
        site = "<p><a href='https://arvenia.example/'>site</a>"
        front = f'<p>Couverture</p><h1 style="break-before: page">Table</h1>{links}{site}'
        rules = "@page a { size: A4 } @page l { size: letter }" + STAMP
        pages = "".join(f'<p style="page: {name}; break-before: page">' for name in "al")
        return Matter(
            front=pdf(front, head=head),
            back=pdf(f"<title>Index</title><h1>Index</h1>{links}"),
            folio=pdf(f"<title>F</title><div class=folio>Juillet <b>0123456789</b></div>{pages}", rules),
        )

    return make


@pytest.fixture(scope="session")
def parts(guest, matter):
    """Return a plan of three documents on five pages of two sizes, and all that binding needs."""
    guests = {"b1": [guest(1, 2)], "b2": [guest(2, 1, "letter", "en")], "b3": [guest(3, 2)]}
    entries = [
        Entry(
            f"b{n}",
            f"ARV/2018/00{n} · Titre {n}",
            dt.date(2018, 7, n),
            n,
            tuple(map(measure, guests[f"b{n}"])),
        )
        for n in (1, 2, 3)
    ]
    return plan(entries, Selection(), NOW), guests, matter(1, 3, 4)


@pytest.fixture(scope="session")
def sound(pdf):
    """Return a bulletin's PDF of two pages of two sizes, with a link to a note and one outward."""
    body = '<h1>Titre</h1><p><a href="#note">note</a> <a href="https://b.example/">site</a>'
    body += '<h2 style="break-before: page">Suite</h2><p id="note">Note'
    return pdf(f"<title>B</title>{body}", "@page { size: 595.5pt 842pt } @page :first { size: letter }")


@pytest.fixture(scope="session")
def told():
    """Return a function that gives the code and the reason of the one fault of a file that is refused.

    The fault must name the file and say what to do about it.
    """

    def measured(data):
        path = Path("out/bulletins/2018/07/b.pdf")
        with pytest.raises(RenderFaults) as caught:
            measure(Guest(path, data))
        (fault,) = caught.value.faults
        assert fault.path == path
        assert fault.message.startswith("b.pdf ")
        assert "build the bulletin again" in fault.hint
        assert fault.message.isprintable()
        return fault.code, fault.message.removeprefix("b.pdf ")

    return measured


@pytest.fixture
def qpdf():
    """Return a function that has qpdf read one key of a PDF: a reader that is not ours."""

    def read(path, key):
        command = ["qpdf", "--json", f"--json-key={key}", str(path)]
        return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)[key]

    return read


@pytest.fixture
def text_of():
    """Return a function that gives the text of one page (1 is the first), as poppler reads it."""

    def read(path, page):
        command = ["pdftotext", "-f", str(page), "-l", str(page), str(path), "-"]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()

    return read
