"""Every bulletin of every newsroom here, judged by veraPDF and by the checker of its tags."""

import contextlib
from io import BytesIO

import pytest
from pypdf import PdfReader

from communique.author.writing import write_bulletin
from communique.render import inside, render
from conformance.spoken import spoken
from conformance.tags import problems


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_every_bulletin_conforms_to_both_standards(verapdf, bulletins, profile):
    """… a bulletin of any kind, state and pair of languages can be read aloud, and kept for good."""
    broken = verapdf([one.pdf for one in bulletins], profile)

    assert {path.name: rules for path, rules in broken.items() if rules} == {}


def test_every_bulletin_declares_both_standards(bulletins):
    """… a library or an archive sees at once what it is given."""
    declared = [PdfReader(one.pdf).root_object["/Metadata"].get_data() for one in bulletins]

    for metadata in declared:
        assert b'pdfuaid:part="1"' in metadata
        assert b'pdfaid:part="3"' in metadata
        assert b'pdfaid:conformance="A"' in metadata
        assert metadata.count(b"<rdf:RDF") == 1


def test_every_bulletin_carries_its_source(bulletins):
    """… whoever has the PDF has what it says as YAML, under its file's name and dated by itself."""
    for one in bulletins:
        reader = PdfReader(one.pdf)
        (specification,) = reader.root_object["/AF"]
        file = specification["/EF"]["/F"]

        assert specification["/AFRelationship"] == "/Source"
        assert specification["/UF"] == f"{one.entry.id}.yaml"
        assert file["/Subtype"] == "/text/yaml"
        assert file.get_data() == write_bulletin(one.entry.bulletin).encode()
        assert file["/Params"]["/CreationDate"] == f"D:{one.entry.bulletin.date:%Y%m%d}"
        assert file["/Params"]["/ModDate"] == reader.metadata["/ModDate"]


def test_the_tags_of_every_bulletin_are_true(bulletins):
    """… each language is read through by itself, block by block as it was written."""
    found = {one.entry.id: problems(one.pdf.read_bytes(), one.page.html) for one in bulletins}

    assert {name: told for name, told in found.items() if told} == {}


def test_each_language_of_a_bulletin_is_one_part(bulletins):
    """… a reader of one language can leave out the other, from the masthead to the contacts."""
    for one in bulletins:
        (document,) = PdfReader(one.pdf).root_object["/StructTreeRoot"]["/K"]
        own = document["/K"]
        parts = [part.get_object() for part in (own if isinstance(own, list) else [own])]
        languages = list(dict.fromkeys(block.lang for block in spoken(one.page.html)))

        assert {part["/S"] for part in parts} == {"/Sect"}
        assert [part["/Lang"] for part in parts] == languages


def test_the_checker_does_not_pass_weasyprint_s_own_tags(bulletins, monkeypatch):
    """… the checker can fail: what WeasyPrint writes by itself is well formed, and not true."""
    monkeypatch.setattr(inside, "tagging", lambda _tagger: contextlib.nullcontext())

    found = {one.entry.id: problems(render(one.page), one.page.html) for one in bulletins}

    kinds = {problem.split(":")[0].split(" (")[0] for told in found.values() for problem in told}
    assert all(found.values())
    assert kinds >= {
        "mark",
        "words",
        "Contents",
        "Figure",
        "L holds L",
        "Scope is missing",
        "IDTree",
        "Headers",
    }


def test_a_bulletin_is_the_same_bytes_at_any_time(bulletins):
    """… neither the clock nor the run shows in a file with its attachment."""
    one = bulletins[0]

    again = render(one.page)

    assert again == one.pdf.read_bytes()
    assert PdfReader(BytesIO(again)).root_object["/AF"]
