"""What all tests share: no network, and the same examples on every machine."""

import os
import socket
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("laptop", deadline=None)  # other work may slow any example
settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile("soak", deadline=None, max_examples=10_000)
settings.load_profile("ci" if os.environ.get("CI") else "laptop")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --bless."""
    parser.addoption("--bless", action="store_true", help="accept what the golden files are compared with")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection to a host, this machine included; sockets in the file system stay free."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX:
            pytest.fail(f"a connection to {address!r} was asked for; the tests use no network")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
