"""Each wish as it reaches the printer, straight and through CUPS."""

import io
import re

import pytest
from pypdf import PdfReader

from delivery.commands import NUMBER, communique
from printing.received import difference, pages, pictures, size

PAPERS = {"iso_a4_210x297mm": (210, 297), "na_letter_8.5x11in": (216, 279)}
ALIKE = 0.02  # of a page's dots


@pytest.fixture(params=["office", "cups:front"])
def road(request, newsroom, printer):
    """Give what prints on one road, and returns what the printer got."""
    variables = {}
    if request.param != "office":
        variables["CUPS_SERVER"] = str(request.getfixturevalue("cups"))

    def print_so(*wishes, reference="1"):
        before = len(printer.received())
        done = communique(
            "print", reference, "--printer", request.param, "--yes", *wishes, folder=newsroom, **variables
        )
        assert done.returncode == 0, done.stderr
        (came,) = printer.received()[before:]
        return came

    return print_so


def paper(received):
    """Return the paper asked for in millimetres, however it is asked for."""
    if named := received.options.get("IPP_MEDIA"):
        return PAPERS[named]
    found = re.search(r"x-dimension=(\d+) y-dimension=(\d+)", received.options["IPP_MEDIA_COL"])
    return tuple(round(int(one) / 100) for one in found.groups())


def test_copies_are_asked_for(road):
    """… and none where it is one."""
    many, single = road("--copies", "3"), road()

    assert many.options["IPP_COPIES"] == "3"
    assert many.options["IPP_MULTIPLE_DOCUMENT_HANDLING"] == "separate-documents-collated-copies"
    assert single.options.get("IPP_COPIES", "1") == "1"


@pytest.mark.parametrize(
    ("duplex", "sides"),
    [("long", "two-sided-long-edge"), ("short", "two-sided-short-edge"), ("off", "one-sided")],
)
def test_sides_are_asked_for(road, duplex, sides):
    """… as --duplex says."""
    assert road("--duplex", duplex).options["IPP_SIDES"] == sides


def test_paper_is_asked_for_and_its_pages_are_of_it(road):
    """… A4 as it was built, and Letter rendered anew."""
    usual, letter = road(), road("--size", "Letter")

    assert (paper(usual), {size(page) for page in pages(usual)}) == ((210, 297), {(595, 842)})
    assert (paper(letter), {size(page) for page in pages(letter)}) == ((216, 279), {(612, 792)})


def test_colour_is_asked_for(road):
    """… black alone only where it is wished."""
    assert road("--monochrome").options["IPP_PRINT_COLOR_MODE"] == "monochrome"
    assert road().options.get("IPP_PRINT_COLOR_MODE", "color") == "color"


def test_pages_are_chosen(road):
    """… in the order that is wished."""
    whole, some = road(), road("--pages", "3,1")

    texts = [page.extract_text() for page in pages(whole)]
    assert [page.extract_text() for page in pages(some)] == [texts[2], texts[0]]


def test_title_in_cyrillic_reaches_the_printer(road, newsroom):
    """… whole, letter by letter."""
    file = newsroom / "newsroom.yaml"
    file.write_text(file.read_text("utf-8").replace("[en, ru]", "[ru, en]"), "utf-8")

    name = road().options["IPP_JOB_NAME"]

    assert name.startswith(f"{NUMBER} Выступление Министра")


@pytest.mark.parametrize(
    ("reference", "wishes", "sides"),
    [
        ("1", ("--duplex", "off"), "one-sided"),
        ("1", ("--n-up", "2", "--duplex", "off"), "one-sided"),
        ("2018-07", ("--booklet",), "two-sided-short-edge"),
        ("2018-07", ("--booklet", "--duplex", "long"), "two-sided-long-edge"),
    ],
)
def test_sheets_look_as_they_were_sent(newsroom, printer, cups, *, reference, wishes, sides):
    """… CUPS writes the PDF anew: every side is the same picture, the same way up."""
    for name in ("office", "cups:front"):
        done = communique(
            *("print", reference, "--printer", name, "--yes", *wishes),
            folder=newsroom,
            CUPS_SERVER=str(cups),
        )
        assert done.returncode == 0, done.stderr
    straight, queued = printer.received()[-2:]

    assert straight.options["IPP_SIDES"] == queued.options["IPP_SIDES"] == sides
    ours, theirs = pictures(straight), pictures(queued)
    # The printer lays its sheets face up, so that CUPS begins with the last one.
    assert queued.options["IPP_OUTPUT_BIN"] == "face-up"
    for sent, came in zip(ours, reversed(theirs), strict=True):
        assert sent.size == came.size
        assert difference(sent, came) < ALIKE


def test_raw_queue_hands_on_and_promises_nothing(newsroom, printer, cups):
    """… one that does not tell what the printer can do prints plainly; both sides and black are refused."""
    server = {"CUPS_SERVER": str(cups)}
    done = communique(
        *("print", "1", "--printer", "cups:raw", "--copies", "2", "--yes"), folder=newsroom, **server
    )
    before = len(printer.received())
    refused = communique(
        *("print", "1", "--printer", "cups:raw", "--duplex", "long", "--monochrome", "--yes"),
        folder=newsroom,
        **server,
    )
    wrong = communique("print", "1", "--printer", "cups:back", "--yes", folder=newsroom, **server)

    assert done.returncode == 0, done.stderr
    came = printer.received()[-1]
    assert (came.options["IPP_COPIES"], len(PdfReader(io.BytesIO(came.pdf)).pages)) == ("2", 3)
    assert (refused.returncode, refused.stderr.count("J020")) == (5, 2), refused.stderr
    assert len(printer.received()) == before
    assert (wrong.returncode, "J005 CUPS at" in wrong.stderr) == (5, True), wrong.stderr
    assert "has no queue back\n  hint: `communique printers` shows its queues" in wrong.stderr


def test_queues_are_shown(newsroom, printer, cups):
    """… with what paper is in the printer."""
    shown = communique("printers", folder=newsroom, CUPS_SERVER=str(cups))

    assert "cups:front\n    Printer - IPP Everywhere: idle" in shown.stdout
    assert "colour, both sides" in shown.stdout.split("cups:front")[1].split("cups:raw")[0]
