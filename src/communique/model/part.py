"""The kind of value that all of the model is made of, and the scalars it is made from.

A validator here raises the error that `refusal` makes: its type names the rule that was
broken, its message says what was expected, and its hint what was probably meant. `load`
adds the code, the file, the line and the column.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_SHOWN = 60  # characters of a value that a message repeats

# Years that every step can count with: a time zone must not carry a date out of Python's calendar.
FIRST_YEAR, LAST_YEAR = 1000, 9998

# Names among the zones that mean another time on each machine, or none.
ZONES_OF_NOWHERE = {"localtime", "posixrules", "Factory"}


class Part(BaseModel):
    """A frozen value that knows all its keys and coerces no type into another."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def shown(value: object) -> str:
    """Return `value` in quotes, cut where it would fill the screen."""
    text = str(value)
    short = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
    return f"'{short}'" if short.isprintable() else repr(short)


def nearest(value: str, choices: Iterable[str]) -> str:
    """Return the one of `choices` that `value` is probably a slip of, else nothing."""
    by_case = {choice.lower(): choice for choice in choices}
    if len(value) > LONGEST_SHOWN:
        return ""
    close = difflib.get_close_matches(value.lower(), by_case, n=1)
    return by_case[close[0]] if close else ""


def refusal(rule: str, value: object, what: str, hint: str = "") -> PydanticCustomError:
    """Return the error for a `value` that breaks `rule`; `what` completes a sentence about it."""
    return broken(rule, f"{shown(value)} {what}", hint)


def broken(rule: str, message: str, hint: str = "") -> PydanticCustomError:
    """Return the error of a broken `rule`, with a message in our own words."""
    return PydanticCustomError(rule, "{message}", {"hint": hint, "message": message})


def did_you_mean(value: str) -> str:
    """Return the hint that offers `value`, and none for an empty one."""
    return f"did you mean {value}?" if value else ""


def read_date(value: object) -> object:
    """Read an ISO 8601 calendar date, as YAML gives it: text."""
    if not isinstance(value, str):
        return value
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", value)
    if match is None:
        what = "is not a date; expected year-month-day, such as 2018-07-31"
        raise refusal("date", value, what, did_you_mean(_meant_date(value)))
    year, month, day = (int(part) for part in match.groups())
    try:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError
        return dt.date(year, month, day)
    except ValueError:
        raise refusal("date", value, "is not in the calendar; expected a day that exists") from None


def _meant_date(value: str) -> str:
    """Return the date that is written with other signs or without zeros, where only one is possible."""
    year_first = re.fullmatch(r"([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})(?:[T ].*)?", value)
    day_first = re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", value)
    if year_first:
        year, month, day = year_first.groups()
    elif day_first:
        day, month, year = day_first.groups()
    else:
        return ""
    return f"{year}-{int(month):02d}-{int(day):02d}"


def read_instant(value: object) -> object:
    """Read an ISO 8601 date and time with its offset from UTC, as YAML gives it: text."""
    if not isinstance(value, str):
        return value
    what = "is not a moment; expected a date, a time and an offset, such as 2018-07-31T15:00:00+03:00"
    pattern = r"([0-9]{4}-[0-9]{2}-[0-9]{2})([T ])([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(Z|[+-][0-9]{2}:[0-9]{2})?"
    match = re.fullmatch(pattern, value)
    if match is None:
        raise refusal("instant", value, what)
    date, letter, time, offset = match.groups()
    if offset is None:
        raise refusal(
            "instant", value, what, "add the offset from UTC, such as +03:00 in Moscow or Z for UTC itself"
        )
    if letter != "T":
        raise refusal("instant", value, what, did_you_mean(f"{date}T{time}{offset}"))
    try:
        instant = dt.datetime.fromisoformat(value)
        if not FIRST_YEAR <= instant.year <= LAST_YEAR:
            raise ValueError
    except ValueError:
        raise refusal("instant", value, "is not in the calendar; expected a moment that exists") from None
    return instant


def check_url(value: str) -> str:
    """Accept an absolute http or https address with a host."""
    if re.search(r"[\s\x00-\x1f\"<>\\^`{|}]", value) or not _has_host(value):
        meant = f"https://{value}" if re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+(/\S*)?", value) else ""
        what = "is not a web address; expected one that begins with https://"
        raise refusal("url", value, what, did_you_mean(meant))
    return value


def _has_host(value: str) -> bool:
    try:
        address = urlsplit(value)
        host, _port = address.hostname or "", address.port
    except ValueError:
        return False
    return address.scheme in {"http", "https"} and bool(host) and all(host.removesuffix(".").split("."))


def check_email(value: str) -> str:
    """Accept an address that a mail server would, without asking any."""
    try:
        validate_email(value, check_deliverability=False)
    except EmailNotValidError as problem:
        reason = str(problem).rstrip(".")
        what = f"is not an e-mail address: {reason[:1].lower()}{reason[1:]}"
        raise refusal("email", value, what, _meant_email(value)) from None
    return value


def _meant_email(value: str) -> str:
    """Return the hint for an address that programs wrap in more, or in signs that nobody sees."""
    visible = "".join(sign for sign in value if sign == " " or unicodedata.category(sign) not in {"Cf", "Zs"})
    wrapped = re.search(r"<([^<>]*)>\s*$", visible)
    address = re.sub(r"^mailto:", "", wrapped[1] if wrapped else visible, flags=re.IGNORECASE).strip(" ,;")
    try:
        validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        between = value.partition("@")[2].rpartition("@")[0]
        return "write each address by itself" if re.search(r"[\s,;]", between) else ""
    return did_you_mean(address)


def check_phone(value: str) -> str:
    """Accept a telephone number in international form, and keep it as it was written."""
    what = "is not a telephone number in international form; expected one such as +44 20 7946 0018"
    hint = "" if value.startswith("+") else "begin with + and the country's code"
    if not re.fullmatch(r"\+[0-9][0-9 ().\-/\u00a0]*(?: ?(?:ext\.?|x) ?[0-9]{1,6})?", value):
        raise refusal("phone", value, what, hint)
    try:
        number = phonenumbers.parse(value, None)
    except phonenumbers.NumberParseException:
        raise refusal("phone", value, what) from None
    if not phonenumbers.is_possible_number(number):
        raise refusal("phone", value, what, "its country's code or the count of its digits is wrong")
    return value


def check_timezone(value: str) -> str:
    """Accept a name of the IANA time zone database."""
    try:
        if value in ZONES_OF_NOWHERE:
            raise ValueError
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):  # a folder of the database, such as Europe, is an OSError
        what = "is not a time zone; expected a name such as Europe/Paris"
        raise refusal("timezone", value, what, did_you_mean(_meant_timezone(value))) from None
    return value


def _meant_timezone(value: str) -> str:
    """Return the zone of the city alone, or the one that is spelt nearly alike."""
    zones = sorted(available_timezones() - ZONES_OF_NOWHERE)
    of_city = [zone for zone in zones if zone.lower().endswith(f"/{value.lower()}")]
    return of_city[0] if of_city else nearest(value, zones) if "/" in value else ""


def check_relative(value: str) -> str:
    """Accept a path with forward slashes that stays below where it starts."""
    steps = value.split("/")
    if "://" in value:
        what = "is a web address; expected a file of the newsroom's own, such as brand/emblem.svg"
        raise refusal("path", value, what, "save the file here, and write its name")
    if "\\" in value:
        hint = did_you_mean(value.replace("\\", "/"))
        raise refusal(
            "path", value, "has a backslash; expected forward slashes, as in brand/emblem.svg", hint
        )
    misread = re.search(r"[#?%:*\"<>|\x00-\x1f]", value)
    if misread:
        hint = "name the file with letters, figures, spaces, hyphens and dots alone"
        raise refusal(
            "path", value, f"has the sign {misread[0]!r}, which web addresses or systems misread", hint
        )
    if {"", ".", ".."} & set(steps):
        what = "leaves its folder; expected a relative path such as brand/emblem.svg"
        is_within = steps[0] and ".." not in steps
        plain = "/".join(step for step in steps if step not in {"", "."}) if is_within else ""
        hint = did_you_mean(plain) or "copy the file into the folder, and name the copy"
        raise refusal("path", value, what, hint)
    return value


def check_colour(value: str) -> str:
    """Accept a colour as six hexadecimal digits."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        what = "is not a colour; expected six hexadecimal digits, such as '#10264f'"
        hint = did_you_mean(_meant_colour(value)) or "the colour picker of any drawing program tells them"
        raise refusal("colour", value, what, hint)
    return value.lower()


def _meant_colour(value: str) -> str:
    """Return the six digits of a colour that is written without its `#`, or in the three of CSS."""
    digits = value.removeprefix("#")
    if re.fullmatch(r"[0-9a-fA-F]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    return f"'#{digits}'" if re.fullmatch(r"[0-9a-fA-F]{6}", digits) else ""


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
