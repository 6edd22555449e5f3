"""A connection to a mail server: commands and replies, each within its time, whatever the server says.

smtplib reads what EHLO answers; replies are read here, since smtplib's own reader waits anew for each
byte, takes replies without end, and so could be held for ever by a server that means ill.
"""

from __future__ import annotations

import re
import smtplib
import ssl
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket

LINE = re.compile(rb"([2-5][0-9]{2})(?:([ -])(.*))?", re.DOTALL)
LONGEST_LINE = 4096  # bytes; RFC 5321, 4.5.3.1.5 has 512, and some servers say more
MOST_LINES = 100
LONGEST_TOLD = 300  # characters of a server's words that are kept
BLOCK = 1 << 18  # bytes that go out within one limit of time
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


class LostError(Exception):
    """The connection is of no more use. Its text says why."""


class LateError(LostError):
    """The server did not answer in time."""


class NonsenseError(LostError):
    """What answers does not speak SMTP."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a server is waited for, in seconds.

    RFC 5321, 4.5.3.2 has five minutes for greeting and replies, for servers that nobody waits for; here an
    officer does, and a mail that was not ended can be tried again without harm. After the final dot
    impatience would leave doubts: there its ten minutes (4.5.3.2.6) are kept, as are the three for a block
    of data (4.5.3.2.5).
    """

    connect: float = 20
    reply: float = 60
    block: float = 180
    end: float = 600
    idle: float = 20  # an unused connection is ended before the server does so
    pauses: tuple[float, ...] = (0, 1, 2, 4, 8, 15)  # before each new connection where the last ones failed


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered (RFC 5321, 4.2)."""

    code: int
    words: str  # on one line

    @property
    def kind(self) -> int:
        """The first figure: 2 done, 3 go on, 4 not now, 5 never."""
        return self.code // 100

    @property
    def is_passing(self) -> bool:
        """Whether the server would answer otherwise later."""
        return self.kind == 4  # noqa: PLR2004 - transient (RFC 5321, 4.2.1)

    @property
    def is_final(self) -> bool:
        """Whether the server would never answer otherwise."""
        return self.kind == 5  # noqa: PLR2004 - permanent (RFC 5321, 4.2.1)

    def __str__(self) -> str:
        return f"{self.code} {self.words}".strip()


@dataclass(frozen=True, slots=True)
class Ability:
    """What a server says it can do (RFC 5321, 4.1.1.1)."""

    size: int | None  # bytes of the largest mail (RFC 1870); None: it does not say
    utf8: bool  # addresses in other letters than ASCII's (RFC 6531)
    eight_bit: bool  # 8BITMIME (RFC 6152)
    dsn: bool  # reports about each recipient (RFC 3461)
    pipelining: bool  # commands in a row (RFC 2920)
    names_size: bool  # SIZE= is understood


class Connection(smtplib.SMTP):
    """An open connection. Raises LostError, after which it is closed, where it is of no more use."""

    def __init__(self, sock: socket.socket, local_name: str, limits: Limits) -> None:
        super().__init__(local_hostname=local_name)
        self.sock: socket.socket = sock
        self.limits = limits
        self._unread = bytearray()
        self._lines: list[bytes] = []  # of the last reply

    @property
    def ability(self) -> Ability:
        """What the server said to EHLO."""
        has, size = self.esmtp_features, self.esmtp_features.get("size", "").strip()
        return Ability(
            int(size[:20]) if size.isascii() and size.isdigit() and int(size[:20]) else None,
            "smtputf8" in has,
            "8bitmime" in has,
            "dsn" in has,
            "pipelining" in has,
            "size" in has,
        )

    def ask(self, command: bytes) -> Reply:
        """Send a command, without its line's end, and return the reply."""
        self.send(command + b"\r\n")
        return self.reply()

    def send(self, s: object) -> None:
        """Send bytes, or ASCII text, as they are; nothing of them is ever printed."""
        data = memoryview(s.encode("ascii") if isinstance(s, str) else s)  # type: ignore[arg-type] # smtplib's
        try:
            for start in range(0, len(data), BLOCK):
                self.sock.settimeout(self.limits.block)
                self.sock.sendall(data[start : start + BLOCK])
        except OSError as problem:
            raise self._lost(problem) from problem

    def reply(self, limit: float | None = None) -> Reply:
        """Wait for a reply, at most `limit` seconds for the whole of it."""
        deadline = time.monotonic() + (self.limits.reply if limit is None else limit)
        lines: list[bytes] = []
        while len(lines) < MOST_LINES:
            line = self._line(deadline)
            if (match := LINE.fullmatch(line)) is None:
                raise self._nonsense(line)
            lines.append(match[3] or b"")
            if match[2] != b"-":
                self._lines = lines
                return Reply(int(match[1]), told(b" ".join(lines)))
        raise self._nonsense(b"a reply without end")

    def getreply(self) -> tuple[int, bytes]:
        """Read a reply for smtplib."""
        reply = self.reply()
        return reply.code, b"\n".join(self._lines)

    def hear(self) -> Reply | None:
        """Return what the server said without being asked; None, at once, where it waits in silence."""
        self.sock.settimeout(0)
        try:
            self._unread += self._received(self.sock.recv(LONGEST_LINE))
        except (BlockingIOError, ssl.SSLWantReadError):
            pass
        except OSError as problem:
            raise self._lost(problem) from problem
        return self.reply() if self._unread else None

    @property
    def is_overfull(self) -> bool:
        """Whether the server said more than it was asked."""
        return bool(self._unread)

    @property
    def is_closed(self) -> bool:
        """Whether nothing can be sent any more."""
        return self.sock.fileno() < 0

    def close(self) -> None:
        """Break the connection off."""
        self.sock.close()

    def hang_up(self) -> None:
        """End the connection as politely as it still can be."""
        if not self.is_closed:
            try:
                self.send(b"QUIT\r\n")
                self.reply(min(self.limits.reply, 1.0))
            except LostError:
                pass
            self.close()

    def _line(self, deadline: float) -> bytes:
        while (end := self._unread.find(b"\n")) < 0:
            if len(self._unread) > LONGEST_LINE:
                raise self._nonsense(bytes(self._unread))
            try:
                self.sock.settimeout(max(deadline - time.monotonic(), 0.001))
                self._unread += self._received(self.sock.recv(LONGEST_LINE))
            except OSError as problem:
                raise self._lost(problem) from problem
        line = bytes(self._unread[:end])
        del self._unread[: end + 1]
        return line.removesuffix(b"\r")

    def _received(self, data: bytes) -> bytes:
        if not data:
            self.close()
            raise LostError("the server closed the connection")
        return data

    def _lost(self, problem: OSError) -> LostError:
        self.close()
        if isinstance(problem, TimeoutError):
            return LateError("the server did not answer in time")
        return LostError(f"the connection broke: {problem.strerror or problem}")

    def _nonsense(self, line: bytes) -> NonsenseError:
        self.close()
        return NonsenseError(told(line[:LONGEST_TOLD]))


def told(words: bytes) -> str:
    """Return a server's words on one line, without what could steer a terminal."""
    return CONTROL.sub(" ", words.decode("utf-8", "replace")).strip()[:LONGEST_TOLD]
