"""The server that takes the newsroom's mail: its password, the way to it, and what it can do."""

from __future__ import annotations

import os
import shlex
import smtplib
import socket
import ssl
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communique.errors import CommuniqueError, DeliveryFaults, Fault

if TYPE_CHECKING:
    from communique.model import Smtp

PASSWORD = "COMMUNIQUE_SMTP_PASSWORD"  # noqa: S105 - the name of a variable of the environment
PATIENCE_OF_COMMAND = 60.0  # seconds: it may ask its user for a passphrase
CONNECTING = 20.0  # seconds
ANSWERING = 300.0  # seconds for any reply, RCPT's among them (RFC 5321, 4.5.3.2.3)
AFTER_DATA = 600.0  # seconds for the reply to the final dot (RFC 5321, 4.5.3.2.6)
LONGEST = 200  # characters of a server's words that are told
LARGEST_PASSWORD = 10_000  # characters


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail goes, and how one is known there."""

    smtp: Smtp
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Ability:
    """What a server says it can do (RFC 5321, 4.1.1.1)."""

    size: int | None  # bytes of the largest mail (RFC 1870); None: it does not say
    utf8: bool  # addresses in other letters than ASCII's (RFC 6531)
    dsn: bool  # reports about each recipient (RFC 3461)


class UnreachableError(Exception):
    """The server cannot be used just now; `fault` tells why."""

    def __init__(self, fault: Fault, *, for_good: bool = True) -> None:
        super().__init__(fault.message)
        self.fault, self.for_good = fault, for_good


def server_of(smtp: Smtp) -> Server:
    """Return the server of `smtp` with its password. Raises DeliveryFaults where that is not to be had."""
    return Server(smtp, _password(smtp) if smtp.user else None)


def reach(server: Server) -> Ability:
    """Connect once, as for sending, and return what the server can do. Raises DeliveryFaults."""
    try:
        connection = connect(server)
    except UnreachableError as problem:
        raise DeliveryFaults([problem.fault]) from problem
    ability = ability_of(connection)
    hang_up(connection)
    return ability


def ability_of(connection: smtplib.SMTP) -> Ability:
    """Return what the server of `connection` said to EHLO."""
    size = connection.esmtp_features.get("size", "")
    return Ability(
        int(size) if size.isascii() and size.isdigit() and int(size) else None,
        connection.has_extn("smtputf8"),
        connection.has_extn("dsn"),
    )


def connect(server: Server) -> smtplib.SMTP:
    """Return a connection that mail can be handed to. Raises UnreachableError."""
    smtp = server.smtp
    trust = ssl.create_default_context()
    try:
        if smtp.security == "tls":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                smtp.host, smtp.port, timeout=CONNECTING, context=trust
            )
        else:
            connection = smtplib.SMTP(smtp.host, smtp.port, timeout=CONNECTING)
        _greet(connection)
        if smtp.security == "starttls":
            _encrypt(connection, trust, smtp)
        if smtp.user:
            _log_in(connection, server)
    except (OSError, smtplib.SMTPException, ValueError) as problem:
        raise told(problem, smtp) from problem
    if connection.sock:
        connection.sock.settimeout(ANSWERING)
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def hang_up(connection: smtplib.SMTP) -> None:
    """End `connection` as politely as it still can be."""
    try:
        if connection.sock:
            connection.sock.settimeout(CONNECTING)
        connection.quit()
    except (OSError, smtplib.SMTPException):
        connection.close()


def _greet(connection: smtplib.SMTP) -> None:
    code, said = connection.ehlo()
    if not 200 <= code < 300:  # noqa: PLR2004 - positive replies (RFC 5321, 4.2.1)
        raise smtplib.SMTPHeloError(code, said)


def _encrypt(connection: smtplib.SMTP, trust: ssl.SSLContext, smtp: Smtp) -> None:
    if not connection.has_extn("starttls"):
        message = f"{smtp.host} offers no encryption (STARTTLS)"
        hint = "try security: tls with port 465; where it is offered elsewhere, somebody is in between"
        raise UnreachableError(Fault("M004", message, hint=hint))
    code, said = connection.starttls(context=trust)
    if code != 220:  # noqa: PLR2004 - ready (RFC 3207, 4)
        raise smtplib.SMTPResponseException(code, said)
    _greet(connection)


def _log_in(connection: smtplib.SMTP, server: Server) -> None:
    user = server.smtp.user or ""
    if not connection.has_extn("auth"):
        message = f"{server.smtp.host} asks for no user, and one is named"
        hint = "leave out smtp: user, or take the port for sending, mostly 587"
        raise UnreachableError(Fault("M006", message, hint=hint))
    try:
        connection.login(user, server.password or "")
    except smtplib.SMTPAuthenticationError as problem:
        said = words(problem.smtp_code, problem.smtp_error)
        message = f"{server.smtp.host} does not know this user and password: {said}"
        hint = f"mend smtp: user in newsroom.yaml, or the password in {PASSWORD} or its command"
        raise UnreachableError(Fault("M006", message, hint=hint)) from None  # its traceback has the password


def told(problem: Exception, smtp: Smtp) -> UnreachableError:
    """Return what `problem` at connecting means, in plain words."""
    place = f"{smtp.host}:{smtp.port}"
    if isinstance(problem, UnreachableError):
        return problem
    if isinstance(problem, ssl.SSLError):
        return _untrusted(problem, smtp)
    if isinstance(problem, smtplib.SMTPResponseException) and problem.smtp_code > 0:
        return _turned_away(problem, place)
    if isinstance(problem, (smtplib.SMTPException, ValueError)):
        message = f"what answers at {place} is no mail server: {problem}"[:LONGEST]
        hint = "look at smtp: host, port and security: port 465 needs security: tls"
        return UnreachableError(Fault("M002", message, hint=hint))
    return _not_there(problem, smtp, place)


def _untrusted(problem: ssl.SSLError, smtp: Smtp) -> UnreachableError:
    if isinstance(problem, ssl.SSLCertVerificationError):
        message = f"the certificate of {smtp.host} is not to be trusted: {problem.verify_message.rstrip('.')}"
        hint = "look whether it is the right server; SSL_CERT_FILE can name the authority of one's own office"
        return UnreachableError(Fault("M003", message, hint=hint))
    message = f"{smtp.host}:{smtp.port} does not speak TLS from the first byte"
    return UnreachableError(Fault("M003", message, hint="try security: starttls, with port 587"))


def _not_there(problem: Exception, smtp: Smtp, place: str) -> UnreachableError:
    if isinstance(problem, socket.gaierror):
        fault = Fault("M001", f"nobody knows the machine {smtp.host}", hint="mend smtp: host")
        return UnreachableError(fault)
    reason = "no answer in time" if isinstance(problem, TimeoutError) else str(problem.args[-1]).lower()
    hint = "look at smtp: host and port, and whether a firewall lets mail out"
    return UnreachableError(Fault("M001", f"{place} cannot be reached: {reason}", hint=hint), for_good=False)


def _turned_away(problem: smtplib.SMTPResponseException, place: str) -> UnreachableError:
    message = f"{place} turns the newsroom away: {words(problem.smtp_code, problem.smtp_error)}"
    later = 400 <= problem.smtp_code < 500  # noqa: PLR2004 - transient (RFC 5321, 4.2.1)
    hint = "try again later" if later else "ask those who run the server"
    return UnreachableError(Fault("M005", message, hint=hint), for_good=not later)


def words(code: int, said: bytes | str) -> str:
    """Return a server's reply on one line, as far as anybody reads it."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return f"{code} {' '.join(text.split())}"[:LONGEST].strip()


def _password(smtp: Smtp) -> str:
    if password := os.environ.get(PASSWORD):
        return password
    if smtp.password_command is None:
        message = f"there is no password for {smtp.user} at {smtp.host}"
        hint = f"put it into the environment as {PASSWORD}, or name a command as smtp: password_command"
        raise DeliveryFaults([Fault("M007", message, hint=hint)])
    return _asked(smtp.password_command)


def _asked(command: str) -> str:
    """Return the first line that `command` writes. It may hold the password: nothing of it is ever told."""
    try:
        ran = subprocess.run(  # noqa: S603 - the newsroom's own command, without a shell
            shlex.split(command), capture_output=True, text=True, timeout=PATIENCE_OF_COMMAND, check=False
        )
    except (OSError, ValueError, subprocess.SubprocessError) as problem:
        reason = getattr(problem, "strerror", None) or "it did not end in time or is misspelt"
        raise _no_password(reason.lower()) from None
    password = ran.stdout[:LARGEST_PASSWORD].partition("\n")[0].strip("\r")
    if ran.returncode or not password:
        said = " ".join(ran.stderr.split())[:LONGEST]
        raise _no_password(said or f"it ended with {ran.returncode} and wrote nothing")
    return password


def _no_password(reason: str) -> CommuniqueError:
    message = f"the command for the password failed: {reason}"
    return DeliveryFaults([Fault("M007", message, hint="run smtp: password_command by hand")])
