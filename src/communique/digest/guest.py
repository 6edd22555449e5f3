"""One bulletin's PDF file, opened for binding; anything that is not whole becomes a fault."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from pypdf import PdfReader

from communique.errors import Fault, RenderFaults
from communique.model import Sheet

if TYPE_CHECKING:
    from pathlib import Path

REBUILD = "delete the file and build the bulletin again"


@dataclass(frozen=True, slots=True)
class Guest:
    """A PDF file that is to be bound, and the path by which faults name it."""

    path: Path
    data: bytes


def measure(guest: Guest) -> tuple[Sheet, ...]:
    """Return the size of each page, in order.

    Raises RenderFaults for a file that is encrypted, damaged, without pages or not a PDF.
    """
    reader = open_guest(guest)
    return tuple(Sheet(float(page.mediabox.width), float(page.mediabox.height)) for page in reader.pages)


def open_guest(guest: Guest) -> PdfReader:
    """Return a reader whose every page can be reached, or raise RenderFaults."""
    try:
        reader = PdfReader(BytesIO(guest.data), strict=True)
        encrypted = reader.is_encrypted
        pages = 0 if encrypted else len(reader.pages)
    except Exception as problem:  # a damaged file makes pypdf raise nearly anything
        raise damaged(guest, problem) from problem
    if encrypted:
        raise _refused("D002", "is encrypted; expected a PDF that opens without a password", guest)
    if not pages:
        raise _refused("D003", "has no pages; expected at least one", guest)
    return reader


def damaged(guest: Guest, problem: Exception) -> RenderFaults:
    """Return the error for a file that broke while it was read."""
    reason = str(problem).rstrip(".") or type(problem).__name__
    return _refused("D001", f"is not a whole PDF file: {reason[:1].lower()}{reason[1:]}", guest)


def _refused(code: str, message: str, guest: Guest) -> RenderFaults:
    return RenderFaults([Fault(code, f"{guest.path.name} {message}", path=guest.path, hint=REBUILD)])
