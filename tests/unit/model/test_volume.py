import datetime as dt

import pytest

from communique.model import Bulletin, Item, Period, Sheet, Volume

A4, LETTER = Sheet(595.28, 841.89), Sheet(612, 792)
JULY = Period.of_month(dt.date(2018, 7, 10))


def item(number, folio, parts=(), date="2018-07-10"):
    bulletin = Bulletin.model_validate(
        {
            "number": number,
            "kind": "notice",
            "date": date,
            "place": {"en": "Port"},
            "title": {"en": "A title"},
            "body": {"en": "Text"},
        }
    )
    return Item(f"b{number}", bulletin, bulletin.record("ARV"), folio, parts)


@pytest.mark.parametrize(
    ("period", "is_month", "is_year"),
    [
        (Period(dt.date(2024, 2, 1), dt.date(2024, 2, 29)), True, False),
        (Period(dt.date(2024, 2, 1), dt.date(2024, 2, 28)), False, False),
        (Period(dt.date(2024, 2, 2), dt.date(2024, 2, 29)), False, False),
        (Period(dt.date(2024, 1, 1), dt.date(2024, 12, 31)), False, True),
        (Period(dt.date(2024, 1, 1), dt.date(2025, 12, 31)), False, False),
        (Period(dt.date(2024, 7, 1), dt.date(2024, 9, 30)), False, False),
    ],
)
def test_a_period_knows_whether_it_is_one_month_or_one_year(period, is_month, is_year):
    """… a cover says July 2018 where it can, and two days where it must."""
    assert (period.is_month, period.is_year) == (is_month, is_year)


def test_any_day_tells_its_month_and_its_year():
    """… the last day of December is in the year that a volume is of."""
    last = dt.date(2023, 12, 31)

    assert Period.of_month(last) == Period(dt.date(2023, 12, 1), last)
    assert Period.of_year(last) == Period(dt.date(2023, 1, 1), last)


def test_a_bulletin_of_several_files_is_found_on_the_first_page_of_each():
    """… a reader of the second language is not sent to the first."""
    of_two_files = item(1, 5, ((A4, A4), (A4,)))

    assert [of_two_files.folio_in(nth) for nth in (0, 1)] == [5, 7]
    assert item(2, 5, ((A4, A4),)).folio_in(1) == 5


def test_what_is_not_printed_again_is_on_no_page():
    """… a withdrawn bulletin takes no page from those that follow."""
    volume = Volume(JULY, None, (item(1, 1, ((A4,),)), item(2, None), item(3, 2, ((LETTER,),))))

    assert volume.items[1].folio_in(1) is None
    assert volume.sheets == (A4, LETTER)


def test_numbers_run_by_year_and_then_by_number():
    """… the first of January is not taken for lower than the last of December."""
    volume = Volume(JULY, None, (item(40, 1, (), "2017-12-30"), item(2, 2), item(10, 3)))

    assert volume.records == ("ARV/2017/040", "ARV/2018/010")
