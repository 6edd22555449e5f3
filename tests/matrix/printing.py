"""Combinations → PDFs, by the product's own road; and what the checker of tags says of each.

Each is a newsroom of its own, so the work is dealt out to a process for each core.
"""

import warnings
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from communique.build.bulletins import build_bulletins
from communique.build.executors.inline import Inline
from communique.build.executors.job import Finished, Task, page_of
from communique.build.executors.worker import perform
from communique.build.report import Report
from communique.model import Page
from conformance.tags import problems
from matrix.bulletins import name_of, write_newsroom
from matrix.covering import Row


@dataclass(frozen=True)
class Printed:
    """What came of one combination."""

    pdfs: tuple[Path, ...]  # one for each language in a single layout
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
    report, pages = build(folder)
    faults = [f"{fault.code} {fault.message}" for error in report.errors for fault in error.faults]
    told = [problem for pdf, page in pages.items() for problem in problems(pdf.read_bytes(), page.html)]
    return Printed(tuple(pages), tuple(faults), tuple(told))


class Recording(Inline):
    """Renders in this process, and keeps the page of each output by its name."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}

    def perform(self, tasks: Iterable[Task]) -> Iterator[Finished]:
        """Do `tasks` in their order."""
        for task in tasks:
            self.pages[task.name] = page_of(task.job, task.contents)
            yield perform(task)


def build(folder: Path) -> tuple[Report, dict[Path, Page]]:
    """Build the newsroom in `folder` anew; return the report, and of what each PDF was made."""
    recording = Recording()
    report = build_bulletins(folder, force=True, executor=recording)
    return report, {path: recording.pages[path.relative_to(folder).as_posix()] for path in report.built}
