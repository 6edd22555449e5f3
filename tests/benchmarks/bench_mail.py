"""How fast mails go out with a ledger, beside bare smtplib that hands over the same bytes again and again.

Both speak to the same Postfix, over as many connections, each in a process of its own: smtplib with half of
the mails, communique with all of them, smtplib with the other half. COMMUNIQUE_BENCH_MAILS asks for fewer.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks import mail_senders
from benchmarks.blessed import write_between
from benchmarks.machine import describe
from postfix_server import private_postfix

MAILS = int(os.environ.get("COMMUNIQUE_BENCH_MAILS", "10000"))
DOCUMENT = Path(__file__).parents[2] / "docs/performance.md"
LEAST, MOST_MEMORY = 0.7, 150.0  # of smtplib's rate; MB


@pytest.fixture(autouse=True)
def _no_network() -> None:
    """Let this benchmark alone speak to a server, which it starts itself on this machine."""


def test_mails_go_out_nearly_as_fast_as_without_a_ledger(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """… a record of every mail costs less than a third of the speed, and no memory for each."""
    half = MAILS // 2
    with private_postfix() as postfix:
        runs = []
        for kind, count in (("smtplib", half), ("communique", 2 * half), ("smtplib", half)):
            runs.append(_run(kind, postfix.port, count, tmp_path))
            _wait_until_idle(postfix)
    bare, ours = 2 * half / (runs[0]["seconds"] + runs[2]["seconds"]), 2 * half / runs[1]["seconds"]
    memory = runs[1]["memory"]

    report = _report(2 * half, bare, ours, memory)
    print(f"\n{report}")
    if pytestconfig.getoption("--bless"):
        write_between(DOCUMENT, "bench_mail.py", report)
    assert runs[1]["accepted"] == 2 * half
    assert ours / bare >= LEAST
    assert memory <= MOST_MEMORY


def _report(count: int, bare: float, ours: float, memory: float) -> str:
    size, connections = mail_senders.PDF // 1000, mail_senders.CONNECTIONS
    return (
        f"{count} mails with a PDF of {size} kB, {connections} connections to a Postfix. {describe()}.\n\n"
        "| | mails a second | of smtplib's | wanted | memory, MB | wanted |\n"
        "| --- | ---: | ---: | ---: | ---: | ---: |\n"
        f"| **communique, with its ledger** | {ours:.0f} | {ours / bare:.2f} | {LEAST} | {memory:.0f} | "
        f"{MOST_MEMORY:.0f} |\n"
        f"| smtplib, with bytes made before | {bare:.0f} | | | | |\n"
    )


def _run(kind: str, port: int, count: int, folder: Path) -> dict[str, float]:
    command = [sys.executable, mail_senders.__file__, kind, str(port), str(count), str(folder)]
    told: dict[str, float] = json.loads(subprocess.check_output(command, encoding="ascii"))
    return told


def _wait_until_idle(postfix) -> None:  # type: ignore[no-untyped-def] # of a module without types
    """Wait until Postfix has thrown away all mails, so that it does not do so in the other's time."""
    while postfix.queued():
        time.sleep(0.2)
