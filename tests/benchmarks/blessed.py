"""What a benchmark writes into a document, between two marks: nothing of it is written by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

END = "<!-- up to here -->\n"


def write_between(document: Path, maker: str, text: str) -> None:
    """Replace what `maker` wrote in `document` with `text`.

    Raises ValueError where there is no mark for it.
    """
    begin = f"<!-- made by {maker} -->\n"
    before, mark, rest = document.read_text(encoding="utf-8").partition(begin)
    _, end, after = rest.partition(END)
    if not mark or not end:
        message = f"{document.name} has no place for what {maker} makes"
        raise ValueError(message)
    document.write_text(f"{before}{begin}\n{text}\n{END}{after}", encoding="utf-8")
