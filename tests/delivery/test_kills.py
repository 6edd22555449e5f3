"""Sendings that are killed, a few of them; soak_kills.py kills two hundred."""

from delivery.killing import kill_and_finish


def test_a_killed_sending_serves_nobody_twice_and_misses_nobody(newsroom, server, tmp_path):
    """… a power cut costs a doubt about the mails just then under way, and nothing else."""
    killed = kill_and_finish(newsroom, tmp_path, server, recipients=60, kills=8, connections=4, seed=7)

    assert killed
