import dataclasses
import datetime as dt
import io
import subprocess
from pathlib import Path

import pypdf
import pytest

from communique.digest import Guest, bind, measure
from communique.digest.bind import heading_of
from communique.errors import RenderFaults
from communique.model import FOLIO_ADDRESS

LEADING = 2  # pages of front matter


@pytest.fixture(scope="module")
def digest(parts, tmp_path_factory):
    """Bind the three bulletins."""
    path = tmp_path_factory.mktemp("digest") / "2018-07.pdf"
    path.write_bytes(bind(*parts))
    return path


def links(path):
    """Return each link of the file: its page (0 is the first), and its page or address."""
    reader = pypdf.PdfReader(path)
    found = []
    for index, page in enumerate(reader.pages):
        for annotation in (reference.get_object() for reference in page.get("/Annots", ())):
            if "/Dest" in annotation:
                found.append((index, reader.get_page_number(annotation["/Dest"][0].get_object())))
            else:
                found.append((index, annotation["/A"]["/URI"]))
    return found


def faults_of(*parts):
    with pytest.raises(RenderFaults) as caught:
        bind(*parts)
    return caught.value.faults


def test_the_file_is_sound_to_another_reader(digest):
    """… what we write opens elsewhere."""
    checked = subprocess.run(["qpdf", "--check", digest], capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_every_page_says_what_it_said_and_its_new_number(parts, digest, text_of, tmp_path):
    """… nothing is lost from a bulletin's page, and its folio is the page's own."""
    volume, _, _, guests = parts
    folio = 0
    for item in volume.items:
        own = tmp_path / f"{item.id}.pdf"
        own.write_bytes(guests[item.id][0].data)
        for page in range(1, len(item.sheets) + 1):
            folio += 1
            bound = text_of(digest, LEADING + folio)
            assert sorted(bound) == sorted([*text_of(own, page), "folio", str(folio)])


def test_pages_keep_their_sizes(parts, digest):
    """… a volume may hold A4 and Letter."""
    sizes = [(float(p.mediabox.width), float(p.mediabox.height)) for p in pypdf.PdfReader(digest).pages]

    assert sizes[LEADING:] == list(parts[0].sheets)
    assert len(set(parts[0].sheets)) == 2


def test_labels_are_roman_and_then_arabic_from_one(digest, qpdf):
    """… the reader's page box shows the number that is printed on the page."""
    assert qpdf(digest, "pagelabels") == [
        {"index": 0, "label": {"/S": "/r", "/St": 1}},
        {"index": LEADING, "label": {"/S": "/D", "/St": 1}},
    ]


def test_the_outline_leads_to_contents_bulletins_and_their_headings(digest, qpdf):
    """… a long volume is crossed in two clicks, and titles do not stand twice."""

    def flat(entries):
        return [(e["title"], e["destpageposfrom1"], flat(e["kids"])) for e in entries]

    assert flat(qpdf(digest, "outlines")) == [
        ("Table", 2, []),
        ("ARV/2018/001 · Titre 1", 3, [("Partie 1.2", 4, [("Suite", 4, [])])]),
        ("ARV/2018/002 · Titre 2", 5, []),
        ("ARV/2018/003 · Titre 3", 6, [("Partie 3.2", 7, [("Suite", 7, [])])]),
    ]


def test_each_line_of_the_contents_leads_to_the_first_page_of_its_bulletin(digest):
    """… a click lands where the printed number says, whole lines long, and only once."""
    front = [link for link in links(digest) if link[0] < LEADING]

    assert front == [(1, 2), (1, 4), (1, 5), (1, "https://arvenia.example/")]


def test_links_stay_within_their_bulletin_though_all_use_one_name(digest):
    """… a footnote of the third bulletin is not looked for in the first."""
    body = [link for link in links(digest) if link[0] >= LEADING]

    assert body == [
        (2, 3),
        (2, "https://b1.example/"),
        (4, 4),
        (4, "https://b2.example/"),
        (5, 6),
        (5, "https://b3.example/"),
    ]


def test_the_pdfs_of_one_bulletin_follow_one_another_under_one_entry(parts, qpdf, tmp_path):
    """… a bulletin with a PDF for each language is one in the outline, with the headings of all."""
    volume, front, folios, guests = parts
    first, second, third = volume.items
    joined = dataclasses.replace(first, parts=(*first.parts, *second.parts))
    path = tmp_path / "digest.pdf"

    path.write_bytes(
        bind(
            dataclasses.replace(volume, items=(joined, third)),
            front,
            folios,
            {"b1": (*guests["b1"], *guests["b2"]), "b3": guests["b3"]},
        )
    )

    entries = qpdf(path, "outlines")[1:]
    assert [entry["title"] for entry in entries] == [heading_of(first), heading_of(third)]
    assert [reference.path.name for reference in guests["b1"]] == ["b1.pdf"]
    assert len(pypdf.PdfReader(path).pages) == LEADING + 5


def test_the_front_matter_describes_the_whole(digest):
    """… a catalogue reads title, author and dates from the file."""
    reader = pypdf.PdfReader(digest)

    assert reader.metadata.title == "Juillet"
    assert reader.metadata.author == "Arvénie"
    assert reader.metadata.keywords == "a, b"
    assert reader.metadata.creation_date == dt.datetime(2018, 7, 3)
    assert reader.root_object["/Lang"] == "fr"
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"] is not None
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"].value is True


def test_no_tag_is_claimed_that_is_not_there(digest, qpdf):
    """… a checker or a screen reader is not promised a structure that binding has lost."""
    claims = {"/StructTreeRoot", "/MarkInfo", "/StructParents", "/StructParent", "/Tabs", "/Metadata"}
    values = [entry.get("value") for entry in qpdf(digest, "qpdf")[1].values()]

    keys = {key for value in values if isinstance(value, dict) for key in value}

    assert keys & claims == set()
    assert "/Names" not in keys
    assert "/Annots" in keys


def test_the_same_parts_give_the_same_bytes(parts, digest):
    """… a rebuilt archive is byte for byte the old one."""
    assert bind(*parts) == digest.read_bytes()


def test_other_parts_give_another_identifier(parts, digest, caplog):
    """… two files that differ do not pass for versions of one."""
    volume, front, folios, guests = parts
    (good,) = guests["b2"]
    changed = (Guest(good.path, good.data + b"\n%\n"),)

    other = pypdf.PdfReader(io.BytesIO(bind(volume, front, folios, guests | {"b2": changed})))

    assert other.trailer["/ID"] != pypdf.PdfReader(digest).trailer["/ID"]
    caplog.clear()  # pypdf tells of the comment after the end


def test_a_file_that_shrank_since_the_plan_is_refused(parts):
    """… printed page numbers are never wrong."""
    volume, front, folios, guests = parts

    (fault,) = faults_of(volume, front, folios, guests | {"b1": guests["b2"]})

    assert fault.code == "D004"
    assert fault.message == "b2.pdf has 1 pages; the plan expected 2"


def test_a_file_that_breaks_while_it_is_read_is_named(parts, caplog):
    """… damage inside a file is told like damage at its ends."""
    volume, front, folios, guests = parts
    (good,) = guests["b2"]
    plain = io.BytesIO()
    pypdf.PdfWriter(clone_from=io.BytesIO(good.data)).write(plain)
    broken = Guest(good.path, plain.getvalue().replace(b"/Subtype /Link", b"/Subtype (Link"))

    assert measure(broken) == measure(good)
    (fault,) = faults_of(volume, front, folios, guests | {"b2": (broken,)})

    assert (fault.code, fault.path) == ("D001", good.path)
    caplog.clear()  # pypdf tells of the damage too


@pytest.mark.parametrize("target", ["6", "0", "x"])
def test_a_link_to_a_page_that_is_not_there_names_the_template(parts, pdf, target):
    """… a slip in one's own template is told, and leads nowhere."""
    volume, _, folios, guests = parts
    front = pdf(f'<title>T</title><p><a href="{FOLIO_ADDRESS}{target}">x</a>')

    (fault,) = faults_of(volume, front, folios, guests)

    assert (fault.code, fault.path) == ("D005", Path("templates/digest.html.j2"))


def test_overlays_that_do_not_match_the_pages_are_refused(parts):
    """… no page goes without its number, and none bears another's."""
    volume, front, folios, guests = parts
    short = dataclasses.replace(volume, items=volume.items[:2])

    (fault,) = faults_of(short, front, folios, guests)

    assert (fault.code, fault.path) == ("D006", Path("templates/folios.html.j2"))
    assert "5" in fault.message
    assert "3" in fault.message
