"""One statement: a bulletin's YAML as a value."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticKnownError

from communique.model.language import LocalText, Tag
from communique.model.layout import LayoutKey
from communique.model.part import Date, Instant, ListOf, Part, RelativePath, Text, Url, did_you_mean, refusal

Kind = Literal["statement", "press-release", "remarks", "announcement", "advisory", "notice"]
Standing = Literal["authentic", "official", "unofficial"]
Placement = Literal["beside", "full"]  # beside its captions, or over the whole measure
EVERY_LANGUAGE = "mul"  # ISO 639-2: a text that is written alike in all


def check_record(value: str) -> str:
    """Accept a bulletin's number as it is cited."""
    if not re.fullmatch(r"[A-Z0-9]+(-[A-Z0-9]+)*/[0-9]{4}/[0-9]{3,}", value):
        what = "is not a bulletin's number; expected series, year and number, such as ABC/2018/001"
        raise refusal("record", value, what, did_you_mean(_meant_record(value)))
    return value


def cite(series: str, year: int, number: int) -> str:
    """Return the number of a bulletin as it is cited, such as ABC/2018/001."""
    return f"{series}/{year}/{number:03d}"


def _meant_record(value: str) -> str:
    match = re.fullmatch(r"([A-Za-z0-9-]+)[/ ]([0-9]{4})[/ -]([0-9]{1,4})", value)
    return f"{match[1].upper()}/{match[2]}/{match[3]:0>3}" if match else ""


Related = Annotated[str, AfterValidator(check_record)]


def read_credit(value: object) -> object:
    """Read a credit as a file writes it: one text, where all languages write it alike, or one for each."""
    if isinstance(value, str) and not value.strip():
        raise PydanticKnownError("string_too_short", {"min_length": 1})
    return {EVERY_LANGUAGE: value} if isinstance(value, str) else value


class Photo(Part):
    """A picture that lies beside the bulletin's file."""

    file: RelativePath
    alt: LocalText  # what a reader who cannot see it should know
    caption: LocalText | None = None
    credit: Annotated[LocalText | None, BeforeValidator(read_credit)] = None
    placement: Placement = "beside"

    def credit_in(self, tag: str) -> str | None:
        """Return whose picture it is, as the language `tag` writes it."""
        if self.credit is None:
            return None
        return self.credit[EVERY_LANGUAGE if EVERY_LANGUAGE in self.credit else tag]


class Correction(Part):
    """What was changed after publication; printed, never a silent overwrite."""

    date: Date
    note: LocalText


class Withdrawal(Part):
    """Why a bulletin no longer stands. It is kept and marked."""

    date: Date
    reason: LocalText


class Source(Part):
    """Where the text was published first."""

    title: Text
    url: Url | None = None
    note: LocalText | None = None  # what was set right here, and why


class Bulletin(Part):
    """One statement, as printed."""

    number: Annotated[int, Field(ge=1)]  # restarts at 1 each January
    kind: Kind
    date: Date  # the date of record, not of printing
    place: LocalText
    title: LocalText
    summary: LocalText | None = None
    body: LocalText  # CommonMark
    translation: Annotated[dict[Tag, Standing], Field(default_factory=dict)]
    layout: LayoutKey | None = None  # the newsroom's where it is absent
    photos: Annotated[tuple[Photo, ...], ListOf] = ()
    link: Url | None = None  # where the QR code leads; the newsroom's website where it is absent
    topics: Annotated[tuple[Text, ...], ListOf] = ()
    related: Annotated[tuple[Related, ...], ListOf] = ()
    embargo: Instant | None = None
    check_against_delivery: bool = False
    corrections: Annotated[tuple[Correction, ...], ListOf] = ()
    withdrawn: Withdrawal | None = None
    source: Source | None = None

    @property
    def version(self) -> int:
        """1 as first published; one more with each correction."""
        return 1 + len(self.corrections)

    def record(self, series: str) -> str:
        """Return the number as it is cited, such as ABC/2018/001."""
        return cite(series, self.date.year, self.number)
