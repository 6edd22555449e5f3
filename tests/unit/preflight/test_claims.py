import io

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from communique.preflight.claims import Claims, read_claims

PACKET = b'<rdf:RDF><rdf:Description pdfaid:part="2" pdfaid:conformance="B"/></rdf:RDF>'


def with_metadata(packet: bytes = b"", pack: bool = False) -> bytes:
    """Write a blank PDF whose catalog leads to the metadata `packet`, if there is one."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if packet:
        stream = DecodedStreamObject()
        stream.set_data(packet)
        stream.update(
            {NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")}
        )
        packed = stream.flate_encode() if pack else stream
        writer.root_object[NameObject("/Metadata")] = writer._add_object(packed)
    writer.write(made := io.BytesIO())
    return made.getvalue()


def updated(pdf: bytes, packet: bytes) -> bytes:
    """Append a later version of the metadata to `pdf`, as editors do (ISO 32000-1, 7.5.6)."""
    writer = PdfWriter(io.BytesIO(pdf), incremental=True)
    writer.root_object["/Metadata"].set_data(packet)
    writer.write(made := io.BytesIO())
    return made.getvalue()


def test_a_bulletin_tells_its_pages_languages_and_standards(printed):
    """… what a reader is told of a file is what stands in it."""
    body = "<div lang=en><p>One</p></div><div lang=ru><p>Два</p><p style='break-before: page'>Три</p></div>"

    assert read_claims(printed(body)) == Claims(2, ("en", "ru"), ("PDF/A-3a", "PDF/UA-1"))


def test_a_file_that_claims_nothing_has_no_claims():
    """… nothing is claimed for a file that does not claim it itself."""
    assert read_claims(with_metadata()) == Claims(1, (), ())


@pytest.mark.parametrize(
    "pdf",
    [with_metadata(PACKET), with_metadata(PACKET, pack=True), updated(with_metadata(b"<old/>"), PACKET)],
    ids=["plain", "packed", "updated"],
)
def test_metadata_is_read_however_it_is_packed(pdf):
    """… neither compression nor a later version of the metadata hides what is declared."""
    assert read_claims(pdf) == Claims(1, (), ("PDF/A-2b",))


def test_metadata_of_nothing_in_the_catalog_is_not_the_file_s():
    """… what a picture says of itself is no claim of the file."""
    orphan = b"9 0 obj<</Type/Metadata/Subtype/XML>>stream\n%s\nendstream endobj\n" % PACKET

    assert read_claims(with_metadata() + orphan) == Claims(1, (), ())


def test_damaged_metadata_claims_nothing():
    """… a broken packet ends in no traceback."""
    assert read_claims(with_metadata(b"no packet at all")) == Claims(1, (), ())


def test_what_cannot_be_read_has_no_claims():
    """… a damaged file says nothing."""
    assert read_claims(b"Good afternoon.") is None


@pytest.mark.parametrize(
    "pdf",
    [
        with_metadata(PACKET) + b"<<" + b"/Type /Metadata " * 40_000,
        with_metadata(b'<pdfaid:part="3" ' * 40_000),
    ],
)
def test_metadata_made_to_hold_up_the_machine_is_read_at_once(pdf):
    """… what begins a pattern forty thousand times, and never ends it, takes no time of its square."""
    assert read_claims(pdf) is not None


def test_a_bomb_of_metadata_is_not_unpacked():
    """… a kilobyte that would fill the memory claims nothing."""
    assert read_claims(with_metadata(bytes(200 * 2**20), pack=True)).standards == ()


def test_a_language_that_is_none_is_not_told(printed):
    """… what a file claims comes to a terminal, and must not steer it."""
    made = printed("<p>Good afternoon</p>").replace(b"/Lang (en)", b"/Lang (e\x07)", 1)

    assert b"\x07" in made
    assert read_claims(made).languages == ("en",)
