"""Who sends mails in the benchmark, each in a process of its own: smtplib alone, or communique with a ledger.

    python tests/benchmarks/mail_senders.py smtplib|communique PORT COUNT FOLDER

prints the seconds, how many mails were accepted, and the most memory in MB, as JSON.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import smtplib
import sys
import threading
import time
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from communique.deliver.mail.envelope import Envelope
from communique.deliver.mail.message import Prepared, Stationery, prepare
from communique.deliver.mail.pace import Pace
from communique.deliver.mail.sending import post
from communique.deliver.mail.server import Server
from communique.ledger import Intent, open_ledger
from communique.model import Attachment, Letter, Smtp

if TYPE_CHECKING:
    from collections.abc import Iterator

CONNECTIONS = 4
PDF = 150_000  # bytes, which base64 makes some 205,000
NOW = dt.datetime(2018, 7, 31, 12, tzinfo=dt.UTC)
SENDER, NUMBER = "press@newsroom.test", "EMB-JM/2018/001"


def _prepared() -> Prepared:
    text = "The bridge is open.\n" * 100
    letter = Letter(
        ("en",), "Embassy", "The bridge is open", text, f"<html><body><p>{text}</p></body></html>"
    )
    pdf = Attachment("statement.pdf", os.urandom(PDF))
    stationery = Stationery(SENDER, None, "press.newsroom.test", "press", "EMB-JM", "leave@newsroom.test")
    return prepare(letter, [pdf], stationery, NOW, NUMBER)


def _addresses(count: int) -> Iterator[str]:
    return (f"reader{number}@example{number % 500}.test" for number in range(count))


def send_with_smtplib(port: int, count: int, _folder: Path) -> int:
    """Send the same bytes to all; return how many were taken."""
    mail = _prepared().addressed("all@example.test", None, "<1@newsroom.test>", "token")
    addresses: SimpleQueue[str] = SimpleQueue()
    for address in _addresses(count):
        addresses.put(address)

    def serve() -> None:
        with smtplib.SMTP("127.0.0.1", port) as connection:
            while True:
                try:
                    connection.sendmail(SENDER, [addresses.get_nowait()], mail)
                except Empty:
                    return

    threads = [threading.Thread(target=serve) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return count


def send_with_communique(port: int, count: int, folder: Path) -> int:
    """Send each its own mail, with a ledger; return how many were accepted by what that says."""
    prepared, smtp = _prepared(), Smtp(host="127.0.0.1", port=port, security="none", connections=CONNECTIONS)
    with open_ledger(folder, now=NOW) as ledger:
        issue = ledger.note_issue(NUMBER, 1, "meaning", NOW)
        keys = ledger.intend(issue.id, (Intent(one, "press", ("en",)) for one in _addresses(count)), NOW)

        def envelopes() -> Iterator[Envelope]:
            for address, key in keys.items():
                identity, token = (
                    ledger.message_id(NUMBER, 1, address, "newsroom.test"),
                    ledger.token(address),
                )
                content = partial(prepared.addressed, address, None, identity, token)
                yield Envelope(key, SENDER, address, identity, content)

        with ledger.journal() as journal:
            post(
                envelopes(),
                Server(smtp),
                journal,
                pace=Pace(10**9),
                waits=(),
                stop=threading.Event(),
                watcher=lambda _envelope, _outcome: None,
            )
        return ledger.counts(issue.id).get("accepted", 0)


def _memory() -> float:
    """Return the most memory that this process ever had, in MB (proc(5), VmHWM)."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) / 1000 if found else float("inf")


def main() -> None:
    """Send as the command line says, and tell how it went."""
    send = {"smtplib": send_with_smtplib, "communique": send_with_communique}[sys.argv[1]]
    start = time.perf_counter()
    accepted = send(int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "accepted": accepted, "memory": _memory()}))


if __name__ == "__main__":
    main()
