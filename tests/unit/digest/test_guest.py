import io
from pathlib import Path

import pypdf
import pytest

from communique.digest import Guest, measure
from communique.errors import RenderFaults


def written(writer):
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def blank(*sizes):
    writer = pypdf.PdfWriter()
    for width, height in sizes:
        writer.add_blank_page(width, height)
    return writer


def encrypted():
    writer = blank((100, 100))
    writer.encrypt("secret")
    return written(writer)


def truncated():
    return written(blank((100, 100)))[:-200]


def gutted():
    """Return a file whose cross-reference table is whole, and whose pages are gone."""
    return written(blank((100, 100))).replace(b"/Type /Pages", b"/Type /Nothing").replace(b"/Kids", b"/Sons")


def test_each_page_is_measured_in_points():
    """… an overlay can be made for pages of any size."""
    guest = Guest(Path("a.pdf"), written(blank((595.5, 842), (612, 792))))

    assert measure(guest) == ((595.5, 842), (612, 792))


@pytest.mark.parametrize(
    ("data", "code", "told"),
    [
        (encrypted(), "D002", "b.pdf is encrypted; expected a PDF that opens without a password"),
        (written(blank()), "D003", "b.pdf has no pages; expected at least one"),
        (truncated(), "D001", "b.pdf is not a whole PDF file: "),
        (gutted(), "D001", "b.pdf is not a whole PDF file: "),
        (b"<html>Not found</html>", "D001", "b.pdf is not a whole PDF file: "),
        (b"", "D001", "b.pdf is not a whole PDF file: "),
    ],
    ids=["encrypted", "no pages", "truncated", "gutted", "not a PDF", "empty"],
)
def test_a_file_that_cannot_be_bound_is_named_with_the_reason(data, code, told):
    """… one bad file among many is found at once."""
    guest = Guest(Path("out/bulletins/b.pdf"), data)

    with pytest.raises(RenderFaults) as caught:
        measure(guest)

    (fault,) = caught.value.faults
    assert (fault.code, fault.path) == (code, guest.path)
    assert fault.message.startswith(told)
    assert "build the bulletin again" in fault.hint
