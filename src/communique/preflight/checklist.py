"""The whole of preflight: the bytes of one PDF go in, what is wrong with it comes out."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from communique.model import UNLIMITED
from communique.preflight.columns import outside_column
from communique.preflight.contrast import too_pale
from communique.preflight.edges import near_edge, outside_page, outside_type_area
from communique.preflight.finding import Finding, gather
from communique.preflight.fonts import missing_glyph, not_embedded
from communique.preflight.headings import skipped_heading
from communique.preflight.overlap import clipped_text, overlapping_text
from communique.preflight.paper import OvercrowdedError, Paper
from communique.preflight.pdfium import LONGEST, EncryptedError, UnreadableError, opened, page
from communique.preflight.pictures import coarse_picture, unread_qr_code

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import Any

    from communique.model import Limits

CHECKS = (
    outside_page,
    near_edge,
    outside_type_area,
    outside_column,
    clipped_text,
    overlapping_text,
    too_pale,
    missing_glyph,
    not_embedded,
    coarse_picture,
    unread_qr_code,
)
LARGEST = 256 * 2**20  # bytes that are read at all


def inspect(
    pdf: bytes, limits: Limits = UNLIMITED, only: Collection[int] | None = None
) -> tuple[Finding, ...]:
    """Return what is wrong with `pdf`, page by page; of one code on one page the first, with a count.

    It is sound by this check where nothing is returned. Nothing is raised for any bytes. `only`
    names pages (1 is the first) that are looked at, where the others are known to be sound; which
    heading follows which is not judged then.
    """
    if len(pdf) > LARGEST:
        what = f"the file is larger than {LARGEST // 2**20} MiB, more than is looked through"
        return (Finding("P003", what, hint="divide it"),)
    try:
        with opened(pdf) as document:
            return gather(chain(_over_limits(pdf, len(document), limits), _on_pages(document, only)))
    except EncryptedError:
        return (Finding("P002", "the PDF is encrypted", hint="save it without a password"),)
    except UnreadableError:
        what = "the file is no PDF, or damaged"
        return (Finding("P001", what, hint="name a PDF; if this was one, build it anew or fetch it again"),)


def _on_pages(document: Any, only: Collection[int] | None) -> Iterator[Finding]:
    levels: dict[str, int] = {}
    for index in range(min(len(document), LONGEST)):
        if only is not None and index + 1 not in only:
            continue
        with page(document, index) as leaf:
            try:
                paper = Paper(leaf, index + 1)
            except OvercrowdedError:
                what = "more is drawn than is looked through"
                yield Finding("P003", what, index + 1, hint="simplify its pictures")
                continue
            for check in CHECKS:
                yield from check(paper)
            if only is None:
                yield from skipped_heading(paper, levels)


def _over_limits(pdf: bytes, pages: int, limits: Limits) -> Iterator[Finding]:
    """Find what the newsroom does not want to send or print. A kilobyte has 1000 bytes."""
    if pages > LONGEST:
        yield Finding("P003", f"the file has {pages} pages, more than is looked through", hint="divide it")
    hint = "shorten it, or raise the limit in newsroom.yaml"
    if limits.pages and pages > limits.pages:
        yield Finding("P030", f"the PDF has {pages} pages; the newsroom allows {limits.pages}", hint=hint)
    if limits.kilobytes and len(pdf) > limits.kilobytes * 1000:
        what = f"the PDF has {len(pdf) / 1000:.0f} kilobytes; the newsroom allows {limits.kilobytes}"
        yield Finding("P031", what, hint="print smaller pictures, or raise the limit in newsroom.yaml")
