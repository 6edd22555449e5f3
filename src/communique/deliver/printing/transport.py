"""One request to a printer and its answer: IPP over HTTP (RFC 8010, 4), within its time whatever comes back.

http.client speaks HTTP; it waits anew for each byte, so a clock of ours ends what lasts too long.
"""

from __future__ import annotations

import contextlib
import getpass
import http.client
import socket
import ssl
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from communique.deliver.printing.unreachable import refusal_of, turned_away

if TYPE_CHECKING:
    from collections.abc import Iterator

    from communique.deliver.printing.address import Address

BLOCK = 1 << 16  # bytes that go out within one limit of time
LARGEST_ANSWER = 8_000_000  # bytes; a printer of many papers tells some 200 kB of itself
HEADERS = {"Content-Type": "application/ipp", "Accept": "application/ipp", "User-Agent": "communique"}


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a printer is waited for, in seconds."""

    connect: float = 5
    reply: float = 10
    block: float = 60  # for each block of a document, and for the answer to it: printers stop to think
    whole: float = 600  # for all of a document


def exchange(address: Address, request: bytes, document: bytes = b"", limits: Limits | None = None) -> bytes:
    """Send `request`, and `document` after it, to the printer at `address`; return what it answers.

    Certificates are checked by the authorities that the system trusts, or those in the file that the
    environment names as SSL_CERT_FILE. Raises UnreachableError.
    """
    limits = limits or Limits()
    connection = _Connection(address, limits)
    try:
        with connection.within(limits.whole if document else limits.reply):
            return _answer(connection, request, document)
    except (OSError, http.client.HTTPException) as problem:
        reason = TimeoutError() if connection.is_late else problem
        raise refusal_of(address, reason, is_sent=connection.is_sent) from None
    finally:
        connection.close()


class _Connection(http.client.HTTPConnection):
    """A connection that its own clock shuts down."""

    def __init__(self, address: Address, limits: Limits) -> None:
        super().__init__(address.host, address.port)
        self.address, self.limits = address, limits
        self.is_late = False
        self.is_sent = False  # the request has begun to go out

    def connect(self) -> None:
        """Reach the printer, and encrypt the line where its address says so."""
        if self.address.socket:
            self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self.sock.settimeout(self.limits.connect)
            self.sock.connect(str(self.address.socket))
        else:
            self.sock = socket.create_connection((self.host, self.port), self.limits.connect)
            self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.address.tls:
            context = ssl.create_default_context()
            secured = context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock = secured
            secured.do_handshake()

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Shut the line down once `seconds` are over."""
        clock = threading.Timer(seconds, self._shut)
        clock.daemon = True
        clock.start()
        try:
            yield
        finally:
            clock.cancel()

    def _shut(self) -> None:
        self.is_late = True
        with contextlib.suppress(OSError, AttributeError):  # the line may not be there yet, or no longer
            self.sock.shutdown(socket.SHUT_RDWR)


def _answer(connection: _Connection, request: bytes, document: bytes) -> bytes:
    address, limits = connection.address, connection.limits
    connection.connect()
    connection.sock.settimeout(limits.block if document else limits.reply)
    connection.is_sent = True
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # who refuses may not hear it out
        length = {"Content-Length": str(len(request) + len(document))}
        connection.request(
            "POST", address.path, _blocks(request, document), {**HEADERS, **_named(address), **length}
        )
    with connection.getresponse() as response:
        if response.status != HTTPStatus.OK:
            raise turned_away(address, response.status, response.reason)
        answer = response.read(LARGEST_ANSWER + 1)
    if connection.is_late:
        raise TimeoutError
    if len(answer) > LARGEST_ANSWER:
        raise http.client.HTTPException("an answer without end")
    return answer


def _named(address: Address) -> dict[str, str]:
    """Return who is asked and who asks: CUPS lets the system tell who is at a socket's other end."""
    if address.socket:
        return {"Host": "localhost", "Authorization": f"PeerCred {getpass.getuser()}"}
    return {}


def _blocks(request: bytes, document: bytes) -> Iterator[bytes | memoryview]:
    yield request
    view = memoryview(document)
    for start in range(0, len(view), BLOCK):
        yield view[start : start + BLOCK]
