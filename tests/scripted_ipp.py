"""A printer that plays what real ones do not: it says what a test lets it, to whoever asks."""

import contextlib
import socket
import struct
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field

from communique.deliver.printing.ipp import Attributes, Group, GroupTag, Message, Tag, decode, encode, one
from communique.deliver.printing.printer import (
    CANCEL_JOB,
    GET_JOB,
    GET_JOBS,
    GET_PRINTER,
    PRINT_JOB,
    VALIDATE_JOB,
)

OFFICE = {
    "printer-name": one(Tag.NAME, "scripted"),
    "printer-make-and-model": one(Tag.TEXT, "Scripted Printer"),
    "printer-state": one(Tag.ENUM, 3),
    "printer-state-reasons": one(Tag.KEYWORD, "none"),
    "printer-is-accepting-jobs": one(Tag.BOOLEAN, True),
    "document-format-supported": one(Tag.MIME, "application/pdf"),
    "media-supported": one(Tag.KEYWORD, "iso_a4_210x297mm", "na_letter_8.5x11in"),
    "media-ready": one(Tag.KEYWORD, "iso_a4_210x297mm"),
    "sides-supported": one(Tag.KEYWORD, "one-sided", "two-sided-long-edge", "two-sided-short-edge"),
    "color-supported": one(Tag.BOOLEAN, True),
    "print-color-mode-supported": one(Tag.KEYWORD, "color", "monochrome"),
    "copies-supported": one(Tag.RANGE, (1, 99)),
    "finishings-supported": one(Tag.ENUM, 3, 4),
}
WAITING, HELD, PRINTING, STOPPED, CANCELLED, ABORTED, COMPLETED = range(3, 10)


def job(state=COMPLETED, *reasons, number=7):
    """Return a job in that state as a printer tells of it."""
    told = {
        "job-id": one(Tag.INTEGER, number),
        "job-state": one(Tag.ENUM, state),
        "job-state-reasons": one(Tag.KEYWORD, *(reasons or ("none",))),
    }
    return Group(GroupTag.JOB, Attributes(told))


def printer(**others):
    """Return a printer as it tells of itself, with `others` of its attributes."""
    told = OFFICE | {name.replace("_", "-"): values for name, values in others.items()}
    return Group(GroupTag.PRINTER, Attributes(told))


def answer(*groups, code=0):
    """Let a printer answer so."""

    def say(line, _asked):
        about = {
            "attributes-charset": one(Tag.CHARSET, "utf-8"),
            "attributes-natural-language": one(Tag.LANGUAGE, "en"),
        }
        first = Group(GroupTag.OPERATION, Attributes(about))
        body = encode(Message(code, groups=(first, *groups)))
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: {len(body)}\r\n\r\n"
        line.sendall(head.encode() + body)

    return say


def say(*parts):
    """Let it say these bytes, and hang up."""

    def speak(line, _asked):
        for part in parts:
            line.sendall(part)

    return speak


def endless(first, part, pause=0.0):
    """Let it say `first`, and `part` for ever."""

    def speak(line, _asked):
        line.sendall(first)
        while not line.over.wait(pause):
            line.sendall(part)

    return speak


def silence(line, _asked):
    """Let it say nothing and hold the line."""
    line.over.wait()


def hang_up(line, _asked):
    """Let it break the connection at once, so that what was under way is lost."""
    line.reset()


GOOD = {
    GET_PRINTER: answer(printer()),
    VALIDATE_JOB: answer(),
    PRINT_JOB: answer(job(WAITING)),
    GET_JOB: answer(job(COMPLETED)),
    GET_JOBS: answer(),
    CANCEL_JOB: answer(),
}


@dataclass(frozen=True)
class Asked:
    """What somebody asked."""

    message: Message
    document: bytes


@dataclass
class Line:
    """A connection."""

    socket: socket.socket
    over: threading.Event

    def sendall(self, data):
        """Send `data`."""
        self.socket.sendall(data)

    def reset(self):
        """Break it off, with RST."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()


@dataclass
class Scripted:
    """A printer that listens, and what it was asked.

    `answers` says by the number of an operation what it answers, one after the other, the last one for good.
    `at_once` is what it does before it has heard anything, and `midway` once it has heard `halfway` bytes.
    """

    answers: dict
    at_once: object = None
    midway: object = None
    halfway: int = 0
    port: int = 0
    asked: list = field(default_factory=list)

    @property
    def uri(self):
        """The printer's address."""
        return f"ipp://127.0.0.1:{self.port}/ipp/print"

    def operations(self):
        """Return the numbers of what was asked."""
        return [one.message.code for one in self.asked]

    def meet(self, line):
        """Hear one who asks, and answer."""
        if self.at_once:
            self.at_once(line, None)
            return
        heard = self._hear(line.socket)
        if heard is None:
            self.midway(line, None)
            return
        self.asked.append(heard)
        planned = {**GOOD, **self.answers}[heard.message.code]
        turn = self.operations().count(heard.message.code) - 1
        steps = planned if isinstance(planned, list) else [planned]
        steps[min(turn, len(steps) - 1)](line, heard)

    def _hear(self, line):
        """Return what is asked; None where it is broken off before."""
        head, _, body = self._until(line, b"", lambda data: b"\r\n\r\n" in data).partition(b"\r\n\r\n")
        lengths = [row for row in head.split(b"\r\n") if row.lower().startswith(b"content-length:")]
        length = int(lengths[0].split(b":")[1])
        if self.midway and length > self.halfway:
            self._until(line, body, lambda data: len(data) >= self.halfway)
            return None
        body = self._until(line, body, lambda data: len(data) >= length)
        message = decode(body)
        return Asked(message, body[len(encode(message)) :])

    def _until(self, line, data, is_enough):
        while not is_enough(data):
            more = line.recv(1 << 16)
            if not more:
                raise ConnectionError
            data += more
        return data


@contextmanager
def scripted(answers=None, *, context=None, **how):
    """Give a scripted printer; with a TLS `context` the line is encrypted."""
    over = threading.Event()
    printer_there = Scripted(answers or {}, **how)
    listening = socket.create_server(("127.0.0.1", 0))
    printer_there.port = listening.getsockname()[1]

    def serve(connection):
        with contextlib.suppress(OSError, StopIteration):
            if context:
                connection = context.wrap_socket(connection, server_side=True)
            with connection:
                printer_there.meet(Line(connection, over))

    def wait():
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listening.accept()
                threading.Thread(target=serve, args=(connection,), daemon=True).start()

    threading.Thread(target=wait, daemon=True).start()
    try:
        yield printer_there
    finally:
        over.set()
        with contextlib.suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
