"""A loop over documents with one compiler of Typst, which keeps the fonts: `… FOLDER TARGET NAME…`."""

from __future__ import annotations

import sys
from pathlib import Path

import typst

STANDARDS = ["ua-1", "a-3a"]  # Typst declares both in one file
TEMPLATE = "bulletin.typ"


def main() -> None:
    """Write each of the documents into the target."""
    folder, target, names = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
    fonts = [folder / "styles/fonts"]
    compiler = typst.Compiler(folder / TEMPLATE, root=folder, font_paths=fonts, ignore_system_fonts=True)
    for name in names:
        compiler.compile(
            folder / TEMPLATE,
            output=target / f"{name}.pdf",
            format="pdf",
            sys_inputs={"bulletin": f"{name}.json"},
            pdf_standards=STANDARDS,
        )


if __name__ == "__main__":
    main()
