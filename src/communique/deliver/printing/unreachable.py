"""Why a printer cannot be spoken with, in plain words, and what to do about it."""

from __future__ import annotations

import http.client
import re
import socket
import ssl
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import unquote

from communique.errors import DeliveryFaults, Fault

if TYPE_CHECKING:
    from communique.deliver.printing.address import Address

LONGEST_TOLD = 200  # characters of a printer's words that are kept
# What could steer a terminal, or turn a line around (UAX #9).
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
# OpenSSL's reasons (x509_vfy.h) why a certificate is not trusted.
NOT_YET_VALID, EXPIRED, OTHER_NAME, OTHER_ADDRESS = 9, 10, 62, 64
SWITCHED_ON = "see whether it is switched on and on the network"
PATHS = "printers mostly listen at port 631, with the path /ipp/print"
QUEUES = "/printers/"  # where CUPS has them
CUPS_THERE = "see whether CUPS runs on this machine, or let CUPS_SERVER name where it does"
OWNERS = "ask those who run it"


class UnreachableError(DeliveryFaults):
    """A printer that cannot be spoken with.

    `is_passing`: waiting may help. `is_doubt`: it may have understood what it was sent.
    """

    def __init__(self, fault: Fault, *, is_passing: bool = False, is_doubt: bool = False) -> None:
        super().__init__([fault])
        self.is_passing, self.is_doubt = is_passing, is_doubt


def told(words: str) -> str:
    """Return a printer's words on one line, without what could steer a terminal."""
    return CONTROL.sub(" ", words).strip()[:LONGEST_TOLD]


def turned_away(address: Address, status: int, reason: str) -> UnreachableError:
    """Return what an answer of HTTP other than 200 means (RFC 9110, 15)."""
    place, said = address.place, told(f"{status} {reason}")
    if status == HTTPStatus.NOT_FOUND:
        return no_such_printer(address)
    passing = status == HTTPStatus.SERVICE_UNAVAILABLE
    known: dict[int, tuple[str, str, str]] = {
        HTTPStatus.UNAUTHORIZED: (
            "J010",
            f"{place} asks for a login",
            f"{OWNERS} to let this machine print without one",
        ),
        HTTPStatus.FORBIDDEN: ("J011", f"{place} does not let this machine print: {said}", OWNERS),
        HTTPStatus.UPGRADE_REQUIRED: (
            "J009",
            f"{place} speaks only through encryption: {said}",
            "write its address with ipps:// in newsroom.yaml",
        ),
        HTTPStatus.SERVICE_UNAVAILABLE: ("J013", f"{place} is too busy: {said}", "try again later"),
    }
    if status not in known:
        return no_printer(address, said)
    code, message, hint = known[status]
    return UnreachableError(Fault(code, message, hint=hint), is_passing=passing)


def refusal_of(address: Address, problem: Exception, *, is_sent: bool) -> UnreachableError:
    """Return why nothing came back from the printer at `address`; `is_sent`: it had begun to listen."""
    if isinstance(problem, http.client.HTTPException) and not isinstance(problem, ConnectionError):
        return no_printer(address, told(str(problem)) or type(problem).__name__, is_doubt=is_sent)
    if isinstance(problem, ssl.SSLCertVerificationError):
        return _untrusted(address, problem)
    if isinstance(problem, ssl.SSLError) and not is_sent:
        message = f"{address.place} does not speak TLS as it should: {problem.reason or problem}"
        hint = "write its address with ipp:// where it has no encryption"
        return UnreachableError(Fault("J009", message, hint=hint))
    code, message, hint = _silence(address, problem)
    return UnreachableError(Fault(code, message, hint=hint), is_passing=True, is_doubt=is_sent)


def _silence(address: Address, problem: Exception) -> tuple[str, str, str]:
    place = address.place
    if isinstance(problem, TimeoutError):
        return "J003", f"{place} does not answer in time", SWITCHED_ON
    if isinstance(problem, socket.gaierror):
        hint = "mend its address in newsroom.yaml"
        return "J001", f"nobody knows a machine named {address.host}", hint
    if isinstance(problem, (ConnectionRefusedError, FileNotFoundError)):
        what, hint = ("CUPS", CUPS_THERE) if address.socket else ("printer", SWITCHED_ON)
        return "J002", f"no {what} listens at {place}", hint
    reason = getattr(problem, "strerror", None) or str(problem)
    return "J012", f"the connection with {place} broke: {told(reason)}", SWITCHED_ON


def no_such_printer(address: Address) -> UnreachableError:
    """Return the error for a machine that prints, and has no printer at the path of `address`."""
    queue = unquote(address.path.removeprefix(QUEUES))
    if address.path.startswith(QUEUES):
        message, hint = (
            f"CUPS at {address.place} has no queue {told(queue)}",
            "`communique printers` shows its queues",
        )
    else:
        message, hint = f"there is no printer at {address.uri}", PATHS
    return UnreachableError(Fault("J005", message, hint=hint))


def no_printer(address: Address, said: str, *, is_doubt: bool = False) -> UnreachableError:
    """Return the error for what answers, and is no IPP printer."""
    message = f"what answers at {address.place} is no IPP printer: {said}"
    return UnreachableError(Fault("J004", message, hint=f"mend the address: {PATHS}"), is_doubt=is_doubt)


def _untrusted(address: Address, problem: ssl.SSLCertVerificationError) -> UnreachableError:
    whose = f"the certificate of {address.host}"
    if problem.verify_code in {EXPIRED, NOT_YET_VALID}:
        state = "has expired" if problem.verify_code == EXPIRED else "is not valid yet"
        hint = f"{OWNERS}; see also whether this machine's clock is right"
        return UnreachableError(Fault("J008", f"{whose} {state}", hint=hint))
    if problem.verify_code in {OTHER_NAME, OTHER_ADDRESS}:
        hint = "write the printer's address as its certificate names it; else somebody may be in between"
        return UnreachableError(Fault("J007", f"{whose} is another machine's", hint=hint))
    message = f"{whose} is of an authority that nobody here knows: {problem.verify_message}"
    hint = "let SSL_CERT_FILE in the environment name its certificate, or that of the office's authority"
    return UnreachableError(Fault("J006", message, hint=hint))
