"""A Maildir, an mbox file or an IMAP folder → its mails, one after another. Nothing in it is changed."""

from __future__ import annotations

import imaplib
import mailbox
import os
import re
import ssl
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from communique.errors import DeliveryFaults, Fault
from communique.model.mail import is_this_machine

if TYPE_CHECKING:
    from collections.abc import Iterator

PASSWORD = "COMMUNIQUE_IMAP_PASSWORD"  # noqa: S105 - the name of a variable of the environment
LARGEST = 5_000_000  # bytes of a mail that are read: a report need not bring back more than headers
PATIENCE = 60.0  # seconds for a server to answer
FORMS = "expected a Maildir, an mbox file or imaps://USER@HOST/FOLDER"


@contextmanager
def open_mailbox(name: str) -> Iterator[Iterator[bytes]]:
    """Give the mails in the mailbox `name`: a path, or the address of an IMAP folder.

    Raises DeliveryFaults where it cannot be read.
    """
    if re.match(r"imaps?://", name, re.IGNORECASE):
        yield _at_server(name)
        return
    path = Path(name)
    if not path.exists():
        message = f"there is no mailbox {name}"
        raise _unread(message, FORMS)
    try:
        is_folder = (path / "cur").is_dir() and (path / "new").is_dir()
        if path.is_dir() and not is_folder:
            message = f"{name} is a folder and no Maildir"
            raise _unread(message, FORMS)
        yield _in_folder(path) if is_folder else _in_file(path)
    except OSError as problem:
        message = f"{name} cannot be read: {(problem.strerror or str(problem)).lower()}"
        raise _unread(message, FORMS) from problem


def _in_folder(path: Path) -> Iterator[bytes]:
    """Yield the mails of a Maildir, without a change to it."""
    for part in ("cur", "new"):
        for file in sorted((path / part).iterdir()):
            if file.is_file() and not file.name.startswith("."):
                with file.open("rb") as stream:
                    yield stream.read(LARGEST)


def _in_file(path: Path) -> Iterator[bytes]:
    with closing(mailbox.mbox(path, create=False)) as box:
        for key in box.iterkeys():
            with box.get_file(key) as stream:
                yield stream.read(LARGEST)


def _at_server(name: str) -> Iterator[bytes]:
    """Yield the mails of an IMAP folder, none of which is marked as read (RFC 9051, 6.4.5: BODY.PEEK)."""
    server = _connected(name)
    try:
        folder = unquote(urlsplit(name).path.strip("/")) or "INBOX"
        _demand(server.select(_quoted(folder), readonly=True), f"there is no folder {folder}")
        numbers = _demand(server.search(None, "ALL"), "the folder cannot be searched")[0].split()
        for number in numbers:
            fetched = _demand(
                server.fetch(number.decode(), f"(BODY.PEEK[]<0.{LARGEST}>)"), "a mail cannot be read"
            )
            yield next((part[1] for part in fetched if isinstance(part, tuple)), b"")
    except (imaplib.IMAP4.error, OSError) as problem:
        message = f"the IMAP server ended the work: {_said(problem)}"
        raise _unread(message, "try again") from problem
    finally:
        _end(server)


def _connected(name: str) -> imaplib.IMAP4:
    try:
        address = urlsplit(name)
        host, user, port = address.hostname or "", unquote(address.username or ""), address.port
    except ValueError:
        message = f"{name} is no address of a mailbox"
        raise _unread(message, FORMS) from None
    password = os.environ.get(PASSWORD, "")
    if not (host and user):
        message = "the address of the mailbox lacks user or host"
        raise _unread(message, FORMS)
    if not password:
        message = f"there is no password for {user} at {host}"
        raise _unread(message, f"put it into the environment as {PASSWORD}")
    trust = ssl.create_default_context()
    try:
        if address.scheme.lower() == "imaps":
            server: imaplib.IMAP4 = imaplib.IMAP4_SSL(host, port or 993, ssl_context=trust, timeout=PATIENCE)
        else:
            server = imaplib.IMAP4(host, port or 143, timeout=PATIENCE)
            _encrypt(server, trust, host)
        server.login(user, password)
    except (imaplib.IMAP4.error, OSError) as problem:
        hint = "look at user, host and port, and at the password in the environment"
        message = f"{host} does not let {user} in: {_said(problem)}"
        raise _unread(message, hint) from None
    return server


def _encrypt(server: imaplib.IMAP4, trust: ssl.SSLContext, host: str) -> None:
    if "STARTTLS" in server.capabilities:
        server.starttls(ssl_context=trust)
    elif not is_this_machine(host):
        message = f"{host} offers no encryption"
        raise _unread(message, "try imaps:// in place of imap://")


def _demand(answer: tuple[str, Any], message: str) -> Any:
    status, data = answer
    if status != "OK":
        raise _unread(message, FORMS)
    return data


def _quoted(folder: str) -> str:
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _said(problem: Exception) -> str:
    reason = problem.args[-1] if problem.args else problem
    text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
    return " ".join(text.split())[:200].lower()


def _end(server: imaplib.IMAP4) -> None:
    with suppress(imaplib.IMAP4.error, OSError):
        server.logout()


def _unread(message: str, hint: str) -> DeliveryFaults:
    return DeliveryFaults([Fault("B001", message, hint=hint)])
