"""Sendings that are killed, a few of them; soak_kills.py kills two hundred."""

from delivery.killing import PAUSE, kill_and_finish
from smtp_server import smtp_server


def test_a_killed_sending_serves_nobody_twice_and_misses_nobody(newsroom, tmp_path):
    """… a power cut costs a doubt about the mails just then under way, and nothing else."""
    with smtp_server(tmp_path, "--pause", str(PAUSE)) as port:
        killed = kill_and_finish(newsroom, tmp_path, port, recipients=60, kills=8, connections=4, seed=7)

    assert killed == 8
