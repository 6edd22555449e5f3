import pytest

from communique.build.examining import Examiner
from communique.model import UNLIMITED


def written(content: bytes) -> bytes:
    """Write a PDF of one page that draws `content`; PDFium finds its objects without a table."""
    return (
        b"%%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R>>\n"
        % (len(content), content)
    )


@pytest.fixture
def examiner():
    """Give an examiner as `communique verify` has it."""
    with Examiner() as one:
        yield one


def test_a_file_is_looked_through(examiner):
    """… what is wrong and what is claimed come back from the other process."""
    examined = examiner.examine(written(b"0 0 50 50 re f"), UNLIMITED)

    assert [finding.code for finding in examined.findings] == ["P011"]
    assert examined.claims.pages == 1


def test_a_file_on_which_pdfium_breaks_is_told(examiner):
    """… a page that takes the reader down takes neither the command nor the next file with it."""
    breaking = examiner.examine(written(b"/P <</MCID 0>> BDC " * 300_000), UNLIMITED)
    sound = examiner.examine(written(b""), UNLIMITED)

    assert [finding.code for finding in breaking.findings] == ["P003"]
    assert breaking.claims is None
    assert (sound.findings, sound.claims.pages) == ((), 1)


def test_a_file_that_never_ends_is_told():
    """… patience has an end, and the process that ran it out too."""
    path = b"0 0 m " + b"9 9 l " * 50_000 + b"W n "

    with Examiner(patience=0.7) as examiner:
        examined = examiner.examine(written(path + b"0 0 9 9 re f " * 40_000), UNLIMITED)

    assert [finding.code for finding in examined.findings] == ["P003"]
