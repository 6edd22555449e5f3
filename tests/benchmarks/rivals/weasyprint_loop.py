"""A loop over documents as WeasyPrint's manual has it: `… plain|kept OPTIONS CASCADE TARGET NAME…`.

`plain` reads fonts and stylesheets for each document, `kept` once for all, and nothing more is done.
OPTIONS, of the PDF, are JSON; the file CASCADE names the stylesheets and lies beside them and the HTML.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration


def main() -> None:
    """Write each of the documents into the target."""
    way, options, cascade, target, *names = sys.argv[1:]
    kept = _styles(Path(cascade)) if way == "kept" else None
    for name in names:
        fonts, sheets = kept or _styles(Path(cascade))
        html = HTML(filename=Path(cascade).with_name(f"{name}.html"))
        output = Path(target, f"{name}.pdf")
        html.write_pdf(output, font_config=fonts, stylesheets=sheets, **json.loads(options))


def _styles(cascade: Path) -> tuple[FontConfiguration, list[CSS]]:
    fonts, names = FontConfiguration(), cascade.read_text(encoding="utf-8").split()
    return fonts, [CSS(filename=cascade.parent / name, font_config=fonts) for name in names]


if __name__ == "__main__":
    main()
