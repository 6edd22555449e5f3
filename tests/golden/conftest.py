"""Golden files: what was looked at once and found good, kept to be compared with."""

from collections.abc import Callable
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Give a function that compares a text with the golden file of a name, or accepts it with --bless."""

    def compare(name: str, text: str) -> None:
        path = FOLDER / name
        if request.config.getoption("--bless"):
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"{path} is missing: look at the result, then accept it with --bless"
        assert text.splitlines() == path.read_text("utf-8").splitlines()

    return compare
