from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name
from weasyprint import HTML

from spoiled_pdfs import edited, passed_through

HTML_PAGE = '<html lang="en"><title>T</title><style>@font-face {{ font-family: F; src: url("{font}") }}'
HTML_PAGE += "html {{ font-family: F }}</style><h1>Title</h1><p>Text"
FONT = Path(__file__).parents[3] / "styles/fonts/PTF55F.ttf"


# tags


def parentless(pdf):
    pdf.pages[1].obj.StructParents = 99


def branched(pdf):
    tree = pdf.Root.StructTreeRoot.ParentTree
    leaf = pdf.make_indirect(Dictionary(Nums=tree.Nums, Limits=Array([0, 1])))
    pdf.Root.StructTreeRoot.ParentTree = Dictionary(Kids=Array([leaf]))


def astray(pdf):
    del pdf.pages[0].obj.Annots[1].StructParent


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda pdf: pdf.Root.__delattr__("StructTreeRoot"), "it has no structure tree"),
        (lambda pdf: pdf.Root.StructTreeRoot.__delattr__("K"), "it has no structure tree"),
        (lambda pdf: pdf.Root.__delattr__("MarkInfo"), "its /MarkInfo does not say that it is tagged"),
        (
            lambda pdf: pdf.Root.MarkInfo.__setattr__("Marked", False),
            "its /MarkInfo does not say that it is tagged",
        ),
        (lambda pdf: pdf.Root.__delattr__("Lang"), "it names no language"),
        (lambda pdf: pdf.Root.__setattr__("Lang", ""), "it names no language"),
        (lambda pdf: pdf.Root.__setattr__("Lang", pdf.Root.StructTreeRoot), "it names no language"),
        (
            lambda pdf: pdf.Root.StructTreeRoot.__delattr__("ParentTree"),
            "it has no ParentTree in one piece",
        ),
        (branched, "it has no ParentTree in one piece"),
        (
            lambda pdf: pdf.pages[0].obj.__delattr__("StructParents"),
            "page 1 does not lead to its tags",
        ),
        (parentless, "page 2 does not lead to its tags"),
        (astray, "an annotation on page 1 does not lead to its tag"),
    ],
)
def test_a_file_without_all_of_its_tags_is_refused(told, sound, change, reason):
    """… one deaf page does not make a whole volume unreadable to those who listen."""
    assert told(edited(sound, change)) == ("D013", f"is not tagged in full: {reason}")


# standards


def metadata(pdf, before, after):
    data = pdf.Root.Metadata.read_bytes()
    assert before in data
    pdf.Root.Metadata.write(data.replace(before, after))


ARCHIVE = "does not declare PDF/A-3a; expected PDF/A-3a and PDF/UA-1 in one"
ACCESS = "does not declare PDF/UA-1; expected PDF/A-3a and PDF/UA-1 in one"
VERSION = "is PDF 2.0; expected PDF/A-3a and PDF/UA-1 in one, which end with PDF 1.7"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda pdf: pdf.Root.__delattr__("Metadata"), ARCHIVE),
        (lambda pdf: metadata(pdf, b'pdfaid:part="3"', b'pdfaid:part="2"'), ARCHIVE),
        (lambda pdf: metadata(pdf, b'pdfaid:conformance="A"', b'pdfaid:conformance="B"'), ARCHIVE),
        (lambda pdf: metadata(pdf, b'pdfuaid:part="1"', b""), ACCESS),
        (lambda pdf: metadata(pdf, b'pdfuaid:part="1"', b'pdfuaid:part="2"'), ACCESS),
        (lambda pdf: pdf.Root.__setattr__("Version", Name("/2.0")), VERSION),
    ],
)
def test_a_file_that_declares_less_than_the_volume_is_refused(told, sound, change, reason):
    """… a volume never claims what one of its parts does not."""
    assert told(edited(sound, change)) == ("D014", reason)


def test_a_file_of_pdf_2_is_refused(told, sound, tmp_path):
    """… neither standard knows it."""
    newer = passed_through(tmp_path, sound, "qpdf", "--force-version=2.0", "IN", "OUT")

    assert told(newer) == ("D014", VERSION)


@pytest.mark.parametrize(
    ("options", "code"),
    [({}, "D013"), ({"pdf_variant": "pdf/ua-1"}, "D014"), ({"pdf_variant": "pdf/a-3a"}, "D014")],
)
def test_what_weasyprint_prints_by_itself_is_refused_for_what_it_lacks(told, options, code):
    """… whoever binds files of their own learns which variant they need."""
    assert told(printed(**options))[0] == code


def printed(**options):
    """Return a page as WeasyPrint alone prints it."""
    page = HTML(string=HTML_PAGE.format(font=FONT.as_uri()))
    return page.write_pdf(output_intent="", **options)  # its own, it opens and never closes
