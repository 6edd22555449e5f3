"""What joins PDF files, each as its manual has it: files in, one file out."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
from pypdf import PdfReader, PdfWriter
from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration

from benchmarks.bench_render import ADDRESS, FromMemory
from communique.render import inside
from volumes.months import compose_one

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from weasyprint.document import Document

    from communique.model import Page

JARS = Path(__file__).parents[2] / ".cache/mergers"


def mergers() -> dict[str, Callable[[Sequence[Path], Path], object]]:
    """Return the mergers that are on this machine, by name."""
    found = {"pypdf": append_with_pypdf, "pikepdf": append_with_pikepdf}
    if shutil.which("qpdf"):
        found["qpdf"] = merge_with_qpdf
    if shutil.which("mutool"):
        found["mutool"] = merge_with_mutool
    if shutil.which("java") and any(JARS.glob("pdfbox-app-*.jar")):
        found["PDFBox"] = merge_with_pdfbox
    return found


def append(pdfs: Sequence[bytes]) -> bytes:
    """Append with pypdf, the plain way."""
    writer = PdfWriter()
    for pdf in pdfs:
        writer.append(PdfReader(BytesIO(pdf)))
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def append_with_pypdf(files: Sequence[Path], target: Path) -> None:
    """Append with pypdf."""
    target.write_bytes(append([file.read_bytes() for file in files]))


def append_with_pikepdf(files: Sequence[Path], target: Path) -> None:
    """Append with pikepdf, its destinations kept apart, and write it as small as it can."""
    volume = pikepdf.new()
    for file in files:
        with pikepdf.open(file) as source:
            volume.add_pages_from(source)
    volume.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def merge_with_qpdf(files: Sequence[Path], target: Path) -> None:
    """Merge with qpdf's command."""
    _run("qpdf", "--empty", "--object-streams=generate", "--pages", *files, "--", target)


def merge_with_mutool(files: Sequence[Path], target: Path) -> None:
    """Merge with MuPDF's command, which drops what is not used and compresses what is."""
    _run("mutool", "merge", "-O", "compress,garbage=deduplicate", "-o", target, *files)


def merge_with_pdfbox(files: Sequence[Path], target: Path) -> None:
    """Merge with Apache PDFBox's command."""
    (jar,) = JARS.glob("pdfbox-app-*.jar")
    _run("java", "-jar", jar, "merge", *(f"--input={file}" for file in files), f"--output={target}")


def render_whole(sources: Sequence[Path], target: Path) -> None:
    """Lay out all bulletins of the files `sources`, and let WeasyPrint write them as one PDF.

    That is its manual's way to combine documents. Fonts, styles and pictures are read once for all.
    """
    fonts, sheets, pictures = FontConfiguration(), {}, {}
    documents, attachments = [], []
    for path in sources:
        _, pages = compose_one(path)
        documents += [_lay_out(page, fonts, sheets, pictures) for page in pages]
        source = pages[0].source  # which the PDFs of one bulletin have in common
        attachments.append(Attachment(string=source.data, name=source.name, relationship="Source"))
    pages = [page for document in documents for page in document.pages]
    whole = documents[0].copy(pages)
    whole.metadata.attachments = attachments
    with inside.compact_fonts():  # without it, each Chinese font would be four times as large
        whole.write_pdf(target, pdf_variant="pdf/ua-1")


def _lay_out(
    page: Page, fonts: FontConfiguration, sheets: dict[object, CSS], pictures: dict[str, object]
) -> Document:
    fetcher = FromMemory(page)
    for sheet in page.stylesheets:
        if sheet not in sheets:
            sheets[sheet] = CSS(
                string=sheet.css, base_url=ADDRESS + sheet.name, url_fetcher=fetcher, font_config=fonts
            )
    styles = [sheets[sheet] for sheet in page.stylesheets]
    html = HTML(string=page.html, base_url=ADDRESS, url_fetcher=fetcher)
    return html.render(stylesheets=styles, font_config=fonts, cache=pictures, pdf_variant="pdf/ua-1")


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True, capture_output=True)
