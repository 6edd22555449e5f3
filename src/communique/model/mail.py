"""How a newsroom sends mail: the part of newsroom.yaml below `mail`."""

from __future__ import annotations

import ipaddress
import re
from typing import Annotated, Literal
from urllib.parse import quote, urlsplit

from pydantic import AfterValidator, Field, model_validator

from communique.model.part import Email, ListOf, Part, Text, broken, check_url, refusal
from communique.model.subscriber import ascii_domain

Security = Literal["starttls", "tls", "none"]
LONGEST_URL = 900  # characters, of the 998 that a line may have (RFC 5322, 2.1.1)
LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
DOMAIN = re.compile(rf"(?=.{{1,253}}$){LABEL}(\.{LABEL})*")  # RFC 1035, 2.3.4
Wait = Annotated[int, Field(ge=1, le=86_400)]  # seconds


def check_host(value: str) -> str:
    """Accept the name or the address of a machine, without a port."""
    if not re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9A-Fa-f:]+", value):
        what = "is not a mail server; expected its name alone, such as smtp.example.org"
        raise refusal("host", value, what, "the port has a key of its own: port")
    return value


def is_this_machine(host: str) -> bool:
    """Say whether `host` never leaves the machine: nobody else can read along there."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def check_plain(value: str) -> str:
    """Refuse an address of our own that not every mail server can carry (RFC 6531)."""
    if not value.rpartition("@")[0].isascii():
        what = "has letters before the @ that not every mail server carries; expected ASCII there"
        raise refusal("email", value, what)
    return value


Own = Annotated[Email, AfterValidator(check_plain)]


class Smtp(Part):
    """The server that takes the newsroom's mail. Its password is never written here."""

    host: Annotated[Text, AfterValidator(check_host)]
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    security: Security = "starttls"
    insecure: bool = False  # no encryption even where others can read along
    user: Text | None = None  # None: the server asks for no name
    password_command: Text | None = None  # writes the password; else COMMUNIQUE_SMTP_PASSWORD holds it
    connections: Annotated[int, Field(ge=1, le=20)] = 4  # at most, at the same time

    @model_validator(mode="after")
    def _read_along(self) -> Smtp:
        if self.security == "none" and not (self.insecure or is_this_machine(self.host)):
            message = f"mail to {self.host} would cross the network unencrypted"
            hint = "write security: starttls, or tls; where the server can do neither, add insecure: true"
            raise broken("insecure", message, hint)
        return self


def check_template(value: str) -> str:
    """Accept a web address in which `{token}` may stand, and that one line of a mail can hold."""
    check_url(value.replace("{token}", "token"))
    check_domain(urlsplit(value).hostname or "")
    if len(quote(value)) > LONGEST_URL:
        raise refusal("url", value, f"is too long; expected at most {LONGEST_URL} characters")
    return value


def check_domain(value: str) -> str:
    """Accept the name of a domain, in any letters."""
    try:
        if DOMAIN.fullmatch(ascii_domain(value)):
            return value
    except UnicodeError:
        pass
    raise refusal("host", value, "is not a domain; expected its name alone, such as example.org")


class Unsubscribe(Part):
    """Where a subscriber goes to be left alone (RFC 2369, 3.2; RFC 8058, 3.1).

    `{token}` in `url` stands for the subscriber; a program there must answer POST alone.
    """

    mailto: Email | None = None
    url: Annotated[str, AfterValidator(check_template)] | None = None


class Dkim(Part):
    """The signature that receivers check by the DNS (RFC 6376). The key is never written here."""

    domain: Annotated[Text, AfterValidator(check_domain)]
    selector: Annotated[Text, AfterValidator(check_domain)]
    key_file: Text | None = None  # holds the private key; else COMMUNIQUE_DKIM_KEY does


class Mail(Part):
    """How the newsroom sends mail."""

    sender: Annotated[Own, Field(alias="from")]
    reply_to: Own | None = None
    bounces: Own | None = None  # where reports of failure go; `sender` where it is absent (RFC 5321, 4.4)
    smtp: Smtp
    unsubscribe: Unsubscribe | None = None
    dkim: Dkim | None = None
    kilobytes: Annotated[int, Field(ge=1)] = 10_000  # of 1000 bytes: a larger PDF is linked, not attached
    per_minute: Annotated[int, Field(ge=1)] = 60
    per_domain: Annotated[int, Field(ge=1)] | None = None  # mails a minute to one domain
    waits: Annotated[tuple[Wait, ...], ListOf] = (60, 300, 900)  # before each new try of what was deferred
