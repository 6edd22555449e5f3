import contextlib
import random
import signal
import subprocess
import sys

import pytest

from communique.ledger import open_ledger
from ledger_samples import NOW, NUMBER, intend

READERS = [f"reader{number}@example.org" for number in range(400)]
# Sends without a server: tells of each mail once it has its mark, which is when its last byte would go.
SENDER = """
import os, sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from communique.deliver.mail.envelope import Outcome
from communique.ledger import open_ledger
from ledger_samples import NOW, envelope, intend

with open_ledger(Path(sys.argv[1]), now=NOW) as ledger:
    keys = intend(ledger, *sys.argv[2:])
    os.write(1, b"ready\\n")
    with ledger.journal() as journal, ThreadPoolExecutor(4) as threads:
        def send(key):
            journal.begin(envelope(key)).result()
            os.write(1, b"%d\\n" % key)
            journal.settle(envelope(key), Outcome("accepted", "250 ok"))
        list(threads.map(send, keys.values()))
"""


def killed_sender(folder, patience):
    """Send to all readers and kill the sender -9 after `patience` seconds; return the keys that it sent."""
    sender = subprocess.Popen([sys.executable, "-c", SENDER, str(folder), *READERS], stdout=subprocess.PIPE)
    assert sender.stdout.readline() == b"ready\n"
    with contextlib.suppress(subprocess.TimeoutExpired):
        sender.wait(patience)
    sender.send_signal(signal.SIGKILL)
    told, _ = sender.communicate(timeout=60)
    return [int(line) for line in told.splitlines(keepends=True) if line.endswith(b"\n")]


@pytest.mark.parametrize("number", range(12))
def test_no_mail_is_sent_twice_or_forgotten(tmp_path, monkeypatch, number):
    """… after kill -9 each mail that was sent has its mark, and the next sending serves those without one."""
    monkeypatch.setenv("PYTHONPATH", ":".join(sys.path))
    sent = killed_sender(tmp_path, random.Random(number).uniform(0, 0.08))  # noqa: S311 - a moment by chance

    with open_ledger(tmp_path, now=NOW) as ledger:
        recovered = ledger.recover()
        standing = {one.key: one.state for one in ledger.standing(1).values()}
        again = intend(ledger, *READERS)

    assert len(sent) == len(set(sent))
    assert {standing[key] for key in sent} <= {"accepted", "doubt"}
    assert not set(again.values()) & set(sent)
    assert recovered == list(standing.values()).count("doubt")
    assert set(standing.values()) <= {"accepted", "doubt", "intended"}
    assert len(again) == list(standing.values()).count("intended")


def test_the_next_sending_serves_the_rest(tmp_path, monkeypatch):
    """… senders killed one after another reach everybody, and nobody twice."""
    monkeypatch.setenv("PYTHONPATH", ":".join(sys.path))
    sent = []
    for patience in (0.01, 0.02, 0.03, 10):
        sent += killed_sender(tmp_path, patience)
        with open_ledger(tmp_path, now=NOW) as ledger:
            ledger.recover()

    with open_ledger(tmp_path, now=NOW) as ledger:
        states = [one.state for one in ledger.deliveries(number=NUMBER)]
    assert len(sent) == len(set(sent))
    assert len(states) == len(READERS)
    assert set(states) <= {"accepted", "doubt"}
