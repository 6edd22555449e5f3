"""The kind of value that all of the model is made of, and the scalars it is made from.

A validator here raises `ValueError` with a message that says what was expected; `load`
adds the file, the line and the column.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints


class Part(BaseModel):
    """A frozen value that knows all its keys and coerces no type into another."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def read_date(value: object) -> object:
    """Read an ISO 8601 calendar date, as YAML gives it: text."""
    if not isinstance(value, str):
        return value
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            raise ValueError
        return dt.date.fromisoformat(value)
    except ValueError:
        message = f"{value!r} is not a date; expected year-month-day, such as 2018-07-31"
        raise ValueError(message) from None


def read_instant(value: object) -> object:
    """Read an ISO 8601 date and time with its offset from UTC, as YAML gives it: text."""
    if not isinstance(value, str):
        return value
    try:
        instant = dt.datetime.fromisoformat(value)
        if instant.tzinfo is None or "T" not in value.upper():
            raise ValueError
    except ValueError:
        message = f"{value!r} is not a moment; expected a date, a time and an offset, such as 2018-07-31T15:00:00+03:00"
        raise ValueError(message) from None
    else:
        return instant


def check_url(value: str) -> str:
    """Accept an absolute http or https address with a host."""
    try:
        address = urlsplit(value)
        host, _port = address.hostname, address.port
    except ValueError:
        host = None
    if not host or address.scheme not in {"http", "https"} or re.search(r"[\s\x00-\x1f\"<>\\^`{|}]", value):
        message = f"{value!r} is not a web address; expected one that begins with https://"
        raise ValueError(message)
    return value


def check_email(value: str) -> str:
    """Accept an address that a mail server would, without asking any."""
    try:
        validate_email(value, check_deliverability=False)
    except EmailNotValidError as problem:
        reason = str(problem).rstrip(".")
        message = f"{value!r} is not an e-mail address: {reason[:1].lower()}{reason[1:]}"
        raise ValueError(message) from None
    return value


def check_phone(value: str) -> str:
    """Accept a telephone number in international form, and keep it as it was written."""
    message = (
        f"{value!r} is not a telephone number in international form; expected one such as +1 (876) 924-1048"
    )
    try:
        number = phonenumbers.parse(value, None)
    except phonenumbers.NumberParseException:
        raise ValueError(message) from None
    if not phonenumbers.is_possible_number(number):
        raise ValueError(message)
    return value


def check_timezone(value: str) -> str:
    """Accept a name of the IANA time zone database."""
    if value not in available_timezones():
        message = f"{value!r} is not a time zone; expected a name such as America/Jamaica"
        raise ValueError(message)
    return value


def check_relative(value: str) -> str:
    """Accept a path with forward slashes that stays below where it starts."""
    parts = value.split("/")
    if (
        value.startswith("/")
        or "\\" in value
        or ":" in value
        or ".." in parts
        or "" in parts
        or "\0" in value
    ):
        message = f"{value!r} leaves its folder; expected a relative path such as brand/emblem.svg"
        raise ValueError(message)
    return value


def check_colour(value: str) -> str:
    """Accept a colour as six hexadecimal digits."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        message = f"{value!r} is not a colour; expected six hexadecimal digits, such as '#10264f'"
        raise ValueError(message)
    return value.lower()


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Date = Annotated[dt.date, BeforeValidator(read_date)]
Instant = Annotated[dt.datetime, BeforeValidator(read_instant)]
Url = Annotated[str, AfterValidator(check_url)]
Email = Annotated[str, AfterValidator(check_email)]
Phone = Annotated[str, AfterValidator(check_phone)]
TimeZone = Annotated[str, AfterValidator(check_timezone)]
RelativePath = Annotated[str, AfterValidator(check_relative)]
Colour = Annotated[str, AfterValidator(check_colour)]


def as_tuple(value: object) -> object:
    """Take a YAML list where the model holds a tuple."""
    return tuple(value) if isinstance(value, list) else value


ListOf = BeforeValidator(as_tuple)
