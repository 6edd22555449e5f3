"""One connection to the server, over which one mail after another goes, and what becomes of each."""

from __future__ import annotations

import smtplib
from functools import partial
from typing import TYPE_CHECKING

from communique.deliver.mail.envelope import Outcome
from communique.deliver.mail.server import AFTER_DATA, ANSWERING, ability_of, connect, hang_up, words
from communique.model import ascii_domain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from communique.deliver.mail.envelope import Envelope, Fate, Journal
    from communique.deliver.mail.server import Server

LONGEST_ENVID = 100  # characters (RFC 3461, 4.4)
BROKEN = (OSError, smtplib.SMTPServerDisconnected)
CLOSING = 421  # the server is about to hang up (RFC 5321, 4.2.2)
GO_AHEAD = 354
FATES: dict[int, Fate] = {2: "accepted", 4: "deferred", 5: "refused"}  # by a reply's first figure (4.2.1)


class BrokenError(Exception):
    """The connection ended before the mail was complete: it was not accepted, and may be tried again."""


class Connection:
    """Hands mails to the server. Is made when the first is there, and made anew when it broke."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._line: smtplib.SMTP | None = None

    def deliver(self, envelope: Envelope, journal: Journal) -> Outcome:
        """Hand `envelope` to the server and return what became of it.

        Its last byte goes out only once `journal` has it on the disk that it is under way. Raises
        UnreachableError where there is no connection, BrokenError where it ends in between, and what
        the journal raises: in all of these the mail was not accepted.
        """
        line = self._line = self._line or connect(self._server)
        ability = ability_of(line)
        recipient = _ascii(envelope.recipient)
        if not recipient.isascii() and not ability.utf8:
            return Outcome("refused", f"{self._server.smtp.host} takes ASCII addresses alone (no SMTPUTF8)")
        begun = journal.begin(envelope)
        try:
            content = stuffed(envelope.content())
            refusal = self._open(line, envelope, recipient, len(content))
            if refusal:
                return refusal
            _send(line, content)
        except BROKEN as problem:
            self.drop()
            raise BrokenError(_reason(problem)) from problem
        try:
            begun.result()
        except BaseException:
            self.drop()  # without its end, the server throws the mail away (RFC 5321, 4.1.1.4)
            raise
        return self._end(line)

    def drop(self) -> None:
        """Break the connection off."""
        if self._line:
            self._line.close()
        self._line = None

    def close(self) -> None:
        """End the connection."""
        if self._line:
            hang_up(self._line)
        self._line = None

    def _open(self, line: smtplib.SMTP, envelope: Envelope, recipient: str, size: int) -> Outcome | None:
        """Say who writes to whom. Returns None where the server waits for the mail, else why not."""
        mail_options = _mail_options(line, envelope, recipient, size)
        for command in (
            partial(line.mail, _ascii(envelope.sender), mail_options),
            partial(line.rcpt, recipient, _rcpt_options(line, recipient)),
            partial(line.docmd, "DATA"),
        ):
            code, said = command()
            if code == CLOSING:
                raise smtplib.SMTPServerDisconnected(words(code, said))
            if not 200 <= code < 300 and code != GO_AHEAD:  # noqa: PLR2004 - positive replies (4.2.1)
                line.rset()
                fate = FATES.get(code // 100, "deferred")
                return Outcome("deferred" if fate == "accepted" else fate, words(code, said))
        return None

    def _end(self, line: smtplib.SMTP) -> Outcome:
        """Send the mail's end and return the server's answer; what breaks after that leaves a doubt."""
        try:
            if line.sock:
                line.sock.settimeout(AFTER_DATA)
            _send(line, b".\r\n")
        except BROKEN as problem:  # the system took none of the end, so the server has none
            self.drop()
            raise BrokenError(_reason(problem)) from problem
        try:
            code, said = line.getreply()
            if line.sock:
                line.sock.settimeout(ANSWERING)
        except (*BROKEN, smtplib.SMTPResponseException) as problem:
            self.drop()
            return Outcome("doubt", f"no answer after the mail was sent: {_reason(problem)}")
        fate = FATES.get(code // 100)
        if fate is None or code == CLOSING:
            self.drop()
        return Outcome(fate or "doubt", words(code, said))


def stuffed(content: bytes) -> bytes:
    """Return `content` with each line's first dot doubled, and a line's end at its own (RFC 5321, 4.5.2)."""
    if b"\r\n." in content:
        content = content.replace(b"\r\n.", b"\r\n..")
    if content.startswith(b"."):
        content = b"." + content
    return content if content.endswith(b"\r\n") else content + b"\r\n"


def _send(line: smtplib.SMTP, data: bytes) -> None:
    if line.sock is None:
        raise smtplib.SMTPServerDisconnected("the connection is closed")
    line.sock.sendall(data)


def _mail_options(line: smtplib.SMTP, envelope: Envelope, recipient: str, size: int) -> Sequence[str]:
    ability, options = ability_of(line), []
    if line.has_extn("size"):
        options.append(f"SIZE={size}")
    if not (recipient.isascii() and envelope.sender.isascii()):
        options.append("SMTPUTF8")
    if ability.dsn:
        options += ["RET=HDRS", f"ENVID={_xtext(envelope.identity.strip('<>'))[:LONGEST_ENVID]}"]
    return options


def _rcpt_options(line: smtplib.SMTP, recipient: str) -> Sequence[str]:
    """Ask for reports of failure and delay, which name the address as we know it (RFC 3461, 4.1 and 4.2)."""
    if not ability_of(line).dsn:
        return ()
    original = (f"ORCPT=rfc822;{_xtext(recipient)}",) if recipient.isascii() else ()
    return ("NOTIFY=FAILURE,DELAY", *original)


def _xtext(text: str) -> str:
    """Return ASCII `text` as the value of a DSN parameter (RFC 3461, 4)."""
    return "".join(
        letter if "!" <= letter <= "~" and letter not in "+=" else f"+{ord(letter):02X}" for letter in text
    )


def _ascii(address: str) -> str:
    """Return `address` with its domain as DNS has it; the part before the @ may need SMTPUTF8."""
    local, at, domain = address.rpartition("@")
    return f"{local}{at}{ascii_domain(domain)}" if at else address


def _reason(problem: BaseException) -> str:
    if isinstance(problem, TimeoutError):
        return "it did not answer in time"
    return " ".join(str(problem).split())[:200].lower() or "the connection was closed"
