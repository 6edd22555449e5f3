"""GreenMail: an IMAP server that takes mail by SMTP, for who reads a mailbox from afar."""

import os
import shutil
import smtplib
import socket
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

JAR = Path(__file__).parents[1] / ".cache/greenmail/greenmail-standalone-2.1.8.jar"
USER, PASSWORD = "bounces", "s3cret"
ADDRESS = "bounces@newsroom.example.org"


@dataclass(frozen=True)
class GreenMail:
    """A server that runs: one user, and a port for each protocol."""

    smtp: int
    imap: int
    imaps: int

    def deliver(self, *mails):
        """Put `mails`, as bytes, into the user's mailbox."""
        with smtplib.SMTP("127.0.0.1", self.smtp) as line:
            for mail in mails:
                line.sendmail("mailer@example.org", [ADDRESS], mail)


@contextmanager
def greenmail():
    """Give a server for as long as it is wanted."""
    if not (JAR.exists() and shutil.which("java")):
        remedy = "GreenMail is missing: install Java and Maven, then run tools/greenmail.sh"
        assert os.environ.get("CI") != "true", remedy
        pytest.skip(remedy)
    ports = _free_ports(3)
    settings = [
        f"-Dgreenmail.{name}.{key}={value}"
        for name, port in zip(("smtp", "imap", "imaps"), ports, strict=True)
        for key, value in (("port", port), ("hostname", "127.0.0.1"))
    ]
    users = f"-Dgreenmail.users={USER}:{PASSWORD}@newsroom.example.org"
    command = ["java", "-Xmx128m", *settings, users, "-Dgreenmail.users.login=local_part", "-jar", str(JAR)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for port in ports:
                _wait_until_open(port, process)
            yield GreenMail(*ports)
        finally:
            process.kill()


def _free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def _wait_until_open(port, process, patience=60):
    deadline = time.monotonic() + patience
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                return
        except OSError:
            assert process.poll() is None, "GreenMail ended"
            assert time.monotonic() < deadline
            time.sleep(0.05)
