"""Prints months once, and keeps all that asks for them in one process."""

import pytest

from volumes.months import Bulletin, print_month


@pytest.fixture(scope="session")
def month(tmp_path_factory: pytest.TempPathFactory) -> tuple[Bulletin, ...]:
    """Print a month of twenty bulletins."""
    return print_month(20, tmp_path_factory.mktemp("month"))
