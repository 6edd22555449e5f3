"""The way to the server: connecting, encryption, login; and in plain words what stands against it."""

from __future__ import annotations

import base64
import socket
import ssl
from typing import TYPE_CHECKING

from communique.deliver.mail.connection import Connection, LateError, LostError, NonsenseError, Reply, told
from communique.errors import Fault

if TYPE_CHECKING:
    from communique.deliver.mail.connection import Limits
    from communique.deliver.mail.secret import Secret
    from communique.model import Smtp

READY, DONE, LOGGED_IN, MORE = 220, 250, 235, 334  # replies (RFC 5321, 4.2.3; RFC 4954, 6)
# OpenSSL's reasons (x509_vfy.h) why a certificate is not trusted.
NOT_YET_VALID, EXPIRED, OTHER_NAME, OTHER_ADDRESS = 9, 10, 62, 64
AUTHORITY = "an office's own authority is named by SSL_CERT_FILE in the environment"
ASK = "ask those who run the server"
PORTS = "587 goes with security: starttls, 465 with security: tls"


class UnreachableError(Exception):
    """The server takes no mail just now. `is_passing`: waiting may help."""

    def __init__(self, code: str, message: str, hint: str = "", *, is_passing: bool = False) -> None:
        super().__init__(message)
        self.fault = Fault(code, message, hint=hint)
        self.is_passing = is_passing


def open_connection(
    smtp: Smtp, password: Secret | None, local_name: str | None, limits: Limits
) -> Connection:
    """Return a connection that takes mail: encrypted and logged in as `smtp` asks. Raises UnreachableError.

    Certificates are checked by the authorities that the system trusts, or those in the file that the
    environment names as SSL_CERT_FILE.
    """
    try:
        sock = _connect(smtp, limits)
    except OSError as problem:
        raise refuse(smtp, problem) from None
    connection = Connection(sock, local_name or _own_name(sock), limits)
    try:
        _greet(connection, smtp)
        if smtp.security == "starttls":
            _encrypt(connection, smtp)
        if smtp.user is not None and password is not None:
            _log_in(connection, smtp, password)
    except (OSError, LostError) as problem:
        connection.close()
        raise refuse(smtp, problem) from None
    except UnreachableError:
        connection.hang_up()
        raise
    return connection


def _connect(smtp: Smtp, limits: Limits) -> socket.socket:
    sock = socket.create_connection((smtp.host, smtp.port), timeout=limits.connect)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return _encrypted(sock, smtp) if smtp.security == "tls" else sock


def _encrypted(sock: socket.socket, smtp: Smtp) -> socket.socket:
    """Speak TLS over `sock` from now on, with one whose certificate is in order."""
    try:
        return ssl.create_default_context().wrap_socket(sock, server_hostname=smtp.host)
    except OSError:
        sock.close()
        raise


def _own_name(sock: socket.socket) -> str:
    """Return how this machine greets: by its full name, or by its address (RFC 5321, 4.1.3)."""
    name = socket.gethostname()
    if "." in name.strip(".") and name.isascii():
        return name
    address = sock.getsockname()[0]
    return f"[IPv6:{address}]" if ":" in address else f"[{address}]"


def _greet(connection: Connection, smtp: Smtp) -> None:
    greeting = connection.reply()
    if greeting.code != READY:
        raise _turned_away(smtp, greeting)
    _introduce(connection, smtp)


def _introduce(connection: Connection, smtp: Smtp) -> None:
    code, said = connection.ehlo()
    if code != DONE:
        reply = Reply(code, told(said))
        message = f"{_place(smtp)} does not take the greeting EHLO: {reply}"
        raise UnreachableError("M007", message, ASK, is_passing=reply.is_passing)


def _encrypt(connection: Connection, smtp: Smtp) -> None:
    if "starttls" not in connection.esmtp_features:
        message = f"{_place(smtp)} offers no encryption (STARTTLS); nothing was sent"
        hint = f"{PORTS}; where it offered STARTTLS before, somebody in between may have taken that out"
        raise UnreachableError("M008", message, hint)
    reply = connection.ask(b"STARTTLS")
    if reply.code != READY:
        message = f"{_place(smtp)} does not begin encryption: {reply}"
        raise UnreachableError("M012", message, ASK, is_passing=reply.is_passing)
    if connection.is_overfull:  # put in by somebody in between, to be taken for the encrypted server's words
        message = (
            f"{_place(smtp)} said more than was asked just before encryption; somebody may be in between"
        )
        raise UnreachableError("M012", message, "try from another network")
    connection.sock.settimeout(connection.limits.reply)
    connection.sock = _encrypted(connection.sock, smtp)
    _introduce(connection, smtp)  # what was said before was not protected (RFC 3207, 4.2)


def _log_in(connection: Connection, smtp: Smtp, password: Secret) -> None:
    """Log in by PLAIN (RFC 4616) or, as older servers have it, LOGIN.

    Both show the password to whoever reads along: newsroom.yaml is accepted only where nobody can.
    """
    offered = connection.esmtp_features.get("auth", "").upper().split()
    user, secret = (smtp.user or "").encode(), password.reveal().encode()
    if "PLAIN" in offered:
        reply = connection.ask(b"AUTH PLAIN " + base64.b64encode(b"\0" + user + b"\0" + secret))
    elif "LOGIN" in offered:
        reply = connection.ask(b"AUTH LOGIN")
        for answer in (user, secret):
            reply = connection.ask(base64.b64encode(answer)) if reply.code == MORE else reply
    else:
        what = f"only {', '.join(offered)}" if offered else "no login"
        message = f"{_place(smtp)} offers {what}; expected PLAIN or LOGIN"
        hint = (
            f"leave out smtp: user where none is needed; mail is mostly handed in at port 587 or 465: {PORTS}"
        )
        raise UnreachableError("M014", message, hint)
    if reply.code != LOGGED_IN:
        _refuse_login(smtp, reply)


def _refuse_login(smtp: Smtp, reply: Reply) -> None:
    if reply.is_passing:
        raise _turned_away(smtp, reply)
    message = f"{smtp.host} does not accept the password of {smtp.user}: {reply}"
    hint = "mend smtp: user, or the password; some providers ask for one made for programs (an app password)"
    raise UnreachableError("M013", message, hint)


def _turned_away(smtp: Smtp, reply: Reply) -> UnreachableError:
    hint = "try again later" if reply.is_passing else ASK
    message = f"{_place(smtp)} turns the newsroom away: {reply}"
    return UnreachableError("M007", message, hint, is_passing=reply.is_passing)


def refuse(smtp: Smtp, problem: Exception) -> UnreachableError:
    """Return what `problem` on the way to the server means."""
    place = _place(smtp)
    if isinstance(problem, ssl.SSLError):
        return _insecure(smtp, problem)
    if isinstance(problem, socket.gaierror):
        hint = "mend smtp: host in newsroom.yaml, or see whether this machine is on the network"
        return UnreachableError("M003", f"nobody knows a machine named {smtp.host}", hint, is_passing=True)
    if isinstance(problem, ConnectionRefusedError):
        hint = f"see whether smtp: port is right: {PORTS}"
        return UnreachableError("M004", f"no mail server listens at {place}", hint, is_passing=True)
    if isinstance(problem, (TimeoutError, LateError)):
        hint = f"a firewall may be in between; or smtp: port is another service's: {PORTS}"
        return UnreachableError("M005", f"{place} does not answer in time", hint, is_passing=True)
    if isinstance(problem, NonsenseError):
        return _no_mail_server(smtp, str(problem))
    reason = getattr(problem, "strerror", None) or str(problem)
    hint = "see whether this machine is on the network, and try again later"
    return UnreachableError("M017", f"{place} cannot be reached: {reason}", hint, is_passing=True)


def _no_mail_server(smtp: Smtp, said: str) -> UnreachableError:
    what = "a web server" if said.startswith("HTTP/") else "no mail server"
    message = f"what answers at {_place(smtp)} is {what}: {said[:80]}"
    return UnreachableError("M006", message, f"mend smtp: port in newsroom.yaml: {PORTS}")


def _insecure(smtp: Smtp, problem: ssl.SSLError) -> UnreachableError:
    if isinstance(problem, ssl.SSLCertVerificationError):
        return _untrusted(smtp, problem)
    message = f"{_place(smtp)} does not speak TLS as it should: {problem.reason or problem}"
    return UnreachableError("M012", message, PORTS)


def _untrusted(smtp: Smtp, problem: ssl.SSLCertVerificationError) -> UnreachableError:
    whose = f"the certificate of {smtp.host}"
    if problem.verify_code in {EXPIRED, NOT_YET_VALID}:
        state = "has expired" if problem.verify_code == EXPIRED else "is not valid yet"
        hint = "ask those who run the server; see also whether this machine's clock is right"
        return UnreachableError("M011", f"{whose} {state}", hint)
    if problem.verify_code in {OTHER_NAME, OTHER_ADDRESS}:
        hint = "write smtp: host as the server's certificate names it; otherwise somebody may be in between"
        return UnreachableError("M010", f"{whose} is another machine's", hint)
    message = f"{whose} is of an authority that nobody here knows: {problem.verify_message}"
    return UnreachableError("M009", message, f"{AUTHORITY}; otherwise somebody may be in between")


def _place(smtp: Smtp) -> str:
    return f"{smtp.host}:{smtp.port}"
