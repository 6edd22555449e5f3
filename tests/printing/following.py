"""What tests follow a print by: what the ledger says of it, and what is told."""

import json

import pytest

from delivery.commands import communique


def printed(folder):
    """Return the last print as the ledger tells of it."""
    told = communique("ledger", "--printed", "--json", folder=folder)
    return json.loads(told.stdout.splitlines()[-1])


def read_until(running, words):
    """Read what is told until `words` stand in a line."""
    for line in running.stderr:
        if words in line:
            return
    pytest.fail(f"{words!r} was never told")
