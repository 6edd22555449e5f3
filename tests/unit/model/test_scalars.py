"""The scalars of the model: what each accepts, refuses and takes for a slip."""

import datetime as dt
from typing import Annotated

import pytest
from pydantic import TypeAdapter, ValidationError

from communique.model import Related
from communique.model.newsroom import Newsroom
from communique.model.part import (
    LONGEST_SHOWN,
    Colour,
    Date,
    Email,
    Instant,
    Phone,
    RelativePath,
    TimeZone,
    Url,
    nearest,
    shown,
)

OFFSET = "add the offset from UTC, such as +03:00 in Moscow or Z for UTC itself"
PLAIN_NAME = "name the file with letters, figures, spaces, hyphens and dots alone"
COPY = "copy the file into the folder, and name the copy"
PICKER = "the colour picker of any drawing program tells them"
Series = Annotated[str, *Newsroom.model_fields["series"].metadata]


def accept(kind, value):
    return TypeAdapter(kind).validate_python(value)


def refuse(kind, value):
    """Return the rule that `value` breaks, and the hint."""
    with pytest.raises(ValidationError) as caught:
        accept(kind, value)
    (error,) = caught.value.errors()
    return error["type"], error["ctx"]["hint"]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Url, "https://jamaica.mid.ru/"),
        (Url, "http://example.org:8080/a?b=c#d"),
        (Url, "https://пример.рф/новости"),
        (Url, "https://[2001:db8::1]/"),
        (Url, "https://example.org./"),
        (Email, "press@example.org"),
        (Email, "пресса@пример.рф"),
        (Phone, "+1 (876) 924-1048"),
        (Phone, "+1 (876) 493 66 31"),
        (Phone, "+44 20 7946 0018 ext. 12"),
        (Phone, "+7\u00a0495\u00a0123-45-67"),
        (TimeZone, "America/Jamaica"),
        (TimeZone, "UTC"),
        (RelativePath, "brand/emblem.svg"),
        (RelativePath, "Фото 1 (2).jpg"),
        (RelativePath, "..a/b..jpg"),
        (Related, "EMB-JM/2018/000"),
        (Related, "X/1999/1234"),
        (Series, "EMB-JM"),
    ],
)
def test_a_right_value_stays_as_it_was_written(kind, value):
    """… what is printed is what the newsroom wrote."""
    assert accept(kind, value) == value


@pytest.mark.parametrize(
    ("kind", "value", "rule", "hint"),
    [
        (Date, "2018-02-30", "date", ""),
        (Date, "2018-7-1", "date", "did you mean 2018-07-01?"),
        (Date, "1.7.2018", "date", "did you mean 2018-07-01?"),
        (Date, "01/07/2018", "date", ""),
        (Date, "2018-07-31T10:00", "date", "did you mean 2018-07-31?"),
        (Date, "٢٠١٨-٠٧-٣١", "date", ""),
        (Date, "0999-01-01", "date", ""),
        (Date, "9999-01-01", "date", ""),
        (Instant, "2018-07-31T15:00:00", "instant", OFFSET),
        (Instant, "2018-07-31 15:00+03:00", "instant", "did you mean 2018-07-31T15:00+03:00?"),
        (Instant, "2018-02-30T15:00Z", "instant", ""),
        (Instant, "9999-12-31T15:00Z", "instant", ""),
        (Instant, "noon", "instant", ""),
        (Url, "jamaica.mid.ru", "url", "did you mean https://jamaica.mid.ru?"),
        (Url, "ftp://example.org/", "url", ""),
        (Url, "javascript:alert(1)", "url", ""),
        (Url, "https://", "url", ""),
        (Url, "https://a..b/", "url", ""),
        (Url, "https://example.org/a b", "url", ""),
        (Url, "https://example.org:99999/", "url", ""),
        (Url, "https://[/", "url", ""),
        (Url, 'https://example.org/"><script>', "url", ""),
        (Email, "press", "email", ""),
        (Email, "a@b@c.org", "email", ""),
        (Email, "Press <press@example.org>", "email", "did you mean press@example.org?"),
        (Email, "MAILTO:press@example.org;", "email", "did you mean press@example.org?"),
        (Email, "press\u200b@example.org\u00a0", "email", "did you mean press@example.org?"),
        (Email, "Press <press@example>", "email", ""),
        (Email, "press desk@example.org", "email", ""),
        (Email, "a@example.org; b@example.org", "email", "write each address by itself"),
        (Email, "press@localhost", "email", ""),
        (Phone, "924-1048", "phone", "begin with + and the country's code"),
        (Phone, "+1 876", "phone", "its country's code or the count of its digits is wrong"),
        (Phone, "+1 800 FLOWERS", "phone", ""),
        (Phone, "+999 12345678", "phone", ""),
        (TimeZone, "Jamaica time", "timezone", ""),
        (TimeZone, "kingston", "timezone", ""),
        (TimeZone, "moscow", "timezone", "did you mean Europe/Moscow?"),
        (TimeZone, "Europe/Moskow", "timezone", "did you mean Europe/Moscow?"),
        (TimeZone, "Europe", "timezone", ""),
        (TimeZone, "../UTC", "timezone", "did you mean UTC?"),
        (TimeZone, "localtime", "timezone", ""),
        (TimeZone, "/etc/localtime", "timezone", ""),
        (RelativePath, "../a.jpg", "path", COPY),
        (RelativePath, "a/../../b.jpg", "path", COPY),
        (RelativePath, "/a.jpg", "path", COPY),
        (RelativePath, "./a.jpg", "path", "did you mean a.jpg?"),
        (RelativePath, "a//b.jpg", "path", "did you mean a/b.jpg?"),
        (RelativePath, "", "path", COPY),
        (RelativePath, "a\\b.jpg", "path", "did you mean a/b.jpg?"),
        (RelativePath, "https://example.org/a.jpg", "path", "save the file here, and write its name"),
        (RelativePath, "a\0.jpg", "path", PLAIN_NAME),
        (Colour, "red", "colour", PICKER),
        (Colour, "#f0A", "colour", "did you mean '#ff00AA'?"),
        (Colour, "10264F", "colour", "did you mean '#10264F'?"),
        (Related, "emb-jm/2018/1", "record", "did you mean EMB-JM/2018/001?"),
        (Related, "2018/001", "record", ""),
        (Series, "emb_jm", "series", "did you mean EMB-JM?"),
        (Series, "-A", "series", "did you mean A?"),
        (Series, "посольство", "series", ""),
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused_with_what_was_probably_meant(kind, value, rule, hint):
    """… each kind of slip breaks its own rule, and a likely meaning is offered only where there is one."""
    assert refuse(kind, value) == (rule, hint)


def test_dates_and_moments_are_read():
    """… a moment keeps the offset that was written, which decides the day."""
    moment = accept(Instant, "2018-07-31T15:00:00+03:00")

    assert accept(Date, "2018-07-31") == dt.date(2018, 7, 31)
    assert (moment.hour, moment.utcoffset()) == (15, dt.timedelta(hours=3))
    assert accept(Instant, "2018-07-31T15:00Z").utcoffset() == dt.timedelta(0)


def test_colours_are_kept_in_one_form():
    """… the same colour gives the same bytes, however it was written."""
    assert accept(Colour, "#ABCDEF") == "#abcdef"


def test_a_message_repeats_no_more_than_a_line_of_a_value():
    """… a megabyte in the wrong place does not fill the screen, and a control sign does not reach it."""
    assert shown("a") == "'a'"
    assert shown("C:\\a") == "'C:\\a'"
    assert shown("a\x1b[31m") == "'a\\x1b[31m'"
    assert len(shown("x" * 10**6)) == LONGEST_SHOWN + 2


def test_the_nearest_choice_ignores_case_and_stays_silent_on_far_ones():
    """… a hint is offered for a slip of the hand, not for another word."""
    assert nearest("tilte", ["title", "place"]) == "title"
    assert nearest("a4", ["A4", "Letter"]) == "A4"
    assert nearest("speech", ["statement", "notice"]) == ""
    assert nearest("title" * 100, ["title" * 100]) == ""
