"""One statement: a bulletin's YAML as a value."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from communique.model.language import LocalText, Tag
from communique.model.part import Date, Instant, ListOf, Part, RelativePath, Text, Url

Kind = Literal["statement", "press-release", "remarks", "announcement", "advisory", "notice"]
Standing = Literal["authentic", "official", "unofficial"]
Related = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]+(-[A-Z0-9]+)*/\d{4}/\d{3,}$")]


class Photo(Part):
    """A picture that lies beside the bulletin's file."""

    file: RelativePath
    alt: LocalText  # what a reader who cannot see it should know
    caption: LocalText | None = None
    credit: Text | None = None


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
    translation: dict[Tag, Standing] = {}
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
        """Return the number as it is cited, such as EMB-JM/2018/001."""
        return f"{series}/{self.date.year}/{self.number:03d}"
