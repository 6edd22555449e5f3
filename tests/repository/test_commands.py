"""What README.md promises of the commands."""

import re
from pathlib import Path

import pytest

from communique.cli.main import COMMANDS

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_in_the_readme(name):
    """… a newcomer finds each command, and what it does, without installing anything."""
    assert re.search(rf"^\| `communique {name}\b[^|]*\| \w.*\|$", README, flags=re.MULTILINE)


def test_the_readme_names_no_command_that_is_not_there():
    """… nobody types what the manual promised and gets an error."""
    named = re.findall(r"^\| `communique (\w+)", README, flags=re.MULTILINE)

    assert named == list(COMMANDS)
