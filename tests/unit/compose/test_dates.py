"""Dates as each language writes them."""

import datetime as dt

import pytest

from communique.compose.dates import local_date, local_moment, zone_offset

NO_BREAK = "\N{NO-BREAK SPACE}"
LIFTED = dt.datetime.fromisoformat("2018-07-31T15:00:00+03:00")


def test_a_date_takes_the_language_s_own_form():
    """… a month stands in its right case in Russian."""
    assert local_date(dt.date(2018, 7, 31), "d MMMM y 'года'", "ru") == f"31{NO_BREAK}июля 2018{NO_BREAK}года"
    assert local_date(dt.date(2018, 7, 31), "d MMMM y", "pt-BR") == f"31{NO_BREAK}julho 2018"


@pytest.mark.parametrize(
    ("tag", "pattern", "expected"),
    [
        ("ar", "d MMMM y", "31\u00a0يوليو 2018"),
        ("ar-EG", "d MMMM y", "٣١\u00a0يوليو ٢٠١٨"),
        ("ar-MA", "d MMMM y", "31\u00a0يوليوز 2018"),
        ("fa", "d MMMM y", "۳۱\u00a0ژوئیهٔ ۲۰۱۸"),
        ("he", "d בMMMM y", "31\u00a0ביולי 2018"),
        ("zh", "y年M月d日", "2018年7月31日"),
        ("zh-Hant-TW", "y年M月d日", "2018年7月31日"),
        ("x-office", "y-MM-dd", "2018-07-31"),
    ],
)
def test_a_date_has_the_months_and_figures_of_its_region(tag, pattern, expected):
    """… Cairo, Rabat and Taipei each read a date as they write it, and a private tag breaks nothing."""
    assert local_date(dt.date(2018, 7, 31), pattern, tag) == expected


def test_a_moment_is_told_by_the_newsroom_s_clocks():
    """… a reader in Kingston reads when the embargo ends in Kingston."""
    assert local_moment(LIFTED, "d MMMM y, HH:mm", "en", "America/Jamaica") == f"31{NO_BREAK}July 2018, 07:00"


@pytest.mark.parametrize(
    ("timezone", "expected"),
    [("America/Jamaica", "UTC−5"), ("Asia/Kolkata", "UTC+5:30"), ("UTC", "UTC"), ("Europe/Moscow", "UTC+3")],
)
def test_the_zone_is_told_by_its_distance_from_utc(timezone, expected):
    """… a reader abroad can place the hour without knowing a zone's name."""
    assert zone_offset(LIFTED, timezone) == expected
