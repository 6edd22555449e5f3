"""Where printers are spoken with: addresses as newsroom.yaml writes them → host, port and path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from pathlib import Path

PORT = 631  # RFC 8010, 4.1


@dataclass(frozen=True, slots=True)
class Address:
    """Where a printer, or CUPS, is spoken with."""

    host: str
    port: int
    path: str  # of the printer there
    tls: bool = False
    socket: Path | None = None  # of CUPS on this machine, in place of host and port

    @property
    def uri(self) -> str:
        """The printer's address as it knows itself (RFC 3510, 4; RFC 7472, 4)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == PORT else f":{self.port}"
        return f"{'ipps' if self.tls else 'ipp'}://{host}{port}{self.path}"

    @property
    def place(self) -> str:
        """The machine, for people."""
        return str(self.socket) if self.socket else f"{self.host}:{self.port}"


def parse_address(uri: str) -> Address:
    """Return the address that an ipp:// or ipps:// `uri` means. Raises ValueError."""
    parts = urlsplit(uri)
    if parts.scheme not in {"ipp", "ipps"} or not parts.hostname or parts.username or not uri.isascii():
        raise ValueError(uri)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Address(parts.hostname, parts.port or PORT, path, tls=parts.scheme == "ipps")
