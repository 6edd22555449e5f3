"""Small real PDFs and the values that a digest is planned from."""

import datetime as dt
import json
import subprocess
from pathlib import Path

import pytest

from communique.digest import Guest, measure
from communique.digest.monthly import Member, plan
from communique.errors import RenderFaults
from communique.model import FOLIO_ADDRESS, Asset, Bulletin, Newsroom, Page, Stylesheet
from communique.render import render

ROOT = Path(__file__).parents[3]
SERIF = Asset("styles/fonts/PTF55F.ttf", (ROOT / "styles/fonts/PTF55F.ttf").read_bytes())
FONT = '@font-face { font-family: "PT Serif"; src: url("fonts/PTF55F.ttf") } html { font-family: "PT Serif" }'
NOW = dt.datetime(2018, 8, 1, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="session")
def newsroom():
    """Return a newsroom of two languages, French first."""
    return Newsroom.model_validate(
        {
            "name": {"fr": "Ambassade d’Arvénie", "en": "Embassy of Arvenia"},
            "series": "ARV",
            "languages": ["fr", "en"],
            "website": "https://arvenia.example/",
            "timezone": "UTC",
            "brand": {"emblem": "e.svg", "primary": "#000000", "accent": "#000000", "stripe": ["#000000"]},
            "contacts": {"press": {"address": {"fr": "A", "en": "A"}}},
        }
    )


@pytest.fixture(scope="session")
def bulletin():
    """Return a function that makes a bulletin of July 2018, or of another date."""

    def make(number, date="2018-07-10", **more):
        return Bulletin.model_validate(
            {
                "number": number,
                "kind": "statement",
                "date": date,
                "place": {"fr": "Port", "en": "Port"},
                "title": {"fr": f"Titre {number}", "en": f"Title {number}"},
                "body": {"fr": "Texte", "en": "Text"},
                **more,
            }
        )

    return make


@pytest.fixture(scope="session")
def pdf():
    """Return a function that prints HTML as a PDF."""

    def make(body, css="", lang="fr", head=""):
        html = f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>{body}'
        return render(Page(html, (Stylesheet("styles/t.css", FONT + css),), (SERIF,)))

    return make


@pytest.fixture(scope="session")
def parts(newsroom, bulletin, pdf):
    """Return a volume of three bulletins on five pages of two sizes, and all that binding needs.

    Each bulletin has a link to a note by the same name, on its last page, and one outward.
    """

    def guest(number, pages, size):
        body = (
            f'<h1>Titre {number}</h1><p><a href="#note">note</a> <a href="https://b{number}.example/">out</a>'
        )
        for page in range(2, pages + 1):
            body += f'<h2 style="break-before: page">Partie {number}.{page}</h2><h3>Suite</h3>'
        body += f'<p id="note">Note {number}'
        data = pdf(f"<title>B{number}</title>{body}", f"@page {{ size: {size} }}")
        return (Guest(Path(f"out/b{number}.pdf"), data),)

    guests = {"b1": guest(1, 2, "A4"), "b2": guest(2, 1, "letter"), "b3": guest(3, 2, "A4")}
    members = [
        Member(f"b{n}", bulletin(n, f"2018-07-0{n}"), tuple(map(measure, guests[f"b{n}"]))) for n in (1, 2, 3)
    ]
    volume = plan(dt.date(2018, 7, 1), members, newsroom, NOW)
    links = "".join(
        f'<p><a href="{FOLIO_ADDRESS}{item.folio}" style="display: block"><span>Titre {item.id}</span></a>'
        for item in volume.items
    )
    head = (
        "<title>Juillet</title><meta name=author content=Arvénie><meta name=keywords content='a, b'>"
        "<meta name=dcterms.created content=2018-07-03>"
    )
    cover = '<p>Couverture</p><h1 style="break-before: page">Table</h1>'
    front = pdf(cover + links + "<p><a href='https://arvenia.example/'>site</a>", head=head)
    rules = "@page a { size: A4 } @page l { size: letter }"
    names = ["a", "a", "l", "a", "a"]
    overlays = "".join(
        f'<p style="page: {name}; break-before: page">folio {n}' for n, name in enumerate(names, 1)
    )
    return volume, front, pdf(f"<title>F</title>{overlays}", rules), guests


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
