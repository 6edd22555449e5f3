"""The same bulletin for each rival: a composed page in, files out.

HTML with its stylesheets, fonts and pictures beside it is what communique itself gives to WeasyPrint.
Typst and LibreOffice read no CSS: from the text of that HTML their own sources are made, with the same
parts in the same places.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import tinyhtml5
from jinja2 import Environment, FileSystemLoader, StrictUndefined

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from communique.model import Page

HERE = Path(__file__).parent
CASCADE = "cascade.txt"  # names the stylesheets in their order, one a line
TYPST, WRITER = "bulletin.typ", "bulletin.fodt.j2"
STYLES = {"em": "italic", "strong": "bold"}

Run = tuple[str, str]  # a text and its style


@dataclass(frozen=True)
class Column:
    """What a bulletin says in one language."""

    tag: str
    publisher: str
    record: list[str]  # kind, number and date
    state: str
    running: str
    folio: list[str]  # what stands before, between and after the page's number and their count
    title: str
    dateline: str
    paragraphs: list[list[Run]]
    contact: list[str]


def write_html(page: Page, name: str, folder: Path) -> None:
    """Write `page` as `name.html`, without its stylesheets, and as `name.linked.html`, which names them."""
    for asset in page.assets:
        _write(folder / asset.name, asset.data)
    for sheet in page.stylesheets:
        _write(folder / sheet.name, sheet.css.encode())
    names = [sheet.name for sheet in page.stylesheets]
    _write(folder / CASCADE, "".join(f"{sheet}\n" for sheet in names).encode())
    links = "".join(f'<link rel="stylesheet" href="{sheet}">\n' for sheet in names)
    _write(folder / f"{name}.html", page.html.encode())
    _write(folder / f"{name}.linked.html", page.html.replace("</head>", f"{links}</head>", 1).encode())


def write_others(page: Page, name: str, folder: Path) -> None:
    """Write what the same bulletin is made of by Typst (`name.json`) and by LibreOffice (`name.fodt`)."""
    tree = tinyhtml5.parse(page.html, namespace_html_elements=False)
    columns = [_column(tree, tag) for tag in _languages(tree)]
    symbol = re.search("<svg.*?</svg>", page.html, re.DOTALL)
    (emblem,) = (asset for asset in page.assets if asset.name.endswith(".svg"))
    assert symbol
    _write(folder / "qr.svg", symbol[0].encode())
    _write(folder / "emblem.svg", emblem.data)
    _write(folder / TYPST, (HERE / TYPST).read_bytes())
    _write(folder / f"{name}.json", json.dumps([asdict(column) for column in columns]).encode())
    pictures = {"emblem": emblem.data, "qr": symbol[0].encode()}
    _write(folder / f"{name}.fodt", _flat_document(columns, pictures).encode())


def _flat_document(columns: list[Column], pictures: dict[str, bytes]) -> str:
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    encoded = {name: b64encode(data).decode() for name, data in pictures.items()}
    return environment.get_template(WRITER).render(columns=columns, pictures=encoded).lstrip()


def _languages(tree: Element) -> list[str]:
    return [cell.attrib["lang"] for cell in tree.iterfind(".//div[@class='row head']/div")]


def _column(tree: Element, tag: str) -> Column:
    """Read what `tree` says in the language `tag`."""

    def cells(part: str) -> Iterator[Element]:
        for row in tree.iterfind(f".//*[@class='{part}']"):
            yield from row.iterfind(f"div[@lang='{tag}']")

    def texts(part: str, path: str) -> list[str]:
        return [_text(found) for cell in cells(part) for found in cell.iterfind(path)]

    (state,), (running,) = texts("row state immediate", "p"), texts("running-head", "p[@class='title']")
    (publisher,) = {_text(name) for name in tree.iterfind(f".//div[@lang='{tag}']/p[@class='publisher']")}
    (folio,) = (cell.find("p[@class='folio']") for cell in cells("running-foot"))
    (title,), (dateline,) = texts("row head", "h1"), texts("row dateline", "p")
    assert folio is not None
    return Column(
        tag,
        publisher,
        texts("row record", "p/*"),
        state,
        running,
        [folio.text or "", *(counter.tail or "" for counter in folio)],
        title,
        dateline,
        [list(_runs(found)) for cell in cells("row paragraph") for found in cell.iterfind("p")],
        [*texts("row contacts", "h2"), *texts("row contacts", "p")],
    )


def _runs(paragraph: Element, style: str = "") -> Iterator[Run]:
    """Yield the texts of `paragraph` in their order, each with its style."""
    if paragraph.text:
        yield paragraph.text, style
    for child in paragraph:
        yield from _runs(child, STYLES.get(child.tag, style))
        if child.tail:
            yield child.tail, style


def _text(element: Element) -> str:
    return "".join(element.itertext()).strip()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
