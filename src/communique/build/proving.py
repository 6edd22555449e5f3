"""What preflight finds, as faults: no PDF is written that has any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.errors import Fault, RenderFaults
from communique.model import UNLIMITED

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from communique.model import Limits
    from communique.preflight import Finding


def prove(
    pdf: bytes, limits: Limits = UNLIMITED, subject: str = "", only: Collection[int] | None = None
) -> bytes:
    """Return `pdf` as it is. Raises RenderFaults with what is wrong on its pages, or `only` on these.

    `subject`, such as `the digest of 2018-07`, is named where the fault has no file of its own.
    """
    from communique.preflight import inspect  # noqa: PLC0415 - loads PDFium, which most commands never need

    if findings := inspect(pdf, limits, only):
        raise RenderFaults(fault_of(finding, subject=subject) for finding in findings)
    return pdf


def fault_of(finding: Finding, path: Path | None = None, subject: str = "") -> Fault:
    """Return `finding` as a fault of the file at `path`; its words tell where a bulletin has them."""
    message = f"{subject}, {finding.message}" if subject else finding.message
    return Fault(finding.code, message, path, hint=finding.hint, subject=finding.words)
