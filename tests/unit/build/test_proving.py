import io
from pathlib import Path

import pytest
from pypdf import PdfWriter

from communique.build.proving import fault_of, prove
from communique.errors import RenderFaults
from communique.model import Limits
from communique.preflight import Finding


def blank(pages=1):
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    writer.write(made := io.BytesIO())
    return made.getvalue()


def test_a_sound_pdf_is_handed_on_as_it_is():
    """… proving changes no byte."""
    pdf = blank()

    assert prove(pdf) is pdf


def test_pages_that_were_proved_before_may_be_left_out():
    """… proving a volume does not take longer than binding it; its limits hold all the same."""
    assert prove(bytes(blank(3)), only={1}) == prove(blank(3))
    with pytest.raises(RenderFaults):
        prove(blank(3), Limits(pages=2), only={1})


def test_what_is_wrong_names_its_subject():
    """… who binds many files learns which of them is meant."""
    with pytest.raises(RenderFaults) as caught:
        prove(blank(3), Limits(pages=2), subject="the digest of 2018-07")

    (fault,) = caught.value.faults
    assert (fault.code, fault.path) == ("P030", None)
    assert fault.message.startswith("the digest of 2018-07, the PDF has 3 pages")


def test_a_finding_becomes_a_fault_with_its_words_as_the_subject():
    """… the words lead to their line in the bulletin, and the hint comes along."""
    finding = Finding("P016", "is too pale", 2, 20.4, 99.6, "Good afternoon", "print it darker")

    fault = fault_of(finding, Path("a.pdf"))

    assert fault.message == "page 2, 20 mm from the left, 100 mm from the top: 'Good afternoon' is too pale"
    assert (fault.code, fault.path, fault.subject) == ("P016", Path("a.pdf"), "Good afternoon")
    assert fault.hint == "print it darker"
