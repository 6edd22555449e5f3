"""The server that takes the newsroom's mail, and what it can do."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.deliver.mail.connection import Ability, Limits, LostError
from communique.deliver.mail.opening import UnreachableError, open_connection, refuse
from communique.deliver.mail.parameters import path_of
from communique.deliver.mail.secret import Secret, read_password
from communique.errors import DeliveryFaults

if TYPE_CHECKING:
    from communique.deliver.mail.connection import Connection
    from communique.model import Smtp

__all__ = ["Ability", "Server", "reach", "server_of"]

LOGIN_WANTED = {530, 538}  # RFC 4954, 6
LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail goes, how one is known there, and how long one waits."""

    smtp: Smtp
    password: Secret | None = None
    local_name: str | None = None  # how this machine greets; None: as it calls itself
    limits: Limits = LIMITS

    def connect(self) -> Connection:
        """Return a connection that takes mail. Raises UnreachableError."""
        return open_connection(self.smtp, self.password, self.local_name, self.limits)


def server_of(smtp: Smtp) -> Server:
    """Return the server of `smtp` with its password. Raises DeliveryFaults where that is not to be had."""
    return Server(smtp, read_password(smtp))


def reach(server: Server, sender: str | None = None) -> Ability:
    """Connect once, as for sending, and return what the server can do. No mail is sent.

    With `sender`, the return path, the server is also asked whether it takes mail from there: some ask
    only then for a login. Raises DeliveryFaults that tell what stands against it.
    """
    try:
        connection = server.connect()
        try:
            if sender is not None:
                _ask_for(connection, sender, server.smtp)
        finally:
            connection.hang_up()
    except UnreachableError as problem:
        raise DeliveryFaults([problem.fault]) from None
    return connection.ability


def _ask_for(connection: Connection, sender: str, smtp: Smtp) -> None:
    utf8 = b" SMTPUTF8" if connection.ability.utf8 and not path_of(sender).isascii() else b""
    try:
        reply = connection.ask(b"MAIL FROM:<" + path_of(sender) + b">" + utf8)
    except LostError as problem:
        raise refuse(smtp, problem) from None
    if reply.code in LOGIN_WANTED:
        hint = "write its user as smtp: user, and give its password"
        raise UnreachableError("M015", f"{smtp.host} takes no mail without a login: {reply}", hint)
    if reply.is_final:
        hint = (
            "mend mail: from, or mail: bounces, or smtp: user: most servers take only their users' own mail"
        )
        raise UnreachableError("M016", f"{smtp.host} takes no mail from {sender}: {reply}", hint)
    with contextlib.suppress(LostError):
        connection.ask(b"RSET")
