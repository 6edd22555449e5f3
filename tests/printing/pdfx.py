"""Whether a PDF is PDF/X-4: what ISO 15930-7:2010 demands and a file of ours could break."""

import io
import re

import pikepdf

PRINTER = b"prtr"  # the class of an output profile (ICC.1:2010, 7.2.5)
SLIP = 0.01  # points
DEVICE = {"rg", "RG"}  # colours of a screen, not of a printing condition


def find_breaches(pdf):
    """Yield what keeps `pdf` from being PDF/X-4, each in a word."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        xmp = (
            opened.Root.Metadata.read_bytes().decode("utf-8", "replace") if "/Metadata" in opened.Root else ""
        )
        if not re.search(r"GTS_PDFXVersion\W+PDF/X-4\b", xmp):
            yield "identification"
        if str(opened.docinfo.get("/Trapped", "")) not in {"/True", "/False"}:
            yield "trapping"
        profile = _profile(opened)
        if profile is None:
            yield "output intent"
        elif profile[12:16] != PRINTER:
            yield "output profile"
        for page in opened.pages:
            yield from _breaches_of(page)


def _profile(pdf):
    for intent in pdf.Root.get("/OutputIntents", ()):
        if intent.get("/S") == "/GTS_PDFX" and "/DestOutputProfile" in intent:
            return intent.DestOutputProfile.read_bytes()
    return None


def _breaches_of(page):
    trim, bleed = page.obj.get("/TrimBox"), page.obj.get("/BleedBox")
    if trim is None or not _holds(page.mediabox, bleed or trim) or not _holds(bleed or trim, trim):
        yield "boxes"
    if any(note.get("/Subtype") not in {"/TrapNet", "/PrinterMark"} for note in page.obj.get("/Annots", ())):
        yield "annotations"
    if any(str(step.operator) in DEVICE for step in pikepdf.parse_content_stream(page)):
        yield "device colours"


def _holds(outer, inner):
    left, bottom, right, top = map(float, outer)
    slip = pikepdf.Rectangle(left - SLIP, bottom - SLIP, right + SLIP, top + SLIP)
    return pikepdf.Rectangle(inner) <= slip
