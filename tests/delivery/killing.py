"""Sendings killed with -9 at random moments, one after the other, until all are served."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter

from delivery.commands import ENVIRONMENT, NUMBER, communique, set_up, standing
from smtp_server import accepted

PAUSE = 0.04  # seconds for which the server considers a mail, so that each sending is killed among its first


def begin(folder):
    """Begin a sending in a group of its own, so that all of it can be killed."""
    return subprocess.Popen(
        [sys.executable, "-m", "communique", "-C", folder, "send", NUMBER, "--list", "press", "--yes"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=ENVIRONMENT | {"XDG_STATE_HOME": str(folder.parent / "state")},
        start_new_session=True,
    )


def kill_and_finish(folder, log, port, *, recipients, kills, connections, seed):
    """Kill `kills` sendings to `recipients`, send once more in peace, and check what everybody got."""
    chance = random.Random(seed)  # noqa: S311 - moments, and no secret
    readers = (f"{{address: reader{nth}@example.org}}" for nth in range(recipients))
    set_up(folder, port, *readers, connections=connections)
    began = time.monotonic()
    assert communique("send", NUMBER, "--list", "press", "--dry-run", folder=folder).returncode == 0
    start = time.monotonic() - began  # seconds until a sending could begin
    killed = 0
    for _ in range(kills):
        process = begin(folder)
        before = len(accepted(log))
        # some while it starts, most in the middle of the mails
        deadline = time.monotonic() + start * chance.uniform(0.2, 4.0)
        wanted = before + 1
        while process.poll() is None and time.monotonic() < deadline and len(accepted(log)) < wanted:
            time.sleep(0.002)
        time.sleep(chance.uniform(0, PAUSE))
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            killed += 1
        process.wait()
    last = communique("send", NUMBER, "--list", "press", "--yes", folder=folder)
    check(folder, log, recipients)
    assert last.returncode in {0, 5}, last.stderr
    return killed


def check(folder, log, recipients):
    """Fail where somebody got two mails or none, unless the ledger calls it in doubt, or it lacks a mail."""
    got = Counter(accepted(log))
    states = standing(folder)
    everybody = {f"reader{nth}@example.org" for nth in range(recipients)}
    doubtful = {address for address, state in states.items() if state == "doubt"}

    assert set(states) == everybody
    assert {address for address, count in got.items() if count > 1} == set()
    assert everybody - set(got) <= doubtful
    assert {address for address in got if states[address] not in {"accepted", "doubt"}} == set()
    assert {address for address, state in states.items() if state == "accepted"} <= set(got)
    assert set(states.values()) <= {"accepted", "doubt"}
