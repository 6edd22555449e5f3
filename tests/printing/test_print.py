"""Bulletins and digests on real printers: what comes out, what is told, and what the ledger keeps."""

import json
import re
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from delivery.commands import BULLETIN, NUMBER, communique
from printer_rig import free_port
from printing.received import pages, size


def test_bulletin_comes_out_as_asked(newsroom, printer):
    """… copies, sides, paper, colour and a Cyrillic title are what the printer got."""
    file = newsroom / "newsroom.yaml"
    file.write_text(file.read_text("utf-8").replace("[en, ru]", "[ru, en]"), "utf-8")

    done = communique(
        "print", "1", "--copies", "2", "--duplex", "long", "--monochrome", "--yes", folder=newsroom
    )

    assert done.returncode == 0, done.stderr
    assert "printed 4 sheets on office" in done.stdout
    assert "3 pages in 2 copies: 4 sheets; A4, both sides, turned over the long edge, in black" in done.stderr
    came = printer.received()[-1]
    assert {name: came.options[name] for name in ("IPP_COPIES", "IPP_SIDES", "IPP_MEDIA")} == {
        "IPP_COPIES": "2",
        "IPP_SIDES": "two-sided-long-edge",
        "IPP_MEDIA": "iso_a4_210x297mm",
    }
    assert came.options["IPP_PRINT_COLOR_MODE"] == "monochrome"
    assert came.options["IPP_JOB_NAME"].startswith(f"{NUMBER} Выступление")
    assert [size(page) for page in pages(came)] == [(595, 842)] * 3


def test_plain_bulletin_is_the_file_that_was_built(newsroom, printer):
    """… byte for byte."""
    done = communique("print", NUMBER, "--yes", folder=newsroom)

    assert done.returncode == 0, done.stderr
    file = newsroom / BULLETIN.replace("bulletins/", "out/bulletins/").replace(".yaml", ".pdf")
    assert printer.received()[-1].pdf == file.read_bytes()


def test_other_paper_is_rendered_and_not_scaled(newsroom, printer):
    """… Letter has other pages than A4, some of which are chosen; --fit scales those of A4."""
    out = {path: path.read_bytes() for path in newsroom.joinpath("out").rglob("*.pdf")}

    communique("print", "1", "--size", "Letter", "--pages", "2,1", "--yes", folder=newsroom)
    rendered = pages(printer.received()[-1])
    communique("print", "1", "--size", "Letter", "--fit", "--n-up", "2", "--yes", folder=newsroom)
    fitted = pages(printer.received()[-1])

    assert [size(page) for page in rendered] == [(612, 792)] * 2
    assert "2" in rendered[0].extract_text()
    assert [size(page) for page in fitted] == [(612, 792)] * 2
    assert printer.received()[-1].options["IPP_MEDIA"] == "na_letter_8.5x11in"
    assert out == {path: path.read_bytes() for path in newsroom.joinpath("out").rglob("*.pdf")}


def test_digest_becomes_a_booklet(newsroom, printer):
    """… the month's end: three copies, folded, with a cover; the ledger tells of it."""
    done = communique("print", "2018-07", "--booklet", "--copies", "3", "--yes", folder=newsroom)

    assert done.returncode == 0, done.stderr
    came = printer.received()[-1]
    assert came.options["IPP_SIDES"] == "two-sided-short-edge"
    assert len(pages(came)) % 2 == 0
    told = communique("ledger", "--printed", "--json", folder=newsroom)
    (record,) = map(json.loads, told.stdout.splitlines())
    assert (record["number"], record["copies"], record["sheets"]) == (
        "2018-07",
        3,
        3 * len(pages(came)) // 2,
    )
    assert record["state"] == "printed"
    assert "a booklet" in communique("ledger", "--printed", "2018-07", folder=newsroom).stdout


def test_booklet_in_black_on_other_paper(newsroom, printer):
    """… a digest is rendered and bound anew for it, and out/ keeps its own."""
    before = (newsroom / "out/digests/2018-07.pdf").read_bytes()

    done = communique(
        "print", "2018-07", "--booklet", "--size", "Letter", "--monochrome", "--yes", folder=newsroom
    )

    assert done.returncode == 0, done.stderr
    assert {size(page) for page in pages(printer.received()[-1])} == {(612, 792)}
    assert (newsroom / "out/digests/2018-07.pdf").read_bytes() == before


def test_rehearsal_prints_nothing(newsroom, printer):
    """… it tells what would be, and the ledger knows nothing of it."""
    before = len(printer.received())

    done = communique("print", "1", "--dry-run", folder=newsroom)

    assert done.returncode == 0
    assert "3 pages: 3 sheets; A4, one side" in done.stdout
    assert len(printer.received()) == before
    assert communique("ledger", "--printed", folder=newsroom).stdout == ""


def test_jam_is_told(newsroom, printer):
    """… in plain words while it lasts, and as a failure when the printer gives the job up."""
    printer.play("jam")

    done = communique("print", "1", "--yes", folder=newsroom)

    assert done.returncode == 5
    assert "paper is jammed: open the printer" in done.stderr
    assert "J030" in done.stderr
    told = communique("ledger", "--printed", "--json", folder=newsroom)
    assert json.loads(told.stdout)["state"] == "failed"


def test_job_is_left_and_cancelled(newsroom, printer):
    """… `jobs` shows it, cancels it, and tells the ledger."""
    printer.play("slow")

    left = communique("print", "1", "--no-wait", "--yes", folder=newsroom)
    number = left.stdout.split()[1]
    listed = communique("jobs", folder=newsroom)
    cancelled = communique("jobs", "--cancel", number, "--yes", folder=newsroom)
    printer.play("")
    deadline = time.monotonic() + 40
    while "cancelled" not in communique("ledger", "--printed", folder=newsroom).stdout:
        assert time.monotonic() < deadline
        communique("jobs", folder=newsroom)

    assert f"job {number} is at office" in left.stdout
    assert f"{number}  {NUMBER}" in listed.stdout
    assert cancelled.returncode == 0
    again = communique("jobs", "--cancel", number, "--yes", folder=newsroom)
    assert (again.returncode, "J036" in again.stderr) == (5, True)
    unknown = communique("jobs", "--cancel", "9999", "--yes", folder=newsroom)
    assert (unknown.returncode, "J035" in unknown.stderr) == (5, True)


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("print", "1", "--printer", "offise"), 2, "U017"),
        (("print", "1", "--staple"), 5, "J020"),
        (("print", "1", "--copies", "999"), 2, "U013"),
        (("print", "1", "--pages", "9"), 2, "U018"),
        (("print", "1", "--booklet", "--n-up", "2"), 2, "U008"),
        (("print", "1", "--booklet", "--duplex", "off"), 2, "U008"),
        (("print", "1", "--fit"), 2, "U008"),
        (("print", "2018-07", "--language", "en", "--yes"), 2, "U008"),
        (("print", "7", "--yes"), 2, "U010"),
        (("ledger", "--printed", "--resend"), 2, "U008"),
    ],
)
def test_wrong_wishes_print_nothing(newsroom, printer, arguments, status, told):
    """… each is told with its code, before anything is sent."""
    before = len(printer.received())

    done = communique(*arguments, folder=newsroom)

    assert (done.returncode, told in done.stderr) == (status, True), done.stderr
    assert len(printer.received()) == before


def test_bulletin_of_several_files_asks_for_a_language(newsroom, printer):
    """… where each language has a PDF of its own."""
    file = newsroom / "newsroom.yaml"
    text = re.sub(r"(?m)^page:.*\n(?: .*\n)*", "page: {layout: single}\n", file.read_text("utf-8"))
    file.write_text(text, "utf-8")

    done = communique("print", "1", "--yes", folder=newsroom)
    chosen = communique("print", "1", "--language", "ru", "--yes", folder=newsroom)

    assert (done.returncode, "U019" in done.stderr) == (2, True), done.stderr
    assert chosen.returncode == 0, chosen.stderr
    assert "Выступление" in printer.received()[-1].options["IPP_JOB_NAME"]


def test_printers_are_shown_as_they_stand(newsroom, printer):
    """… also one that is switched off, and one whose path is wrong."""
    file = newsroom / "newsroom.yaml"
    dead = f"ipp://localhost:{free_port()}/ipp/print"
    wrong = f"ipp://localhost:{printer.port}/wrong"
    text = file.read_text("utf-8").replace("printers: {", f"printers: {{dead: '{dead}', wrong: '{wrong}', ")
    file.write_text(text, "utf-8")

    shown = communique("printers", folder=newsroom)
    asked = communique("print", "1", "--yes", folder=newsroom)
    listed = communique("jobs", folder=newsroom)

    assert shown.returncode == 0
    assert "Example Printer: idle" in shown.stdout
    assert "no printer listens at localhost" in shown.stdout
    assert "there is no printer at ipp://localhost" in shown.stdout
    assert (asked.returncode, "J002" in asked.stderr) == (5, True)
    assert (listed.returncode, "J002" in listed.stderr) == (5, True)


def test_paper_that_is_not_there_is_asked_about(newsroom, printer):
    """… the printer has Letter alone in its trays."""
    done = communique("print", "1", folder=newsroom)

    assert (done.returncode, "and no A4; print all the same?" in done.stderr) == (2, True), done.stderr


class _Web(BaseHTTPRequestHandler):
    """Answers as its path says: a status, or a page."""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        status = int(self.path.strip("/"))
        self.send_response(status)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="module")
def web():
    """Give the port of a web server."""
    server = HTTPServer(("127.0.0.1", 0), _Web)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("status", "code"),
    [(200, "J004"), (401, "J010"), (403, "J011"), (404, "J005"), (426, "J009"), (500, "J004"), (503, "J013")],
)
def test_what_is_no_printer_is_told(newsroom, web, status, code):
    """… whatever answers in its place."""
    done = communique("print", "1", "--printer", f"ipp://127.0.0.1:{web}/{status}", "--yes", folder=newsroom)

    assert (done.returncode, code in done.stderr) == (5, True), done.stderr


def test_encryption_that_is_none_is_told(newsroom, web):
    """… a name that nobody knows too."""
    plain = communique("print", "1", "--printer", f"ipps://127.0.0.1:{web}/ipp/print", folder=newsroom)
    nobody = communique("print", "1", "--printer", "ipp://printer.invalid/ipp/print", folder=newsroom)

    assert (plain.returncode, "J009" in plain.stderr) == (5, True), plain.stderr
    assert (nobody.returncode, "J001" in nobody.stderr) == (5, True), nobody.stderr
