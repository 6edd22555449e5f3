"""A loop over documents in one page of one Chromium: `… CHROMIUM FOLDER TARGET NAME…`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright


def main() -> None:
    """Print each of the documents into the target."""
    chromium, folder, target, names = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4:]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, chromium_sandbox=os.geteuid() != 0)
        page = browser.new_page()
        for name in names:
            page.goto((folder / f"{name}.linked.html").as_uri())
            output = target / f"{name}.pdf"
            page.pdf(path=output, prefer_css_page_size=True, print_background=True, tagged=True)
        browser.close()


if __name__ == "__main__":
    main()
