"""What tests follow a print by: what the ledger says of it, and what is told."""

import json
import threading

from delivery.commands import communique

PATIENCE = 60  # seconds for a line to be told


def printed(folder):
    """Return the last print as the ledger tells of it."""
    told = communique("ledger", "--printed", "--json", folder=folder)
    return json.loads(told.stdout.splitlines()[-1])


def read_until(running, words):
    """Read what is told until `words` stand in a line; a command that never tells them is ended."""
    clock = threading.Timer(PATIENCE, running.kill)
    clock.start()
    try:
        assert any(words in line for line in running.stderr), f"{words!r} was never told"
    finally:
        clock.cancel()
