"""Months of real bulletins: a size in, so many of them as PDFs out, by communique's own road.

Each is composed, rendered and looked through as a build does; they are dealt out to two processes.
The newsrooms that they come from publish in two languages each; a volume may hold them all.
"""

import datetime as dt
import shutil
import warnings
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from communique.build.editions import editions_of
from communique.build.house import House, open_house
from communique.build.inspect import inspect_entry
from communique.build.rendering import render_page
from communique.errors import CommuniqueError
from communique.load import Entry
from communique.load.bulletin import load_bulletin
from communique.model import Page
from newsroom_copies import MADE_UP, ROOT, write_yaml
from volumes import bulletins
from volumes.bulletins import LANGUAGES, MONTH, PICTURES, languages_of

PROCESSES = 2
CHUNK = 5  # bulletins that a process takes at a time
EMBLEMS = {"fr": MADE_UP / "river-trust/brand/emblem.png"}  # has a mask, which the others' have not
ENDNOTES = "templates/bulletin/endnotes.html.j2"
EMBLEM = MADE_UP / "arvenia/brand/emblem.svg"


@dataclass(frozen=True)
class Bulletin:
    """A bulletin that was printed."""

    key: str
    title: str  # in its first language
    date: dt.date
    number: int
    topics: tuple[str, ...]
    pdfs: tuple[bytes, ...]  # one, or one for each language
    paths: tuple[Path, ...]  # where these lie
    is_withdrawn: bool


def print_month(size: int, folder: Path) -> tuple[Bulletin, ...]:
    """Print a month of `size` bulletins into `folder`: the same bytes every time."""
    write_newsrooms(size, folder)
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn"), initializer=be_strict) as pool:
        return tuple(pool.map(print_one, (file_of(n, folder) for n in range(size)), chunksize=CHUNK))


def be_strict() -> None:
    """Let a warning be an error, as it is in every test."""
    warnings.simplefilter("error")


def write_newsrooms(size: int, folder: Path) -> None:
    """Write the newsrooms of a month, with its bulletins, into `folder`."""
    for tags in dict.fromkeys(LANGUAGES):
        write_newsroom(tags, folder / "-".join(tags))
    for n in range(size):
        write_yaml(file_of(n, folder), bulletins.bulletin(n, size))


def write_newsroom(tags: tuple[str, ...], house: Path) -> None:
    """Write the newsroom that publishes in `tags` into the folder `house`, without bulletins."""
    month = house / "bulletins" / MONTH.replace("-", "/")
    month.mkdir(parents=True)
    emblem = EMBLEMS.get(tags[0], EMBLEM)
    shutil.copy(emblem, house)
    for picture in PICTURES:
        shutil.copy(MADE_UP / "arvenia/bulletins/2024/05" / picture, month)
    write_yaml(house / "newsroom.yaml", bulletins.newsroom(tags, emblem.name))
    template = house / ENDNOTES
    template.parent.mkdir(parents=True)
    template.write_text((ROOT / ENDNOTES).read_text("utf-8") + bulletins.back_to_note(), encoding="utf-8")


def file_of(n: int, folder: Path) -> Path:
    """Return where the file of bulletin `n` (0 is the first) stands."""
    return folder / "-".join(languages_of(n)) / "bulletins" / MONTH.replace("-", "/") / f"b{n + 1:03}.yaml"


def print_one(path: Path) -> Bulletin:
    """Print the bulletin of the file at `path`, and lay its PDFs beside it."""
    entry, pages = compose_one(path)
    try:
        pdfs = tuple(map(render_page, pages))
    except CommuniqueError as error:  # which cannot go from one process to another
        raise AssertionError(str(error)) from None
    paths = tuple(path.with_suffix(f".{n}.pdf") for n in range(len(pdfs)))
    for target, pdf in zip(paths, pdfs, strict=True):
        target.write_bytes(pdf)
    said = entry.bulletin
    return Bulletin(
        key=entry.id,
        title=said.title[next(iter(said.title))],
        date=said.date,
        number=said.number,
        topics=said.topics,
        pdfs=pdfs,
        paths=paths,
        is_withdrawn=said.withdrawn is not None,
    )


def compose_one(path: Path) -> tuple[Entry, list[Page]]:
    """Compose the bulletin of the file at `path`: a page for each of its PDFs."""
    house = house_of(path.parents[3])
    entry = load_bulletin(path, house.folder).entry
    assert entry
    assert inspect_entry(entry, house.newsroom) == ()
    editions = editions_of(entry.bulletin, house.newsroom)
    return entry, [house.compose(entry, edition) for edition in editions]


@cache
def house_of(folder: Path) -> House:
    """Read the newsroom in `folder`, once in each process."""
    return open_house(folder)
