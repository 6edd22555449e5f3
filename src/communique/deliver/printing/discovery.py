"""Printers that announce themselves on the network, by DNS-SD over multicast DNS (RFC 6762, RFC 6763).

zeroconf comes with communique[discovery]. What is announced is hostile: whoever is on the network may say it.
"""

from __future__ import annotations

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.deliver.printing.address import Address
from communique.deliver.printing.unreachable import told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from zeroconf import DNSQuestionType, ServiceInfo, Zeroconf

ENCRYPTED, PLAIN = "_ipps._tcp.local.", "_ipp._tcp.local."  # PWG 5100.14, 4.2.1
LISTENING = 2.0  # seconds; printers answer within one (RFC 6762, 6)
ANSWERING = 2000  # milliseconds, for one that has not told where it is
AT_ONCE = 25  # printers that are asked at the same time
MOST = 50  # printers of an office; more are not listed
PATH = "ipp/print"  # where a printer does not tell (PWG 5100.14, 4.2.3.8)


@dataclass(frozen=True, slots=True)
class Announced:
    """A printer as it announces itself."""

    label: str  # what people call it
    address: Address  # as it is written in newsroom.yaml
    hosts: frozenset[str]  # all names and numbers of the machine


def is_there() -> bool:
    """Say whether zeroconf is installed."""
    try:
        import zeroconf  # noqa: F401, PLC0415 - an extra that few need
    except ImportError:
        return False
    return True


def browse(seconds: float = LISTENING) -> tuple[Announced, ...]:
    """Listen for `seconds` and return the printers that were heard, by what they are called.

    One that speaks both encrypted and plainly stands there twice, the encrypted line first. None where there
    is no network, or no zeroconf.
    """
    if not is_there():
        return ()
    from zeroconf import DNSQuestionType, ServiceBrowser, Zeroconf  # noqa: PLC0415 - the same

    # What is answered to one alone may reach another on this machine, such as its own Avahi.
    openly = DNSQuestionType.QM

    try:
        with Zeroconf() as network:
            heard: dict[str, str] = {}  # the kind of each
            ServiceBrowser(network, [ENCRYPTED, PLAIN], handlers=[_listener(heard)], question_type=openly)
            time.sleep(seconds)
            found = [*_resolved(network, dict(list(heard.items())[:MOST]), openly)]
    except OSError:  # no network, or one without multicast
        return ()
    return tuple(sorted(found, key=lambda one: (one.label, not one.address.tls, one.address.uri)))


def _listener(heard: dict[str, str]) -> Callable[..., None]:
    def listen(service_type: str, name: str, **_others: object) -> None:
        heard[name] = service_type

    return listen


def _resolved(network: Zeroconf, heard: dict[str, str], kind: DNSQuestionType) -> Iterator[Announced]:
    """Yield where those that were heard are: all are asked at once, so that none waits for a silent one."""

    def resolve(name: str) -> Announced | None:
        info = network.get_service_info(heard[name], name, timeout=ANSWERING, question_type=kind)
        return read_announcement(name, heard[name], info) if info else None

    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield from filter(None, pool.map(resolve, heard))


def read_announcement(name: str, kind: str, info: ServiceInfo) -> Announced | None:
    """Return what an announcement means; None where it names no machine, or no place that could be one."""
    host = (info.server or "").rstrip(".")
    numbers = info.parsed_scoped_addresses()
    path = info.decoded_properties.get("rp") or PATH
    address = Address(
        _reachable(host, numbers), info.port or 0, f"/{path.lstrip('/')}", tls=kind == ENCRYPTED
    )
    is_plain = all("!" <= letter <= "~" for letter in address.host + path)
    if not (address.host and address.port and is_plain):
        return None
    label = told(name.removesuffix(f".{kind}").replace("\\032", " "))
    return Announced(label, address, frozenset({host, *numbers}))


def _reachable(host: str, numbers: list[str]) -> str:
    """Return the machine's name where this system can look it up, else its number."""
    try:
        socket.getaddrinfo(host, None)
    except (OSError, UnicodeError):
        return next(iter(numbers), "")
    return host
