"""Gives the tests of conformance their validator, and keeps them in one process so that it starts seldom."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from communique.build.bulletins import build_bulletins
from communique.build.editions import editions_of, output_name
from communique.build.house import open_house
from communique.load import Entry, card_of, load_archive
from communique.model import Page
from communique.preflight.verapdf import Profile
from conformance.verapdf import require_verapdf, validate
from newsroom_copies import MADE_UP, ROOT, copy_newsroom

Validator = Callable[[Sequence[Path], Profile], dict[Path, list[str]]]


@dataclass(frozen=True)
class Printed:
    """A bulletin that was built: its file, and what that was made of."""

    pdf: Path
    entry: Entry
    page: Page


@pytest.fixture(scope="session")
def verapdf() -> Validator:
    """Give (files, profile) → the broken rules of each file: ask once for all files of a run."""
    return functools.partial(validate, require_verapdf())


@pytest.fixture(scope="session")
def bulletins(tmp_path_factory: pytest.TempPathFactory) -> list[Printed]:
    """Build every bulletin of every newsroom here, once; that of seven languages is tests/matrix's."""
    printed: list[Printed] = []
    made_up = sorted(path.parent for path in MADE_UP.glob("*/newsroom.yaml"))
    for source in [ROOT, *(folder for folder in made_up if folder.name != "port-safina")]:
        folder = copy_newsroom(source, tmp_path_factory.mktemp(source.name))
        assert not build_bulletins(folder).errors
        house = open_house(folder)
        entries = load_archive(folder, house.newsroom).entries
        assert len(entries) == len(list(source.glob("bulletins/*/*/*.yaml")))
        printed += [
            Printed(folder / output_name(card_of(one), edition), one, house.compose(one, edition))
            for one in entries
            for edition in editions_of(one.bulletin, house.newsroom)
        ]
    return printed
