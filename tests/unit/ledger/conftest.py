"""A ledger with one issue, in a newsroom of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.ledger import Ledger, open_ledger
from ledger_samples import NOW


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Give an empty ledger."""
    with open_ledger(tmp_path, now=NOW) as opened:
        yield opened
