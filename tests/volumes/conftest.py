"""Prints months once, and keeps all that asks for them in one process."""

from pathlib import Path

import pytest

from volumes.months import Bulletin, print_month


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give all tests of this folder to the same worker."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.xdist_group("volumes"))


@pytest.fixture(scope="session")
def month(tmp_path_factory: pytest.TempPathFactory) -> tuple[Bulletin, ...]:
    """Print a month of twenty bulletins."""
    return print_month(20, tmp_path_factory.mktemp("month"))
