"""Gives the tests of conformance their validator, and keeps them in one process so that it starts seldom."""

import functools
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from conformance.verapdf import Profile, find_verapdf, validate

Validator = Callable[[Sequence[Path], Profile], dict[Path, list[str]]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give all tests of this folder to the same worker."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.xdist_group("conformance"))


@pytest.fixture(scope="session")
def verapdf() -> Validator:
    """Give (files, profile) → the broken rules of each file: ask once for all files of a run."""
    jar = find_verapdf()
    if jar:
        return functools.partial(validate, jar)
    remedy = "veraPDF is missing: install Java and Maven, then run tools/verapdf.sh"
    if os.environ.get("CI"):
        pytest.fail(remedy)
    pytest.skip(remedy)
