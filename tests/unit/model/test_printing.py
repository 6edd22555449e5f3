"""Printers as newsroom.yaml names them: what is none is told, and no secret stands in a file."""

import pytest
from pydantic_core import PydanticCustomError

from communique.model.printing import check_printer


@pytest.mark.parametrize(
    "written",
    [
        "ipp://printer.local/ipp/print",
        "ipps://printer.example.org:4443/ipp/print/front",
        "ipp://192.0.2.7",
        "ipp://[2001:db8::7]:631/ipp/print",
        "ipp://printer/printers/front?x=1",
        "cups:office",
        "cups:Приёмная",
    ],
)
def test_printers_are_taken_as_they_are_written(written):
    """… addresses of IPP printers, and queues of CUPS by their names."""
    assert check_printer(written) == written


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("office", "is not a printer"),
        ("", "is not a printer"),
        ("http://printer/ipp/print", "is not a printer"),
        ("socket://printer:9100", "is not a printer"),
        ("cups:", "is not a printer"),
        ("cups:two words", "is not a printer"),
        ("cups:a/b", "is not a printer"),
        ("ipp://", "is not a printer's address"),
        ("ipp:printer", "is not a printer's address"),
        ("ipp://printer:0/", "is not a printer's address"),
        ("ipp://printer:99999/", "is not a printer's address"),
        ("ipp://printer:port/", "is not a printer's address"),
        ("ipp://[::1/", "is not a printer's address"),
        ("ipp://printer/ipp print", "is not a printer's address"),
        ("ipp://printer/ipp\r\nX: y", "is not a printer's address"),
        ("ipp://принтер/ipp/print", "is not a printer's address"),
        ("ipp://-printer/", "is not a printer's address"),
        ("ipps://me:secret@printer/ipp/print", "secrets never stand in a file"),
    ],
)
def test_what_is_no_printer_is_told(written, told):
    """… with what was expected."""
    with pytest.raises(PydanticCustomError) as raised:
        check_printer(written)

    assert told in raised.value.message()
