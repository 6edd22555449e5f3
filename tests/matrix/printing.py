"""Combinations → PDFs, by the product's own road; and what the checker of tags says of each.

Each is a newsroom of its own, so the work is dealt out to a process for each core.
"""

import warnings
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from communique.build.bulletins import build_bulletins
from communique.build.house import open_house
from communique.load import load_archive
from conformance.tags import problems
from matrix.bulletins import name_of, write_newsroom
from matrix.covering import Row


@dataclass(frozen=True)
class Printed:
    """What came of one combination."""

    pdf: Path | None
    faults: tuple[str, ...]
    tags: tuple[str, ...]  # what is wrong with them


def print_all(rows: Iterable[Row], folder: Path) -> dict[str, Printed]:
    """Print each of `rows` in `folder`; return what came of each by its name."""
    ordered = sorted(rows, key=lambda row: (row["theme"], row["size"]))  # stylesheets stay warm
    with ProcessPoolExecutor(mp_context=get_context("spawn"), initializer=be_strict) as pool:
        folders = [folder / name_of(row) for row in ordered]
        printed = pool.map(print_one, ordered, folders, chunksize=8)
        return dict(zip(map(name_of, ordered), printed, strict=True))


def be_strict() -> None:
    """Let a warning be an error, as it is in every test."""
    warnings.simplefilter("error")


def print_one(row: Row, folder: Path) -> Printed:
    """Write, build and check the newsroom of `row` in `folder`."""
    write_newsroom(row, folder)
    report = build_bulletins(folder)
    faults = tuple(f"{fault.code} {fault.message}" for error in report.errors for fault in error.faults)
    if faults:
        return Printed(None, faults, ())
    (pdf,) = report.built
    return Printed(pdf, (), tuple(problems(pdf.read_bytes(), html_of(folder))))


def html_of(folder: Path) -> str:
    """Return the HTML of the one bulletin in `folder`."""
    house = open_house(folder)
    (entry,) = load_archive(folder, house.newsroom).entries
    return house.compose(entry).html
