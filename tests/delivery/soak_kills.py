"""Two hundred sendings killed over five hundred recipients: `make soak`."""

from delivery.killing import PAUSE, kill_and_finish
from smtp_server import smtp_server


def test_two_hundred_killed_sendings_serve_nobody_twice_and_miss_nobody(newsroom, tmp_path):
    """… whenever a sending ends, what the ledger says holds."""
    with smtp_server(tmp_path, "--pause", str(PAUSE)) as port:
        killed = kill_and_finish(
            newsroom, tmp_path, port, recipients=500, kills=200, connections=1, seed=20181
        )

    assert killed == 200
