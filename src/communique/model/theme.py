"""The house's look and its fixed words, read and ready: no path is followed after this."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - the dataclass names it at run time
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from communique.model.bulletin import Kind, Standing
from communique.model.page import Asset, Stylesheet
from communique.model.part import ListOf, Part, Text


class Words(Part):
    """The fixed words of one language, from templates/words/xx.yaml.

    Patterns in braces are filled by name: `Page {page} of {pages}`. Dates are patterns of
    Unicode Technical Standard 35, which Babel fills.
    """

    quotes: Annotated[tuple[Text, Text, Text, Text], ListOf]  # outer pair, inner pair
    date: Text  # 31 July 2018
    month: Text  # July 2018
    moment: Text  # 31 July 2018, 15:00
    kinds: dict[Kind, Text]
    standings: dict[Standing, Text]
    immediate: Text
    embargoed: Text  # {moment}, {zone}
    corrected: Text  # {date}, {version}
    withdrawn: Text  # {date}
    check_against_delivery: Text
    correction: Text
    press_contact: Text
    phone: Text
    fax: Text
    emergency: Text
    email: Text
    website: Text
    qr: Text  # alternative text of the QR code; {address}
    photo_credit: Text  # {credit}
    related: Text
    source: Text
    note: Text
    page: Annotated[str, Field(pattern=r"^[^{}]*\{page\}[^{}]*\{pages\}[^{}]*$")]
    digest: Text  # {month}
    contents: Text
    numbers: Text  # {first}, {last}
    bulletins: Text  # how many: {count}


@dataclass(frozen=True, slots=True)
class Theme:
    """Templates by name, stylesheets by name, words by language and the fonts."""

    templates: Mapping[str, str]
    stylesheets: Mapping[str, Stylesheet]
    words: Mapping[str, Words]
    fonts: tuple[Asset, ...]
