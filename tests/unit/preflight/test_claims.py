import io
import zlib

import pytest
from pypdf import PdfWriter

from communique.preflight.claims import Claims, read_claims

PACKET = b'<rdf:RDF><rdf:Description pdfaid:part="2" pdfaid:conformance="B"/></rdf:RDF>'


def with_metadata(*packets: bytes) -> bytes:
    """Write a blank PDF whose metadata stands in `packets`, the last of which counts."""
    PdfWriter().write(io.BytesIO())
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(made := io.BytesIO())
    streams = [
        b"9 0 obj<</Type/Metadata/Subtype/XML%s>>stream\n%s\nendstream endobj\n"
        % (b"" if packet.startswith(b"<") else b"/Filter/FlateDecode", packet)
        for packet in packets
    ]
    return made.getvalue() + b"".join(streams)


def test_a_bulletin_tells_its_pages_languages_and_standards(printed):
    """… what a reader is told of a file is what stands in it."""
    body = "<div lang=en><p>One</p></div><div lang=ru><p>Два</p><p style='break-before: page'>Три</p></div>"

    assert read_claims(printed(body)) == Claims(2, ("en", "ru"), ("PDF/A-3a", "PDF/UA-1"))


def test_a_file_that_claims_nothing_has_no_claims():
    """… nothing is claimed for a file that does not claim it itself."""
    assert read_claims(with_metadata()) == Claims(1, (), ())


@pytest.mark.parametrize("packets", [(PACKET,), (zlib.compress(PACKET),), (b"<old/>", PACKET)])
def test_metadata_is_read_however_it_is_packed(packets):
    """… neither compression nor a later version of the metadata hides what is declared."""
    assert read_claims(with_metadata(*packets)) == Claims(1, (), ("PDF/A-2b",))


def test_damaged_metadata_claims_nothing():
    """… a broken packet ends in no traceback."""
    assert read_claims(with_metadata(b"no packet at all")) == Claims(1, (), ())


def test_what_cannot_be_read_has_no_claims():
    """… a damaged file says nothing."""
    assert read_claims(b"Good afternoon.") is None


@pytest.mark.parametrize(
    "data", [b"<<" + b"/Type /Metadata " * 40_000, with_metadata(b'<pdfaid:part="3" ' * 40_000)]
)
def test_metadata_made_to_hold_up_the_machine_is_read_at_once(data):
    """… what begins a pattern forty thousand times, and never ends it, takes no time of its square."""
    assert read_claims(with_metadata(PACKET) + data) is not None


def test_a_language_that_is_none_is_not_told(printed):
    """… what a file claims comes to a terminal, and must not steer it."""
    made = printed("<p>Good afternoon</p>").replace(b"/Lang (en)", b"/Lang (e\x07)", 1)

    assert b"\x07" in made
    assert read_claims(made).languages == ("en",)
