import pytest

from engine.commands import write_newsroom


@pytest.fixture
def newsroom(tmp_path):
    """Give a newsroom with four bulletins."""
    return write_newsroom(tmp_path / "newsroom", 4)
