"""What a PDF says of itself: its pages, its languages, the standards that it declares."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from communique.preflight.pdfium import EncryptedError, UnreadableError, language_of, opened, page
from communique.preflight.tags import read_tags

# The dictionary of a stream is never compressed itself (ISO 32000-1, 7.5.7).
METADATA = re.compile(rb"<<([^<>]*/Metadata\b[^<>]*)>>\s*stream\r?\n")
ARCHIVAL = re.compile(rb"pdfaid:part(?:=[\"']|>)(\d).*?pdfaid:conformance(?:=[\"']|>)(\w)", re.DOTALL)
ACCESSIBLE = re.compile(rb"pdfuaid:part(?:=[\"']|>)(\d)")
LARGEST = 2**20  # bytes of metadata that are read


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
            for index in range(pages):
                with page(document, index) as leaf:
                    spoken += (part.language for part in read_tags(leaf.handle).parts.values())
    except (EncryptedError, UnreadableError):
        return None
    return Claims(pages, tuple(dict.fromkeys(filter(None, spoken))), tuple(_standards(pdf)))


def _standards(pdf: bytes) -> list[str]:
    """Read the file's metadata (ISO 19005-3, 6.6.4; ISO 14289-1, 5); what was written last counts."""
    metadata = b""
    for found in METADATA.finditer(pdf):
        metadata = (
            _inflated(pdf, found.end()) if b"/FlateDecode" in found[1] else pdf[found.end() :][:LARGEST]
        )
    told = []
    if archival := ARCHIVAL.search(metadata):
        told.append(f"PDF/A-{archival[1].decode()}{archival[2].decode().lower()}")
    if accessible := ACCESSIBLE.search(metadata):
        told.append(f"PDF/UA-{accessible[1].decode()}")
    return told


def _inflated(pdf: bytes, start: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(memoryview(pdf)[start:], LARGEST)
    except zlib.error:
        return b""
