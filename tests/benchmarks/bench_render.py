"""A warm render of the sample against a bare WeasyPrint render of the same HTML and CSS.

What it measures is the cost of our own care: reading no file but the page's, listening to
the log, checking the fonts, tagging.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from benchmarks.clock import in_turns, milliseconds, ratio
from communique.build.house import open_house
from communique.load import load_archive
from communique.render import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from weasyprint.document import Document

    from communique.model import Page

REPOSITORY = Path(__file__).parents[2]
ROUNDS = 15
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


def bare(page: Page, variant: str | None = "pdf/ua-1") -> Callable[[], bytes]:
    """Return a render of `page` as WeasyPrint's manual has it, with fonts and styles kept warm too.

    Without a `variant` it has no tags and conforms to nothing.
    """
    lay_out = bare_layout(page)
    return lambda: lay_out().write_pdf(pdf_variant=variant)


def bare_layout(page: Page) -> Callable[[], Document]:
    """Return the first half of a bare render: the pages are laid out, and not written."""
    fonts, fetcher = FontConfiguration(), FromMemory(page)
    styles = [
        CSS(string=sheet.css, base_url=ADDRESS + sheet.name, url_fetcher=fetcher, font_config=fonts)
        for sheet in page.stylesheets
    ]

    def run() -> Document:
        html = HTML(string=page.html, base_url=ADDRESS, url_fetcher=fetcher)
        return html.render(stylesheets=styles, font_config=fonts)

    return run


def test_a_warm_render_costs_little_more_than_a_bare_one():
    """… faults are found and files kept out for next to nothing: prints the ratio, and judges it not."""
    house = open_house(REPOSITORY)
    (entry,) = load_archive(REPOSITORY, house.newsroom, [REPOSITORY / "bulletins/2018/07"]).entries
    page = house.compose(entry)

    times = in_turns({"ours": lambda: render(page), "theirs": bare(page)}, ROUNDS)

    against = ratio(times["ours"], times["theirs"])
    print(
        f"\nwarm render: {milliseconds(times['ours'])}, bare WeasyPrint: {milliseconds(times['theirs'])}; "
        f"median ratio of {ROUNDS} rounds: {against:.2f} (at most {MOST} is wanted)"
    )
