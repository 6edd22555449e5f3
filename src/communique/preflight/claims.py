"""What a PDF says of itself: its pages, its languages, the standards that it declares."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

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

# The dictionary of a stream is never compressed itself (ISO 32000-1, 7.5.7).
METADATA = re.compile(rb"/Type\s*/Metadata\b")
STREAM = re.compile(rb">>\s*stream\r?\n")
DICTIONARY = 1024  # bytes before a stream in which its dictionary is sought
ARCHIVAL_PART = re.compile(rb"pdfaid:part(?:=[\"']|>)(\d)")
ARCHIVAL_LEVEL = re.compile(rb"pdfaid:conformance(?:=[\"']|>)(\w)")
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
            for index in range(min(pages, LONGEST)):
                with page(document, index) as leaf:
                    spoken += (part.language for part in read_tags(leaf.handle).parts.values())
    except (EncryptedError, UnreadableError):
        return None
    languages = filter(SUBTAGS.fullmatch, dict.fromkeys(spoken))  # a file says what it likes
    return Claims(pages, tuple(languages), tuple(_standards(pdf)))


def _standards(pdf: bytes) -> list[str]:
    """Read the file's metadata (ISO 19005-3, 6.6.4; ISO 14289-1, 5); what was written last counts."""
    metadata = _metadata(pdf)
    told = []
    part, level = ARCHIVAL_PART.search(metadata), ARCHIVAL_LEVEL.search(metadata)
    if part and level:
        told.append(f"PDF/A-{part[1].decode()}{level[1].decode().lower()}")
    if accessible := ACCESSIBLE.search(metadata):
        told.append(f"PDF/UA-{accessible[1].decode()}")
    return told


def _metadata(pdf: bytes) -> bytes:
    dictionary, start = b"", 0
    for found in STREAM.finditer(pdf):
        before = pdf[max(0, found.start() - DICTIONARY) : found.start()].rpartition(b"<<")[2]
        if METADATA.search(before):
            dictionary, start = before, found.end()
    if b"/FlateDecode" in dictionary:
        return _inflated(pdf, start)
    return pdf[start : start + LARGEST] if dictionary else b""


def _inflated(pdf: bytes, start: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(memoryview(pdf)[start:], LARGEST)
    except zlib.error:
        return b""
