"""Page → PDF. What WeasyPrint only logs becomes a fault, and no file is made."""

from __future__ import annotations

import atexit
import gc
import hashlib
import warnings
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PIL.Image import DecompressionBombWarning
from weasyprint import CSS, HTML

from communique.errors import Fault, RenderFaults
from communique.render import inside
from communique.render.conformance import OPTIONS, conforming
from communique.render.families import declared_families, undeclared_families
from communique.render.fetch import BASE_URL, Fetcher
from communique.render.fontconfig import isolated_font_configuration
from communique.render.log import collected
from communique.render.lost import Letters
from communique.render.shortcuts import forget_styles, shortcuts
from communique.render.structure import UntaggableError, write_structure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weasyprint.document import Document
    from weasyprint.text.fonts import FontConfiguration

    from communique.model import Asset, Page, Stylesheet

OF_STYLES = frozenset({"R002", "R009"})  # faults that lie in the stylesheets, if not in the page


@dataclass(frozen=True)
class Press:
    """Fonts and stylesheets read once, kept warm for every page that uses them."""

    font_configuration: FontConfiguration
    stylesheets: tuple[CSS, ...]
    families: frozenset[str]


def render(page: Page) -> bytes:
    """Return `page` as a file of PDF/A-3a and PDF/UA-1 in one, with its source attached.

    Raises RenderFaults with everything that is wrong: bad CSS with its line, a picture or
    font that is not among the page's assets, a character that no font has, text that finds no
    room, what a screen reader could not reach.
    """
    try:
        return _render(page)
    except RenderFaults as problem:
        if any(fault.code in OF_STYLES for fault in problem.faults):  # WeasyPrint tells of each but once
            _let_go()
        raise
    except Exception:  # what was being laid out is kept by nobody
        _let_go()
        raise


def _render(page: Page) -> bytes:
    fonts = tuple(asset for asset in page.assets if asset.is_font)
    press = _warm_up(page.stylesheets, fonts)
    fetcher = Fetcher(page.assets)
    options: dict[str, Any] = {**OPTIONS, "stylesheets": press.stylesheets}
    with collected() as faults, warnings.catch_warnings(), _nothing_cleared_away(), shortcuts():
        # A picture of more than 89 million dots is one that nobody prints: Pillow only warns of it.
        warnings.simplefilter("error", DecompressionBombWarning)
        html = HTML(string=page.html, base_url=BASE_URL, url_fetcher=fetcher)
        letters = Letters()
        with inside.hanging_spaces(), inside.before_layout(letters.note):
            document = html.render(font_config=press.font_configuration, **options)
        inside.join_areas_of_links(document)
        unknown = _unknown_families(document, press.families)
        lost = letters.lost(document)
        pdf = _write(document, page, faults, options)
    if told := [*fetcher.faults, *_unexplained(faults, fetcher.faults), *unknown, *lost]:
        raise RenderFaults(dict.fromkeys(told))
    return pdf


@contextmanager
def _nothing_cleared_away() -> Iterator[None]:
    """Keep Python's collector from looking through a page's boxes, which all live until it is written.

    There are a hundred thousand of them, and it would look through them again and again: a tenth of
    the time for a bulletin, a quarter for the contents of a year.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _write(document: Document, page: Page, faults: list[Fault], options: dict[str, Any]) -> bytes:
    """Write the PDF; what cannot be tagged is one fault more, and leaves it empty."""
    source = page.source.data if page.source else b""
    identifier = hashlib.sha256(page.html.encode() + source).digest()[:16]
    finisher = conforming(page.source)
    try:
        with inside.tagging(write_structure), inside.compact_fonts():
            pdf = document.write_pdf(finisher=finisher, pdf_identifier=identifier, **options)
    except UntaggableError as problem:
        faults.append(Fault("R011", str(problem), hint=problem.hint))
        return b""
    return cast("bytes", pdf)


def _unexplained(faults: list[Fault], refused: list[Fault]) -> list[Fault]:
    """Leave out what the log says again of addresses that the fetcher has refused."""
    return [fault for fault in faults if not any(one.message in fault.message for one in refused)]


@lru_cache(maxsize=8)
def _warm_up(stylesheets: tuple[Stylesheet, ...], fonts: tuple[Asset, ...]) -> Press:
    """Parse the stylesheets and load the fonts that they declare, once for all pages.

    Reading eight fonts and the CSS anew for each page costs a quarter of its rendering.
    """
    configuration = isolated_font_configuration()
    parsed, faults = [], list[Fault]()
    for stylesheet in stylesheets:
        css, wrong = _parse(stylesheet, fonts, configuration)
        parsed.append(css)
        faults += wrong
    families = declared_families(s.css for s in stylesheets)
    if not families:  # Pango, left without any font, takes the whole process down
        faults.append(
            Fault(
                "R005",
                "the styles declare no font at all",
                hint="declare one with @font-face and lay its file in styles/fonts",
            )
        )
    if faults:
        raise RenderFaults(dict.fromkeys(faults))
    return Press(configuration, tuple(parsed), families)


def _parse(
    stylesheet: Stylesheet, fonts: tuple[Asset, ...], configuration: FontConfiguration
) -> tuple[CSS, list[Fault]]:
    """Parse `stylesheet` and load its fonts into `configuration`; return what is wrong with it too."""
    fetcher = Fetcher(fonts)
    with collected(stylesheet.name) as faults:
        css = CSS(
            string=stylesheet.css,
            base_url=BASE_URL + stylesheet.name,
            url_fetcher=fetcher,
            font_config=configuration,
        )
    return css, [*faults, *(replace(fault, path=Path(stylesheet.name)) for fault in fetcher.faults)]


def _let_go() -> None:
    """Let fonts and styles go, and with them the temporary folders of the fonts, 90 MB with Chinese.

    WeasyPrint removes these with its configuration: at the interpreter's own end that comes too late.
    """
    _warm_up.cache_clear()
    forget_styles()
    gc.collect()  # styles know their children, and these their parents


atexit.register(_let_go)


def _unknown_families(document: Document, families: frozenset[str]) -> list[Fault]:
    return [
        Fault(
            "R005",
            f"the styles ask for the font family {family!r}, which no @font-face declares",
            hint="declare it with @font-face and lay its file in styles/fonts, or mend its name; "
            f"declared are {', '.join(sorted(families)) or 'none'}",
        )
        for family in undeclared_families(document, families)
    ]
