import datetime as dt

import pytest

from communique.digest.monthly import Member, plan
from communique.model import Sheet

JULY = dt.date(2018, 7, 15)
NOW = dt.datetime(2018, 8, 1, 12, tzinfo=dt.UTC)
A4, LETTER = Sheet(595.28, 841.89), Sheet(612, 792)


@pytest.fixture
def volume(newsroom, bulletin):
    """Return a function that plans July from (id, pages, bulletin's own values)."""

    def make(*members):
        offered = [Member(name, bulletin(**values), ((A4,) * pages,)) for name, pages, values in members]
        return plan(JULY, offered, newsroom, NOW)

    return make


def test_bulletins_follow_their_dates_and_then_their_numbers(volume):
    """… a volume reads as the month went."""
    planned = volume(
        ("c", 1, {"number": 3, "date": "2018-07-02"}),
        ("b", 1, {"number": 2, "date": "2018-07-09"}),
        ("a", 1, {"number": 1, "date": "2018-07-09"}),
    )

    assert [item.id for item in planned.items] == ["c", "a", "b"]


def test_each_bulletin_begins_on_the_page_after_the_last(volume):
    """… the contents name the page that a reader turns to."""
    planned = volume(("a", 3, {"number": 1}), ("b", 1, {"number": 2}), ("c", 2, {"number": 3}))

    assert [item.folio for item in planned.items] == [1, 4, 5]
    assert len(planned.sheets) == 6


def test_the_sheet_of_a_folio_is_that_page_of_that_bulletin(newsroom, bulletin):
    """… a number is laid over a page of its own size."""
    members = [Member("a", bulletin(1), ((A4, A4),)), Member("b", bulletin(2), ((LETTER,),))]

    planned = plan(JULY, members, newsroom, NOW)

    assert planned.sheets[planned.items[1].folio - 1] == LETTER


def test_what_is_under_embargo_waits_and_takes_no_page(volume):
    """… nothing is published before its time, and no gap tells of it."""
    planned = volume(("a", 2, {"number": 1, "embargo": "2018-08-01T15:00:00+02:00"}), ("b", 1, {"number": 2}))

    assert [(item.id, item.folio) for item in planned.items] == [("b", 1)]


@pytest.mark.parametrize("lifted", ["2018-08-01T14:00:00+02:00", "2018-07-31T00:00:00Z"])
def test_an_embargo_ends_at_its_moment_in_any_zone(volume, lifted):
    """… a bulletin is bound from the second that it may be."""
    planned = volume(("a", 1, {"number": 1, "embargo": lifted}))

    assert [item.id for item in planned.items] == ["a"]


def test_a_withdrawn_bulletin_stays(volume):
    """… an archive shows that a number was given, and what became of it."""
    planned = volume(
        ("a", 1, {"number": 1, "withdrawn": {"date": "2018-07-11", "reason": {"fr": "x", "en": "x"}}})
    )

    assert [item.id for item in planned.items] == ["a"]


def test_other_months_stay_out(volume):
    """… a caller may offer the whole archive."""
    planned = volume(
        ("a", 1, {"number": 1, "date": "2018-06-30"}),
        ("b", 1, {"number": 2, "date": "2018-07-31"}),
        ("c", 1, {"number": 3, "date": "2017-07-15"}),
    )

    assert [item.id for item in planned.items] == ["b"]
    assert planned.period.is_month


def test_the_range_goes_by_number_and_not_by_date(volume):
    """… the cover names the lowest and the highest number inside."""
    planned = volume(
        ("a", 1, {"number": 9, "date": "2018-07-01"}),
        ("b", 1, {"number": 10, "date": "2018-07-30"}),
        ("c", 1, {"number": 8, "date": "2018-07-15"}),
    )

    assert planned.records == ("ARV/2018/008", "ARV/2018/010")
