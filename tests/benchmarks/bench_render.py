"""A warm render of the sample against a bare WeasyPrint render of the same HTML and CSS.

What it measures is the cost of our own care: reading no file but the page's, listening to
the log, checking the fonts, tagging. Pairs are interleaved, so that a busy machine weighs on both alike.
"""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from communique.build.house import open_house
from communique.load import load_archive
from communique.render import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from communique.model import Page

REPOSITORY = Path(__file__).parents[2]
PAIRS = 15
MOST = 1.1  # times a bare render
ADDRESS = "http://newsroom.invalid/"


class FromMemory(URLFetcher):
    """Serves the page's assets, and asks nothing."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.data = {ADDRESS + asset.name: asset.data for asset in page.assets}

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return the asset at `url`."""
        return URLFetcherResponse(url, self.data[url])


def bare(page: Page) -> Callable[[], bytes]:
    """Return a render of `page` as WeasyPrint's manual has it, with fonts and styles kept warm too."""
    fonts, fetcher = FontConfiguration(), FromMemory(page)
    styles = [
        CSS(string=sheet.css, base_url=ADDRESS + sheet.name, url_fetcher=fetcher, font_config=fonts)
        for sheet in page.stylesheets
    ]

    def run() -> bytes:
        html = HTML(string=page.html, base_url=ADDRESS, url_fetcher=fetcher)
        return html.write_pdf(stylesheets=styles, font_config=fonts, pdf_variant="pdf/ua-1")

    return run


def seconds(run: Callable[[], object]) -> float:
    """Return how long `run` takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def test_a_warm_render_costs_little_more_than_a_bare_one():
    """… faults are found and files kept out for next to nothing: prints the ratio, and judges it not."""
    house = open_house(REPOSITORY)
    (entry,) = load_archive(REPOSITORY, house.newsroom, [REPOSITORY / "bulletins/2018/07"]).entries
    page = house.compose(entry)
    theirs = bare(page)
    render(page), theirs()

    pairs = [(seconds(lambda: render(page)), seconds(theirs)) for _ in range(PAIRS)]

    ratio = statistics.median(ours / other for ours, other in pairs)
    ours, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(
        f"\nwarm render: {ours * 1000:.0f} ms, bare WeasyPrint: {other * 1000:.0f} ms; "
        f"median ratio of {PAIRS} pairs: {ratio:.2f} (at most {MOST} is wanted)"
    )
