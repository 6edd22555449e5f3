"""CUPS on this machine, or the one that its clients are told of: where it listens, and its queues.

A queue is spoken with as a printer is; CUPS itself converts and hands on.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from communique.deliver.printing.ability import Ability, read_ability
from communique.deliver.printing.address import PORT, Address
from communique.deliver.printing.ipp import GroupTag
from communique.deliver.printing.printer import Printer
from communique.deliver.printing.unreachable import QUEUES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from communique.deliver.printing.transport import Limits

SOCKETS = (Path("/run/cups/cups.sock"), Path("/var/run/cups/cups.sock"))
SETTINGS = (Path("~/.cups/client.conf"), Path("/etc/cups/client.conf"))
SERVER = re.compile(r"^\s*ServerName\s+(\S+)", re.IGNORECASE | re.MULTILINE)  # client.conf(5)
VERSION = re.compile(r"/version=[0-9.]+$")
LONGEST_SETTINGS = 100_000  # characters of a client.conf that are read
GET_QUEUES = 0x4002  # CUPS-Get-Printers


def server_address(sockets: Iterable[Path] = SOCKETS, settings: Iterable[Path] = SETTINGS) -> Address:
    """Return where CUPS listens: as CUPS_SERVER says, or client.conf, or as it does by itself."""
    named = os.environ.get("CUPS_SERVER") or next(filter(None, map(_named_in, settings)), "")
    named = VERSION.sub("", named)
    if named.startswith("/"):
        return Address("localhost", PORT, "/", socket=Path(named))
    if named:
        host, port = _host_and_port(named)
        return Address(host, port, "/")
    there = next((path for path in sockets if path.is_socket()), None)
    return Address("localhost", PORT, "/", socket=there)


def queue_address(name: str) -> Address:
    """Return where the queue `name` is spoken with."""
    server = server_address()
    return Address(server.host, server.port, f"{QUEUES}{quote(name, safe='')}", socket=server.socket)


def read_queues(user: str, limits: Limits) -> tuple[Ability, ...]:
    """Return the queues that CUPS has, each as it tells of itself. Raises UnreachableError."""
    answer = Printer(server_address(), user, limits).ask(GET_QUEUES)
    return tuple(read_ability(group) for group in answer.all_groups(GroupTag.PRINTER))


def _named_in(path: Path) -> str:
    """Return the server that a client.conf names, if any."""
    try:
        text = path.expanduser().read_text(errors="replace")[:LONGEST_SETTINGS]
    except (OSError, RuntimeError):  # there is no home
        return ""
    found = SERVER.search(text)
    return found[1] if found else ""


def _host_and_port(named: str) -> tuple[str, int]:
    """Split `host`, `host:port`, `[::1]` or `[::1]:port`; a bare IPv6 address has no port."""
    found = re.fullmatch(
        r"\[(?P<six>[^\]]+)\](?::(?P<a>\d{1,5}))?|(?P<name>[^:]+)(?::(?P<b>\d{1,5}))?", named
    )
    if not found:
        return named, PORT
    return found["six"] or found["name"], int(found["a"] or found["b"] or PORT)
