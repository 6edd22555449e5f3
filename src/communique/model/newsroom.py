"""Who publishes: newsroom.yaml as a value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from communique.model.colour import TextColour
from communique.model.language import LocalText, Tag, usual_spelling
from communique.model.layout import Layout, LayoutKey
from communique.model.mail import Mail
from communique.model.part import (
    Colour,
    Email,
    ListOf,
    Part,
    Phone,
    RelativePath,
    Text,
    TimeZone,
    Url,
    as_tuple,
    broken,
    did_you_mean,
    nearest,
    refusal,
    shown,
)
from communique.model.printing import Printer, Printing

if TYPE_CHECKING:
    from communique.model.bulletin import Bulletin

Size = Literal["A4", "Letter", "Legal"]
LONGEST_SERIES = 24  # characters, so that a number keeps to its line


def check_series(value: str) -> str:
    """Accept capital letters, figures and single hyphens: the head of every bulletin's number."""
    if not re.fullmatch(r"[A-Z0-9]+(-[A-Z0-9]+)*", value) or len(value) > LONGEST_SERIES:
        meant = re.sub(r"[^A-Z0-9]+", "-", value.upper()).strip("-")[:LONGEST_SERIES].strip("-")
        what = "is not a series; expected capital letters, figures and hyphens, such as ABC"
        raise refusal("series", value, what, did_you_mean(meant))
    return value


def check_each_once(languages: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse a language that is listed twice."""
    spelt_alike = [tag.lower() for tag in languages]
    for tag in languages:
        if spelt_alike.count(tag.lower()) > 1:
            raise refusal("repeated", tag, "stands here twice; expected each language once")
    return languages


def check_spelling(languages: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse a tag in other letters than are usual (RFC 5646, 2.1.1): words and PDFs are named after it."""
    for tag in languages:
        usual = usual_spelling(tag)
        if tag != usual:
            hint = f"write {usual}, here and in every text"
            raise refusal("tag", tag, f"is not the usual spelling of the tag; expected {usual}", hint)
    return languages


def check_press(contacts: dict[str, Contact]) -> dict[str, Contact]:
    """Refuse contacts of which none is for the press: bulletins print that one."""
    if "press" not in contacts:
        raise broken(
            "press",
            "there is no contact for the press; expected one under contacts: press",
            f"is {shown(meant)} meant for it?" if (meant := nearest("press", contacts)) else "",
        )
    return contacts


def as_families(value: object) -> object:
    """Turn a family that stands alone into a list of one."""
    return (value,) if isinstance(value, str) else as_tuple(value)


Families = Annotated[tuple[Text, ...], BeforeValidator(as_families), Field(min_length=1, max_length=8)]


class Fonts(Part):
    """Families by preference, each sought in styles/fonts and then among the machine's."""

    text: Families = ()  # the statement
    label: Families = ()  # all the rest


class Brand(Part):
    """The house's emblem and colours, which reach the stylesheets as custom properties.

    Text is printed in `primary` and `accent`, or white upon them; the stripe is an ornament.
    """

    theme: Text | None = None  # a folder of themes/, of which `load` tells whether it is there
    emblem: RelativePath
    primary: TextColour
    accent: TextColour
    stripe: Annotated[tuple[Colour, ...], ListOf, Field(min_length=1, max_length=8)]
    fonts: Fonts | None = None


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
    layout: LayoutKey = Layout(name="parallel")


class Limits(Part):
    """How long and how large a bulletin's PDF may become; what is not set has no limit."""

    pages: Annotated[int, Field(ge=1)] | None = None
    kilobytes: Annotated[int, Field(ge=1)] | None = None  # of 1000 bytes


UNLIMITED = Limits()


class Newsroom(Part):
    """A publisher: its names, languages, look and addresses."""

    name: LocalText
    series: Annotated[str, AfterValidator(check_series)]
    languages: Annotated[  # the order on the page
        tuple[Tag, ...],
        ListOf,
        Field(min_length=1),
        AfterValidator(check_each_once),
        AfterValidator(check_spelling),
    ]
    website: Url
    timezone: TimeZone
    brand: Brand
    contacts: Annotated[dict[Text, Contact], AfterValidator(check_press)]
    page: PageSetup = PageSetup()
    limits: Limits = UNLIMITED
    mail: Mail | None = None
    printers: Annotated[dict[Text, Printer], Field(default_factory=dict)]  # the usual one first
    printing: Printing = Printing()

    @property
    def press(self) -> Contact:
        """The contact that bulletins print."""
        return self.contacts["press"]

    def layout_of(self, bulletin: Bulletin) -> Layout:
        """Return how the languages share the pages of `bulletin`: its own word goes first."""
        return bulletin.layout or self.page.layout
