"""Builds the repository's own newsroom once, in a copy, for all tests of what is on paper."""

import datetime as dt
from pathlib import Path

import pytest

from communique.build.bulletins import build_bulletins
from communique.build.digests import build_digests
from communique.build.wishes import Wish
from newsroom_copies import MADE_UP, ROOT, copy_newsroom


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the sample newsroom, all built."""
    folder = copy_newsroom(ROOT, tmp_path_factory.mktemp("sample"))
    assert not build_bulletins(folder).errors
    assert not build_digests(folder, Wish(every=True), now=dt.datetime.now(dt.UTC)).errors
    return folder


@pytest.fixture(scope="session")
def remarks(sample: Path) -> Path:
    """Give the PDF of the remarks of 31 July 2018."""
    return sample / "out/bulletins/2018/07/remarks-after-russian-japanese-consultations.pdf"


@pytest.fixture(scope="session")
def arvenia(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a made-up embassy with every kind of bulletin, all built."""
    folder = copy_newsroom(MADE_UP / "arvenia", tmp_path_factory.mktemp("arvenia"))
    assert not build_bulletins(folder).errors
    return folder
