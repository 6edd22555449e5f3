"""Who publishes: newsroom.yaml as a value."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator

from communique.model.language import LocalText, Tag
from communique.model.part import Colour, Email, ListOf, Part, Phone, RelativePath, Text, TimeZone, Url

Size = Literal["A4", "Letter", "Legal"]
Layout = Literal["parallel", "stacked", "sequential", "single"]


class Brand(Part):
    """The house's emblem and colours, which reach the stylesheets as custom properties."""

    emblem: RelativePath
    primary: Colour
    accent: Colour
    stripe: Annotated[tuple[Colour, ...], ListOf, Field(min_length=1, max_length=8)]


class Social(Part):
    """An account somewhere else."""

    name: Text
    url: Url


class Contact(Part):
    """How to reach an office; printed in every bulletin's colophon."""

    address: LocalText
    phone: Phone | None = None
    fax: Phone | None = None
    emergency: Phone | None = None
    email: Email | None = None
    social: Annotated[tuple[Social, ...], ListOf] = ()


class PageSetup(Part):
    """Paper and the way that the languages share it."""

    size: Size = "A4"
    layout: Layout = "parallel"


class Smtp(Part):
    """The server that takes the newsroom's mail. Its password is never written here."""

    host: Text
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"


class Unsubscribe(Part):
    """Where a subscriber goes to be left alone (RFC 2369, 3.2)."""

    mailto: Email | None = None
    url: Url | None = None


class Mail(Part):
    """How the newsroom sends mail."""

    sender: Annotated[Email, Field(alias="from")]
    smtp: Smtp
    unsubscribe: Unsubscribe | None = None
    per_minute: Annotated[int, Field(ge=1)] = 60


class Newsroom(Part):
    """A publisher: its names, languages, look and addresses."""

    name: LocalText
    series: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]+(-[A-Z0-9]+)*$", max_length=24)]
    languages: Annotated[tuple[Tag, ...], ListOf, Field(min_length=1)]  # the order on the page
    website: Url
    timezone: TimeZone
    brand: Brand
    contacts: Annotated[dict[Text, Contact], Field(min_length=1)]
    page: PageSetup = PageSetup()
    mail: Mail | None = None
    printers: dict[Text, Annotated[str, StringConstraints(pattern=r"^(ipps?://|cups:).+$")]] = {}

    @field_validator("languages")
    @classmethod
    def _each_once(cls, languages: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(languages)) != len(languages):
            raise ValueError("a language stands here twice; expected each once")
        return languages

    @property
    def press(self) -> Contact:
        """The contact that bulletins print: `press`, or the first where there is none."""
        return self.contacts.get("press") or next(iter(self.contacts.values()))
