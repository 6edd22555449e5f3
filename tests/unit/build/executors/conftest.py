"""Pages that are small and quickly rendered, and one that takes its time."""

from pathlib import Path

import pytest

from communique.build.executors.job import task_of
from communique.model import Asset, Page, Stylesheet

ROOT = Path(__file__).parents[4]
FACE = '@font-face { font-family: "PT Serif"; src: url("fonts/PTF55F.ttf") } html { font-family: "PT Serif" }'


@pytest.fixture(scope="session")
def font():
    """Give a font as a newsroom has it."""
    return Asset("styles/fonts/PTF55F.ttf", (ROOT / "styles/fonts/PTF55F.ttf").read_bytes())


@pytest.fixture(scope="session")
def page_with(font):
    """Give what makes a page of a text."""

    def make(text="Good afternoon.", *assets, **changes):
        html = f'<html lang="en"><title>A</title><p>{text}'
        return Page(html, (Stylesheet("styles/type.css", FACE),), (font, *assets), **changes)

    return make


@pytest.fixture(scope="session")
def task_with(page_with):
    """Give what makes a task of a text, under its name."""

    def make(name="a.pdf", text="Good afternoon.", *assets):
        return task_of(name, page_with(text, *assets))

    return make
