"""What is bound, as other readers see it: pypdf, qpdf, poppler and PDFium."""

import dataclasses
import datetime as dt
import io
import os
import pickle
import subprocess
import sys

import pikepdf
import pypdf
import pypdfium2
import pytest
from pypdf.generic import ArrayObject, DictionaryObject

from communique.digest import Matter, bind
from communique.errors import RenderFaults

LEADING, BODY = 2, 5  # pages


@pytest.fixture(scope="module")
def digest(parts, tmp_path_factory):
    """Bind the three documents."""
    path = tmp_path_factory.mktemp("digest") / "2018-07.pdf"
    path.write_bytes(bind(*parts).pdf)
    return path


@pytest.fixture(scope="module")
def reader(digest):
    return pypdf.PdfReader(digest)


def links(reader):
    """Return each link of the file: its page (0 is the first), and its page or address."""
    names = reader.named_destinations
    found = []
    for index, page in enumerate(reader.pages):
        for annotation in (reference.get_object() for reference in page.get("/Annots", ())):
            place = annotation.get("/Dest")
            place = names[place].dest_array if isinstance(place, str | bytes) else place
            leads_to = reader.get_page_number(place[0].get_object()) if place else annotation["/A"]["/URI"]
            found.append((index, leads_to))
    return found


def kids(element):
    children = element.get("/K", [])
    return [kid.get_object() for kid in (children if isinstance(children, ArrayObject) else [children])]


def elements(element):
    """Yield all elements below `element`, and itself."""
    yield element
    for kid in kids(element):
        if isinstance(kid, DictionaryObject) and "/S" in kid:
            yield from elements(kid)


def faults_of(*parts):
    with pytest.raises(RenderFaults) as caught:
        bind(*parts)
    return caught.value.faults


def test_the_file_is_sound_to_another_reader(digest):
    """… what we write opens elsewhere."""
    checked = subprocess.run(["qpdf", "--check", digest], capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_every_page_says_what_it_said_and_its_new_number(parts, digest, text_of, tmp_path):
    """… nothing is lost from a page, and its folio is the page's own."""
    planned, guests, _ = parts
    folio = 0
    for place in planned.places:
        own = tmp_path / f"{place.entry.key}.pdf"
        own.write_bytes(guests[place.entry.key][0].data)
        for page in range(1, len(place.sheets) + 1):
            folio += 1
            bound = text_of(digest, LEADING + folio)
            assert sorted(bound) == sorted([*text_of(own, page), "Juillet", str(folio)])


def test_numbers_end_where_the_specimen_s_ends(parts, matter):
    """… a number of one figure stands below one of three."""
    planned, guests, _ = parts
    (place, *_) = planned.places
    folios = (1, 10, 999)
    pdfs = [
        bind(
            dataclasses.replace(planned, places=(dataclasses.replace(place, folio=folio),)), guests, matter(1)
        ).pdf
        for folio in folios
    ]

    edges = [right_edge(pdf, str(folio)) for pdf, folio in zip(pdfs, folios, strict=True)]

    assert edges == pytest.approx([right_edge(matter(1).folio, "0123456789", page=0)] * 3, abs=0.5)


def right_edge(pdf, number, page=LEADING):
    """Return where the last `number` on `page` ends, in points, as PDFium sees it."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[page].get_textpage()
        last = text.get_text_range().rindex(number) + len(number) - 1
        return text.get_charbox(last, loose=True)[2]


def test_pages_keep_their_sizes(parts, reader):
    """… a volume may hold A4 and Letter."""
    sizes = [(float(page.mediabox.width), float(page.mediabox.height)) for page in reader.pages]

    assert sizes[LEADING:-1] == list(parts[0].sheets)
    assert len(set(parts[0].sheets)) == 2


def test_labels_are_roman_and_then_arabic_from_one(reader):
    """… the reader's page box shows the number that is printed on the page, to the last."""
    assert reader.page_labels == ["i", "ii", *map(str, range(1, BODY + 2))]


def test_the_outline_leads_to_contents_documents_and_their_headings(digest, qpdf):
    """… a long volume is crossed in two clicks, and titles do not stand twice."""

    def flat(entries):
        return [(e["title"], e["destpageposfrom1"], flat(e["kids"])) for e in entries]

    assert flat(qpdf(digest, "outlines")) == [
        ("Table", 2, []),
        ("ARV/2018/001 · Titre 1", 3, [("Partie 1.2", 4, [("Suite", 4, [])])]),
        ("ARV/2018/002 · Titre 2", 5, []),
        ("ARV/2018/003 · Titre 3", 6, [("Partie 3.2", 7, [("Suite", 7, [])])]),
        ("Index", 8, []),
    ]


def test_each_line_of_contents_and_index_leads_to_the_page_that_it_names(reader):
    """… a click lands where the printed number says."""
    around = [link for link in links(reader) if not LEADING <= link[0] < LEADING + BODY]

    assert list(dict.fromkeys(link for link in around if link[0] < LEADING))[:3] == [(1, 2), (1, 4), (1, 5)]
    assert set(around) == {(page, target) for page in (1, 7) for target in (2, 4, 5)} | {
        (1, "https://arvenia.example/")
    }


def test_links_stay_within_their_document_though_all_use_one_name(reader):
    """… a footnote of the third is not looked for in the first."""
    body = [link for link in links(reader) if LEADING <= link[0] < LEADING + BODY]

    assert body == [
        (2, 3),
        (2, "https://b1.example/"),
        (4, 4),
        (4, "https://b2.example/"),
        (5, 6),
        (5, "https://b3.example/"),
    ]


def test_each_document_is_a_part_with_its_title_its_language_and_its_source(reader):
    """… a screen reader announces where a bulletin begins, and an archivist finds what it was made from."""
    (document,) = kids(reader.root_object["/StructTreeRoot"])
    (front, *own, back) = kids(document)

    assert [part["/S"] for part in (front, *own, back)] == ["/Part"] * 5
    assert [part["/T"] for part in (front, back)] == ["Juillet", "Index"]
    assert [(part["/T"][-7:], part["/Lang"]) for part in own] == [
        ("Titre 1", "fr"),
        ("Titre 2", "en"),
        ("Titre 3", "fr"),
    ]
    attached = [[file["/EF"]["/F"].get_data() for file in kids({"/K": part["/AF"]})] for part in own]
    assert attached == [[f"number: {n}\n".encode()] for n in (1, 2, 3)]
    # pypdf gives each by its own name, too
    assert {name: files[0] for name, files in reader.attachments.items() if "/" in name} == {
        f"b{n}/b{n}.yaml": f"number: {n}\n".encode() for n in (1, 2, 3)
    }


def test_each_part_keeps_what_its_file_said_of_itself(parts, reader):
    """… author and dates of a bulletin are found in the volume, and do not pass for the volume's."""
    (document,) = kids(reader.root_object["/StructTreeRoot"])
    (_, *own, _) = kids(document)
    whole = reader.root_object["/Metadata"].get_data()

    for part, (guest,) in zip(own, parts[1].values(), strict=True):
        said = pypdf.PdfReader(io.BytesIO(guest.data)).root_object["/Metadata"].get_data()
        assert part["/Metadata"].get_data() == said
        assert said != whole


def test_the_tree_of_parents_is_whole(reader):
    """… every page and every link leads back to what it is a part of, under a number of its own."""
    tree = reader.root_object["/StructTreeRoot"]
    leaves = kids({"/K": tree["/ParentTree"]["/Kids"]})
    numbers = [int(number) for leaf in leaves for number in leaf["/Nums"][::2]]
    claimed = [int(page["/StructParents"]) for page in reader.pages]
    claimed += [
        int(annotation.get_object()["/StructParent"])
        for page in reader.pages
        for annotation in page.get("/Annots", ())
    ]

    assert numbers == sorted({*claimed})
    assert [leaf["/Limits"] for leaf in leaves] == [[leaf["/Nums"][0], leaf["/Nums"][-2]] for leaf in leaves]
    assert tree["/ParentTreeNextKey"] == numbers[-1] + 1


def test_no_identifier_is_given_twice(reader):
    """… a table's cell is not told under the header of another bulletin."""
    tree = reader.root_object["/StructTreeRoot"]
    identified = [(one["/ID"], one) for one in elements(kids(tree)[0]) if "/ID" in one]
    listed = {
        str(leaf["/Names"][place]): leaf["/Names"][place + 1].get_object()
        for leaf in kids({"/K": tree["/IDTree"]["/Kids"]})
        for place in range(0, len(leaf["/Names"]), 2)
    }

    assert len(identified) == 6  # two headers in each table
    assert listed == dict(identified)


def test_a_picture_that_all_have_stands_in_the_file_once(digest, qpdf):
    """… an emblem does not grow with the volume."""
    pictures = [
        one
        for one in qpdf(digest, "qpdf")[1].values()
        if isinstance(one, dict) and one.get("stream", {}).get("dict", {}).get("/Subtype") == "/Image"
    ]

    assert len(pictures) == 1


def streams(digest, qpdf, kind):
    """Return the streams of `kind` in the file, as qpdf finds them."""
    found = (one["stream"]["dict"] for one in qpdf(digest, "qpdf")[1].values() if "stream" in one)
    return [one for one in found if kind in (one.get("/Subtype"), one.get("/PatternType"))]


@pytest.mark.parametrize(
    ("others", "count"),
    [
        (["navy"], 1),
        (["red"], 2),  # the same content, drawn with other resources
    ],
)
def test_a_form_that_all_have_stands_in_the_file_once(parts, tmp_path, qpdf, others, count):
    """… an ornament does not grow with the volume; one that only looks alike is kept."""
    planned, guests, matter = parts
    path = tmp_path / "digest.pdf"
    colours = ["navy", "navy", *others]
    own = {key: [with_form(guests[key][0], colour)] for key, colour in zip(guests, colours, strict=True)}

    path.write_bytes(bind(planned, guests | own, matter).pdf)

    assert len(streams(path, qpdf, "/Form")) == count


def with_form(guest, colour):
    """Return `guest` with a form in the corner of its first page, whose `colour` stands in its resources."""
    with pikepdf.open(io.BytesIO(guest.data)) as pdf:
        rgb = [0, 0, 0.5] if colour == "navy" else [1, 0, 0]
        function = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=rgb, C1=rgb, N=1)
        space = pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name.Ink, pikepdf.Name.DeviceRGB, function])
        form = pdf.make_stream(b"/Ink cs 1 scn 0 0 9 9 re f")
        form.Type, form.Subtype, form.BBox = (
            pikepdf.Name.XObject,
            pikepdf.Name.Form,
            pikepdf.Array([0, 0, 9, 9]),
        )
        form.Resources = pikepdf.Dictionary(ColorSpace=pikepdf.Dictionary(Ink=pdf.make_indirect(space)))
        pdf.pages[0].Resources.XObject["/Corner"] = form
        pdf.pages[0].contents_add(b"/Artifact BMC q /Corner Do Q EMC")
        pdf.save(made := io.BytesIO(), deterministic_id=True)
    return dataclasses.replace(guest, data=made.getvalue())


def test_the_pdfs_of_one_document_follow_one_another_as_one(parts, tmp_path, qpdf):
    """… a bulletin with a PDF for each language is one in the outline and in the tags."""
    planned, guests, matter = parts
    first, second, third = (place.entry for place in planned.places)
    joined = dataclasses.replace(first, parts=(*first.parts, *second.parts))
    path = tmp_path / "digest.pdf"
    places = [
        dataclasses.replace(place, entry=entry, folio=folio)
        for place, entry, folio in zip(planned.places, (joined, third), (1, 4), strict=False)
    ]
    own = guests | {"b1": [*guests["b1"], *guests["b2"]]}

    path.write_bytes(bind(dataclasses.replace(planned, places=tuple(places)), own, matter).pdf)

    titles = [entry["title"] for entry in qpdf(path, "outlines")]
    assert titles == ["Table", first.title, third.title, "Index"]
    reader = pypdf.PdfReader(path)
    (document,) = kids(reader.root_object["/StructTreeRoot"])
    part = kids(document)[1]
    assert [(kid["/S"], kid["/Lang"]) for kid in kids(part)] == [("/Sect", "fr"), ("/Sect", "en")]
    assert (part["/T"], part["/Lang"], len(part["/AF"])) == (first.title, "fr", 2)
    titles = [f"B{n}".encode() for n in (1, 2)]
    assert all(title in kid["/Metadata"].get_data() for title, kid in zip(titles, kids(part), strict=True))
    assert [label for label in reader.page_labels if label.isdecimal()] == list("123456")


def test_the_front_matter_describes_the_whole(reader):
    """… a catalogue reads title, author and dates from the file."""
    assert reader.metadata.title == "Juillet"
    assert reader.metadata.author == "Arvénie"
    assert reader.metadata.keywords == "a, b"
    assert reader.metadata.creation_date == dt.datetime(2018, 7, 3)
    assert reader.root_object["/Lang"] == "fr"
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert b"pdfuaid:part" in reader.root_object["/Metadata"].get_data()
    assert len(reader.root_object["/OutputIntents"]) == 1


def test_the_same_parts_give_the_same_bytes_in_any_process(parts, digest, tmp_path):
    """… a rebuilt archive is byte for byte the old one, whatever order a process gives to sets."""
    script = tmp_path / "again.py"
    script.write_text(
        "import pickle, sys\nfrom communique.digest import bind\n"
        "sys.stdout.buffer.write(bind(*pickle.load(sys.stdin.buffer)).pdf)\n"
    )
    for seed in ("1", "2"):
        again = subprocess.run(
            [sys.executable, script],
            input=pickle.dumps(parts),
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        )

        assert again.stdout == digest.read_bytes()


def test_other_parts_give_another_identifier(parts, guest, digest):
    """… two files that differ do not pass for versions of one."""
    planned, guests, matter = parts

    other = bind(planned, guests | {"b2": [guest(4, 1, "letter", "en")]}, matter).pdf

    assert pypdf.PdfReader(io.BytesIO(other)).trailer["/ID"] != pypdf.PdfReader(digest).trailer["/ID"]


def test_a_volume_may_have_no_body_and_no_end(parts, matter):
    """… a month whose every bulletin was withdrawn is told all the same."""
    planned, _, _ = parts

    bound = bind(dataclasses.replace(planned, places=()), {}, Matter(matter().front))

    reader = pypdf.PdfReader(io.BytesIO(bound.pdf))
    assert reader.page_labels == ["i", "ii"]


def test_a_file_that_shrank_since_the_plan_is_refused(parts):
    """… printed page numbers are never wrong."""
    planned, guests, matter = parts

    (fault,) = faults_of(planned, guests | {"b1": guests["b2"]}, matter)

    assert fault.code == "D004"
    assert fault.message == "b2.pdf has 1 pages; the plan expected 2"


@pytest.mark.parametrize("target", ["6", "0", "x"])
def test_a_link_to_a_page_that_is_not_there_is_refused(parts, matter, target):
    """… a slip in one's own template is told, and leads nowhere."""
    planned, guests, _ = parts

    (fault,) = faults_of(planned, guests, matter(target))

    assert fault.code == "D005"
    assert f"page {target!r}" in fault.message


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<p>Juillet", "shows the number 0123456789 0 times"),
        ("<p>0123456789<p>0123456789", "shows the number 0123456789 2 times"),
    ],
)
def test_a_stamp_without_its_number_is_refused(parts, pdf, body, reason):
    """… no page goes without its number."""
    planned, guests, matter = parts
    stamp = pdf(f"<title>F</title>{body}", "@page { size: A4 }")

    (fault,) = faults_of(planned, guests, dataclasses.replace(matter, folio=stamp))

    assert fault.code == "D006"
    assert reason in fault.message


def test_a_sheet_without_a_stamp_of_its_size_is_refused(parts, pdf):
    """… no number stands beside its foot."""
    planned, guests, matter = parts
    stamp = pdf("<title>F</title><p>0123456789", "@page { size: A4 }")

    (fault,) = faults_of(planned, guests, dataclasses.replace(matter, folio=stamp))

    assert fault.code == "D006"
    assert "612 × 792" in fault.message


def with_roles(guest, **roles):
    """Return `guest` with tags of its own, which stand for others."""
    with pikepdf.open(io.BytesIO(guest.data)) as pdf:
        pdf.Root.StructTreeRoot.RoleMap = pikepdf.Dictionary(
            {f"/{tag}": pikepdf.Name(role) for tag, role in roles.items()}
        )
        pdf.save(made := io.BytesIO(), deterministic_id=True)
    return dataclasses.replace(guest, data=made.getvalue())


def test_tags_of_a_file_s_own_are_carried_over(parts):
    """… what a house calls its elements is understood in the volume, too."""
    planned, guests, matter = parts
    own = {
        "b1": [with_roles(guests["b1"][0], Dateline="/P")],
        "b3": [with_roles(guests["b3"][0], Dateline="/P", Motto="/BlockQuote")],
    }

    reader = pypdf.PdfReader(io.BytesIO(bind(planned, guests | own, matter).pdf))

    assert reader.root_object["/StructTreeRoot"]["/RoleMap"] == {"/Dateline": "/P", "/Motto": "/BlockQuote"}


def test_tags_that_contradict_those_of_another_file_are_refused(parts):
    """… no element is read as what it is not."""
    planned, guests, matter = parts
    own = {key: [with_roles(guests[key][0], Motto=role)] for key, role in (("b1", "/P"), ("b3", "/H1"))}

    (fault,) = faults_of(planned, guests | own, matter)

    assert (fault.code, fault.path) == ("D015", guests["b3"][0].path)
    assert "its tag /Motto stands for /H1, and that of another file for /P" in fault.message
