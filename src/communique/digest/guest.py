"""One bulletin's PDF file, opened for binding; anything that cannot be bound whole becomes a fault.

Opening is strict and cheap: damage is told rather than mended. `measure` also reads the file
through, so that a volume of five hundred never breaks on its last.
"""

from __future__ import annotations

import math
import re
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
from pikepdf.settings import set_qpdf_limits

from communique.digest.admission import REBUILD, pages_of, quoted, reason_against
from communique.digest.plan import Sheet
from communique.errors import Fault, RenderFaults

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MIB = 2**20
LARGEST = 256 * MIB  # bytes of a file; preflight looks through none that is larger
LARGEST_STREAM = 64 * MIB  # bytes that a stream may unpack to; pictures are never unpacked
LARGEST_SUM = 256 * MIB  # bytes that the streams of one file may unpack to
LONGEST_SIDE = 14_400  # points (ISO 32000-1, C.2)
LONGEST_REASON = 200  # characters of what qpdf says, which may quote the file
START, END = b"%PDF-", b"%%EOF"
READER = re.compile(r"^stream <[^>]*>[ ,(]*([^:)]*)\)?: ")  # what qpdf calls bytes in memory, and the place

# These hold for the whole process: nobody here reads a PDF that asks for more.
set_qpdf_limits(
    flate_max_memory=LARGEST_STREAM,
    png_max_memory=LARGEST_STREAM,
    run_length_max_memory=LARGEST_STREAM,
    tiff_max_memory=LARGEST_STREAM,
    parser_max_container_size=1_000_000,
    max_stream_filters=4,
)


@dataclass(frozen=True, slots=True)
class Guest:
    """A PDF file that is to be bound, and the path by which faults name it."""

    path: Path
    data: bytes


class _DamageError(Exception):
    """A file that qpdf reads and that is damaged all the same: told in words that are joined."""

    def __str__(self) -> str:
        return " ".join(map(str, self.args))


def measure(guest: Guest) -> tuple[Sheet, ...]:
    """Return the size of each page, in order, once the whole file has been read through.

    Raises RenderFaults for a file that cannot be bound.
    """
    with open_guest(guest) as pdf, blaming(guest):
        _read_through(pdf, guest)
        return tuple(map(_sheet, pages_of(pdf)))


def measure_all(guests: Iterable[Guest]) -> list[tuple[Sheet, ...]]:
    """Return what `measure` does of each of `guests`, one open at a time.

    Raises RenderFaults with the fault of every file that cannot be bound.
    """
    measured: list[tuple[Sheet, ...]] = []
    faults: list[Fault] = []
    for guest in guests:
        try:
            measured.append(measure(guest))
        except RenderFaults as error:
            faults += error.faults
    if faults:
        raise RenderFaults(faults)
    return measured


def open_guest(guest: Guest) -> pikepdf.Pdf:
    """Return the open file, which the caller closes. Raises RenderFaults for one that cannot be bound."""
    if len(guest.data) > LARGEST:
        size = len(guest.data) // MIB
        raise _refused("D016", f"has {size} MiB; expected {LARGEST // MIB} at most", guest)
    with blaming(guest):
        _look_at_ends(guest.data)
        pdf = pikepdf.open(BytesIO(guest.data), attempt_recovery=False)
    try:
        _admit(pdf, guest)
    except BaseException:
        pdf.close()
        raise
    return pdf


def damaged(guest: Guest, problem: Exception) -> RenderFaults:
    """Return the error for a file that broke while it was read."""
    reason = "a value in it is not what it must be"  # of which Python's words tell its user nothing
    if isinstance(problem, (pikepdf.PdfError, _DamageError)):
        told = READER.sub(lambda found: f"{found[1]}: " if found[1] else "", str(problem)).rstrip(".")
        reason = quoted(told[:1].lower() + told[1:], LONGEST_REASON)
    return _refused("D001", f"is not a whole PDF file: {reason}", guest)


@contextmanager
def blaming(guest: Guest) -> Iterator[None]:
    """Turn whatever breaks on the file, in who reads it, into a fault of the file."""
    try:
        yield
    except RenderFaults:
        raise
    except pikepdf.PasswordError as problem:
        raise _encrypted(guest) from problem
    except Exception as problem:  # a damaged file makes qpdf, and what asks it, raise nearly anything
        raise damaged(guest, problem) from problem


def _look_at_ends(data: bytes) -> None:
    """Refuse what has anything before or after the file proper, as ISO 19005-3 does (6.1.2, 6.1.3)."""
    if not data.startswith(START):
        raise _DamageError("it does not begin with", START.decode())
    if not data[-64:].rstrip().endswith(END):
        raise _DamageError("it does not end with", END.decode())


def _admit(pdf: pikepdf.Pdf, guest: Guest) -> None:
    if pdf.is_encrypted:
        raise _encrypted(guest)
    with blaming(guest):
        if not len(pdf.pages):
            raise _refused("D003", "has no pages; expected at least one", guest)
        reason = reason_against(pdf)
        _refuse_warnings(pdf)
    if reason:
        raise _refused(reason.code, reason.message, guest, reason.hint)


def _read_through(pdf: pikepdf.Pdf, guest: Guest) -> None:
    """Parse every object, and unpack every stream but those of pictures, which binding only copies."""
    total = 0
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream) and one.get("/Subtype") != "/Image":
            total += len(one.read_bytes())
            if total > LARGEST_SUM:
                message = f"unpacks to more than {LARGEST_SUM // MIB} MiB; expected less"
                raise _refused("D016", message, guest)
    _refuse_warnings(pdf)


def _refuse_warnings(pdf: pikepdf.Pdf) -> None:
    if warnings := pdf.get_warnings():
        raise _DamageError(str(warnings[0]))


def _sheet(page: pikepdf.Dictionary) -> Sheet:
    """Return the size of `page` as it is cut (ISO 32000-1, 14.11.2)."""
    whole = _size(page["/MediaBox"])
    if "/Contents" not in page:
        raise _DamageError("a page without content")
    return _size(page["/TrimBox"]) if "/TrimBox" in page else whole


def _size(box: pikepdf.Object) -> Sheet:
    left, bottom, right, top = map(float, box)
    sheet = Sheet(abs(right - left), abs(top - bottom))
    if not all(math.isfinite(side) and 0 < side <= LONGEST_SIDE for side in sheet):
        raise _DamageError("a page measures", sheet.width, "×", sheet.height, "points")
    return sheet


def _encrypted(guest: Guest) -> RenderFaults:
    return _refused("D002", "is encrypted; expected a PDF that opens without a password", guest)


def _refused(code: str, message: str, guest: Guest, hint: str = REBUILD) -> RenderFaults:
    return RenderFaults([Fault(code, f"{guest.path.name} {message}", path=guest.path, hint=hint)])
