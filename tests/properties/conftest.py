"""Gives the properties newsrooms to print in, each made once."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from matrix.bulletins import write_newsroom

Newsroom = Callable[[str, str], Path]


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """Give (layout, languages) → the folder of a newsroom, whose one bulletin may be written anew."""

    @cache
    def make(layout: str, languages: str) -> Path:
        folder = tmp_path_factory.mktemp(f"{layout}-{languages}")
        row = {
            "layout": layout,
            "languages": languages,
            "state": "immediate",
            "size": "A4",
            "theme": "default",
        }
        write_newsroom(row, folder)
        return folder

    return make
