"""Two hundred sendings killed over five hundred recipients: `make soak`."""

from delivery.killing import kill_and_finish


def test_two_hundred_killed_sendings_serve_nobody_twice_and_miss_nobody(newsroom, server, tmp_path):
    """… whenever a sending ends, what the ledger says holds."""
    killed = kill_and_finish(newsroom, tmp_path, server, recipients=500, kills=200, connections=1, seed=20181)

    assert killed >= 150
