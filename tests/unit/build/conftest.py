"""Newsrooms to build in, and a renderer that is quick, counts and can be made to fail."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from communique.author import scaffold
from communique.build.executors.job import Finished, page_of
from communique.errors import CommuniqueError, Fault, RenderFaults

FIRST = "bulletins/2026/01/your-first-bulletin.yaml"


@dataclass
class Newsroom:
    """A newsroom on the disk that a test may change."""

    folder: Path

    def add(self, name, number, date="2026-01-20", **changes):
        """Add a bulletin in the folder of its month; `changes` replace texts of the scaffold's own."""
        path = self.folder / "bulletins" / date[:4] / date[5:7] / f"{name}.yaml"
        text = (self.folder / FIRST).read_text()
        text = text.replace("number: 1\n", f"number: {number}\n").replace("2026-01-15", date)
        for before, after in changes.items():
            text = text.replace(before, after)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def change(self, path, before, after):
        """Replace `before` in the file at `path`; it must be there."""
        text = (self.folder / path).read_text()
        assert before in text
        (self.folder / path).write_text(text.replace(before, after))

    def outputs(self):
        """Return the names of all files under out/ but for their sums."""
        out = self.folder / "out"
        names = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
        return sorted(names - {"SHA256SUMS"})


class By:
    """An executor that renders by a function from a page to bytes."""

    def __init__(self, render):
        self.render = render

    def __enter__(self):
        return self

    def __exit__(self, *_problem):
        """Leave nothing behind."""

    def prepare(self):
        """Begin nothing."""

    def perform(self, tasks):
        """Render the page of each of `tasks`."""
        for task in tasks:
            pdf, error = None, None
            try:
                pdf = self.render(page_of(task.job, task.contents))
            except CommuniqueError as faults:
                error = faults
            yield Finished(task.name, pdf, error, {"render": 0.0, "preflight": 0.0}, 0)


@dataclass
class Renderer(By):
    """Makes bytes of a page, always the same of the same, and refuses a page that holds `bad`."""

    rendered: list = field(default_factory=list)
    bad: str = "\0"
    fault: Fault = field(default=Fault("R009", "broken"))

    def __post_init__(self):
        super().__init__(self)

    def __call__(self, page):
        """Return the bytes of `page`."""
        self.rendered.append(page)
        if self.bad in page.html:
            raise RenderFaults([self.fault])
        return b"%PDF " + hashlib.sha256(page.html.encode()).digest()


@pytest.fixture
def newsroom(tmp_path):
    """Give a new newsroom with one bulletin, of January 2026."""
    scaffold(tmp_path / "newsroom")
    return Newsroom(tmp_path / "newsroom")


@pytest.fixture
def renderer():
    """Give a renderer that works."""
    return Renderer()


@pytest.fixture
def by():
    """Give executors that render by a test's own function."""
    return By
