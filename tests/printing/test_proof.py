"""Proofs for a print shop: the house's own pages with bleed and marks, and what standard they keep."""

import io
import subprocess

import pikepdf
import pypdfium2
import pytest
import weasyprint

from delivery.commands import BULLETIN, NUMBER, communique
from printing.pdfx import find_breaches

MM = 72 / 25.4
MARGIN, BLEED = 12 * MM, 3 * MM
HOUSE = """
<html lang=en><title>Trial</title><style>
  @page { size: A4; bleed: 3mm; marks: crop cross } h1 { color: #0a2a66 }
</style><h1>Heading</h1><p>Text with <a href='https://example.org'>a link</a>.</p></html>
"""


@pytest.fixture
def newsroom(built, tmp_path):
    """Give a copy of the built newsroom; nothing here asks a printer."""
    folder = tmp_path / "newsroom"
    subprocess.run(["cp", "-a", built, folder], check=True)
    return folder


def proof(folder, *arguments):
    """Write a proof and return it."""
    path = folder.parent / "proof.pdf"
    done = communique("print", *arguments, "--proof", str(path), folder=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{path}\n"
    assert "is not PDF/X-4" in done.stderr
    return path.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "pages", "trimmed"),
    [
        (("1",), 3, (210, 297)),
        (("1", "--size", "Letter", "--monochrome"), 3, (215.9, 279.4)),
        (("2018-07",), 6, (210, 297)),
    ],
)
def test_proofs_are_the_pages_that_were_built(newsroom, arguments, pages, trimmed):
    """… their words at the same places, on larger sheets; out/ keeps what it has."""
    out = {path: path.read_bytes() for path in newsroom.joinpath("out").rglob("*.pdf")}

    pdf = proof(newsroom, *arguments)

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) == pages
        for page in opened.pages:
            left, bottom, right, top = (float(edge) for edge in page.trimbox)
            assert ((right - left) / MM, (top - bottom) / MM) == pytest.approx(trimmed, abs=0.1)
    assert out == {path: path.read_bytes() for path in newsroom.joinpath("out").rglob("*.pdf")}
    if len(arguments) > 1:
        return
    name = "digests/2018-07" if arguments[0] == "2018-07" else BULLETIN.removesuffix(".yaml")
    file = newsroom / f"out/{name}.pdf"
    with pypdfium2.PdfDocument(pdf) as sheets, pypdfium2.PdfDocument(out[file]) as plain:
        for sheet, page in zip(sheets, plain, strict=True):
            assert words(sheet, MARGIN) == words(page, 0)


def words(page, moved):
    """Return the letters of a page with their places in whole points."""
    text = page.get_textpage()
    return [
        (text.get_text_range(at, 1), *(round(edge - moved) for edge in text.get_charbox(at)[:2]))
        for at in range(text.count_chars())
        if text.get_text_range(at, 1).strip()
    ]


def test_what_reaches_the_edge_goes_on_beyond_it(newsroom):
    """… as far as the bleed, where a house's own look has a coloured page."""
    look = newsroom / "styles/bleed.css"
    look.parent.mkdir(exist_ok=True)
    look.write_text("@page { bleed: 3mm; background: #ffe }\n", "utf-8")
    with pypdfium2.PdfDocument(proof(newsroom, "1")) as opened:
        seen = opened[0].render(scale=4).to_pil().convert("RGB")

    def colour(from_edge):
        return seen.getpixel((400, round((MARGIN - from_edge) * 4)))

    assert colour(BLEED - 1) == (0xFF, 0xFF, 0xEE)
    assert colour(BLEED + 1) == (255, 255, 255)


def test_wishes_of_printers_do_not_go_with_a_proof(newsroom):
    """… each is told; nothing is written."""
    path = newsroom.parent / "proof.pdf"
    done = communique(
        *("print", "1", "--proof", str(path), "--copies", "2", "--no-wait", "--booklet"), folder=newsroom
    )

    assert (done.returncode, path.exists()) == (2, False)
    told = [line for line in done.stderr.splitlines() if "U008" in line]
    assert sorted(line.split()[4] for line in told) == ["--booklet", "--copies", "--no-wait"]


def test_file_that_is_there_is_asked_about(newsroom):
    """… and kept where nobody answers; --yes writes it anew."""
    path = newsroom.parent / "proof.pdf"
    path.write_bytes(b"precious")
    asked = communique("print", NUMBER, "--proof", str(path), folder=newsroom)
    assert (asked.returncode, "U013" in asked.stderr, path.read_bytes()) == (2, True, b"precious")

    done = communique("print", NUMBER, "--proof", str(path), "--yes", folder=newsroom)
    assert (done.returncode, path.read_bytes()[:5]) == (0, b"%PDF-")


def test_weasyprints_variant_is_not_pdfx_4_here():
    """… where this fails, it has learnt more, and proofs may become PDF/X-4: look at `--proof` again.

    A page in a screen's colours, with a link, as all houses have them.
    """
    variant = weasyprint.HTML(string=HOUSE).write_pdf(pdf_variant="pdf/x-4")

    assert set(find_breaches(variant)) == {"output intent", "device colours", "annotations"}


def test_proof_keeps_what_it_can_of_pdfx_4(newsroom):
    """… its boxes and no annotations; what it lacks is what is told."""
    assert set(find_breaches(proof(newsroom, "1"))) == {"identification", "trapping", "output intent"}
