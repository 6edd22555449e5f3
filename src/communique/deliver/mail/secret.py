"""The password for the mail server: where it comes from, and that it is never shown."""

from __future__ import annotations

import os
import shlex
import subprocess
from typing import TYPE_CHECKING

from communique.errors import DeliveryFaults, Fault

if TYPE_CHECKING:
    from communique.model import Smtp

VARIABLE = "COMMUNIQUE_SMTP_PASSWORD"
PATIENCE = 60.0  # seconds: a command may ask its user for a passphrase
LONGEST = 300  # characters of a command's complaint that are told


class Secret:
    """A text that no message, log or traceback shows."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Return the text itself, for the server alone."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(…)"


def read_password(smtp: Smtp) -> Secret | None:
    """Return the password of `smtp`; None where no user is named.

    The environment goes before the command. Raises DeliveryFaults where neither has one.
    """
    if smtp.user is None:
        return None
    if password := os.environ.get(VARIABLE):
        return Secret(password)
    if smtp.password_command is None:
        message = f"there is no password for {smtp.user} at {smtp.host}"
        hint = (
            f"set {VARIABLE} in the environment, or name a command that writes it as smtp: password_command"
        )
        raise DeliveryFaults([Fault("M001", message, hint=hint)])
    return _ask(smtp.password_command)


def _ask(command: str) -> Secret:
    """Return the first line that `command` writes; of what it writes nothing is ever told."""
    try:
        ran = subprocess.run(  # noqa: S603 - the newsroom's own command, without a shell
            shlex.split(command), capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:  # it has what was written so far
        reason = f"took more than {PATIENCE:.0f} seconds"
        raise _refuse(reason) from None
    except (OSError, ValueError) as problem:
        reason = f"cannot be run: {getattr(problem, 'strerror', None) or problem}"
        raise _refuse(reason) from None
    if ran.returncode:
        said = " ".join(ran.stderr.decode("utf-8", "replace").split())[:LONGEST]
        reason = f"ended with {ran.returncode}" + (f": {said}" if said else "")
        raise _refuse(reason)
    return _first_line(ran.stdout)


def _first_line(written: bytes) -> Secret:
    try:
        line = written.partition(b"\n")[0].decode("utf-8").rstrip("\r")
    except UnicodeDecodeError:  # it has what was written
        raise _refuse("wrote something that is not UTF-8") from None
    if not line:
        raise _refuse("wrote nothing")
    return Secret(line)


def _refuse(reason: str) -> DeliveryFaults:
    message = f"the command that knows the password {reason}"
    hint = f"run smtp: password_command of newsroom.yaml by hand, or set {VARIABLE}, which goes before it"
    return DeliveryFaults([Fault("M002", message, hint=hint)])
