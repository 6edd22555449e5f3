"""What tests of delivery share: servers of this machine alone."""

import socket
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from delivery.commands import communique
from newsroom_copies import ROOT, copy_newsroom
from smtp_server import smtp_server

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection to another machine."""

    def refusing(connect: Callable[[socket.socket, Any], Any]) -> Callable[[socket.socket, Any], Any]:
        def ask(self: socket.socket, address: Any) -> Any:
            if self.family != socket.AF_UNIX and address[0] not in LOOPBACK:
                pytest.fail(f"a connection to {address!r} was asked for; the tests stay on this machine")
            return connect(self, address)

        return ask

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, refusing(getattr(socket.socket, name)))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Give a newsroom whose bulletin is built, to be copied."""
    folder = copy_newsroom(ROOT, tmp_path_factory.mktemp("built") / "newsroom")
    done = communique("build", folder=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def newsroom(built, tmp_path):
    """Give a copy of the built newsroom, which has no mail and no lists yet."""
    folder = tmp_path / "newsroom"
    subprocess.run(["cp", "-a", built, folder], check=True)
    return folder


@pytest.fixture
def server(tmp_path):
    """Give a server that logs in the test's folder."""
    (tmp_path / "mails").mkdir()
    with smtp_server(tmp_path, "--keep", str(tmp_path / "mails")) as port:
        yield port
