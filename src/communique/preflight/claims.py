"""What a PDF says of itself: its pages, its languages, the standards that it declares."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, cast

from pypdf import PdfReader

from communique.model.language import SUBTAGS
from communique.preflight.pdfium import (
    LONGEST,
    EncryptedError,
    UnreadableError,
    language_of,
    opened,
    page,
)
from communique.preflight.tags import read_tags

ARCHIVAL_PART = re.compile(rb"pdfaid:part(?:=[\"']|>)(\d)")
ARCHIVAL_LEVEL = re.compile(rb"pdfaid:conformance(?:=[\"']|>)(\w)")
ACCESSIBLE = re.compile(rb"pdfuaid:part(?:=[\"']|>)(\d)")
LARGEST = 2**20  # bytes of metadata that are read

if TYPE_CHECKING:
    from pypdf.generic import StreamObject

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with a file, the findings tell


@dataclass(frozen=True, slots=True)
class Claims:
    """What a file claims; whether it holds is not asked here."""

    pages: int
    languages: tuple[str, ...]  # in the order in which they are met
    standards: tuple[str, ...]  # such as PDF/A-3a


def read_claims(pdf: bytes) -> Claims | None:
    """Return what `pdf` says of itself, or None where it cannot be read."""
    try:
        with opened(pdf) as document:
            pages = len(document)
            spoken = [language_of(document)]
            for index in range(min(pages, LONGEST)):
                with page(document, index) as leaf:
                    spoken += (part.language for part in read_tags(leaf.handle).parts.values())
    except (EncryptedError, UnreadableError):
        return None
    languages = filter(SUBTAGS.fullmatch, dict.fromkeys(spoken))  # a file says what it likes
    return Claims(pages, tuple(languages), tuple(_standards(pdf)))


def _standards(pdf: bytes) -> list[str]:
    """Read the file's metadata (ISO 19005-3, 6.6.4; ISO 14289-1, 5)."""
    metadata = _metadata(pdf)
    told = []
    part, level = ARCHIVAL_PART.search(metadata), ARCHIVAL_LEVEL.search(metadata)
    if part and level:
        told.append(f"PDF/A-{part[1].decode()}{level[1].decode().lower()}")
    if accessible := ACCESSIBLE.search(metadata):
        told.append(f"PDF/UA-{accessible[1].decode()}")
    return told


def _metadata(pdf: bytes) -> bytes:
    """Return the metadata of the whole file, if it can be read (ISO 32000-1, 14.3.2)."""
    try:
        stream = PdfReader(BytesIO(pdf)).root_object.get("/Metadata")
        data = cast("StreamObject", stream.get_object()).get_data() if stream is not None else b""
    except Exception:  # a damaged file makes pypdf raise nearly anything
        return b""
    return data[:LARGEST]
