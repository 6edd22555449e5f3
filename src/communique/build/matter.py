"""What was printed about each digest's bulletins, kept so that it is printed again only where it differs.

A statement whose words change seldom changes its month's contents: its digest then costs the statement's own
render and one bind. Nothing is lost with .communique/matter/, and what is damaged there is printed anew.
"""

from __future__ import annotations

import hashlib
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from communique.build.output import write_whole

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

FOLDER = ".communique/matter"


class KeptMatter:
    """The PDFs of one digest's front matter, end matter and page numbers, each by the key of its job."""

    def __init__(self, newsroom: Path, digest: str) -> None:
        self._folder = newsroom / FOLDER / digest

    def recall(self, part: str, key: str) -> bytes | None:
        """Return `part` as it was printed by `key`, byte for byte; None where it was not, or was damaged."""
        for path in self._folder.glob(f"{part}.{key}.*.pdf"):
            with suppress(OSError):
                pdf = path.read_bytes()
                if path.name == _name(part, key, pdf):
                    return pdf
        return None

    def keep(self, part: str, key: str, pdf: bytes) -> None:
        """Keep `part`, printed by `key`, in place of what it was before. Raises OutputFaults."""
        name = _name(part, key, pdf)
        write_whole(self._folder / name, pdf)
        for path in self._folder.glob(f"{part}.*.pdf"):
            if path.name != name:
                with suppress(OSError):
                    path.unlink()


def forget_matter(newsroom: Path, digests: Collection[str]) -> None:
    """Remove what was printed about all but `digests`, by their names."""
    with suppress(OSError):
        for folder in (newsroom / FOLDER).iterdir():
            if folder.name not in digests:
                shutil.rmtree(folder, ignore_errors=True)


def _name(part: str, key: str, pdf: bytes) -> str:
    return f"{part}.{key}.{hashlib.sha256(pdf).hexdigest()}.pdf"
