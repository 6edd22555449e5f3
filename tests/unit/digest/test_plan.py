import datetime as dt
from dataclasses import replace

import pytest

from communique.digest.plan import Entry, Selection, Sheet, plan

NOW = dt.datetime(2018, 8, 1, 12, tzinfo=dt.UTC)
A4, LETTER = Sheet(595.28, 841.89), Sheet(612, 792)
ALL = Selection()


def entry(key, number=1, day="2018-07-10", pages=1, **more):
    return Entry(key, f"Title of {key}", dt.date.fromisoformat(day), number, ((A4,) * pages,), **more)


def keys(entries):
    return [entry.key for entry in entries]


def printed(entries, selection=ALL):
    return [place.entry.key for place in plan(entries, selection, NOW).places]


def test_documents_follow_their_dates_and_then_their_numbers():
    """… a volume reads as its time went, in whatever order its files were found."""
    found = [entry("c", 3, "2018-07-02"), entry("b", 2, "2018-07-09"), entry("a", 1, "2018-07-09")]

    assert printed(found) == printed(reversed(found)) == ["c", "a", "b"]


def test_the_number_of_another_series_does_not_shuffle_a_day():
    """… two documents of one day and number stand in the same order in every run."""
    assert printed([entry("b"), entry("a")]) == printed([entry("a"), entry("b")]) == ["a", "b"]


def test_each_document_begins_on_the_page_after_the_last():
    """… the contents name the page that a reader turns to."""
    planned = plan([entry("a", 1, pages=3), entry("b", 2), entry("c", 3, pages=2)], ALL, NOW)

    assert [place.folio for place in planned.places] == [1, 4, 5]
    assert len(planned.sheets) == 6


def test_the_sheet_of_a_folio_is_that_page_of_that_document():
    """… a number is printed on a page of its own size."""
    planned = plan([entry("a", 1, pages=2), replace(entry("b", 2), parts=((LETTER,),))], ALL, NOW)

    assert planned.sheets[planned.places[1].folio - 1] == LETTER
    assert planned.places[1].sheets == (LETTER,)


def test_each_pdf_of_a_document_has_its_own_first_page():
    """… the contents of a language lead to the PDF in that language."""
    planned = plan([entry("a", pages=2), replace(entry("b", 2), parts=((A4, A4), (A4,)))], ALL, NOW)

    one, two = planned.places
    assert [one.folio_in(nth) for nth in (0, 1)] == [1, 1]
    assert [two.folio_in(nth) for nth in (0, 1)] == [3, 5]


def test_what_is_under_embargo_takes_no_page():
    """… nothing is published before its time, and no gap tells of it."""
    embargo = dt.datetime.fromisoformat("2018-08-01T15:00:00+02:00")

    planned = plan([entry("a", 1, pages=2, embargo=embargo), entry("b", 2)], ALL, NOW)

    assert [(place.entry.key, place.folio) for place in planned.places] == [("b", 1)]
    assert (keys(planned.held), planned.unprinted) == (["a"], ())


@pytest.mark.parametrize("lifted", ["2018-08-01T14:00:00+02:00", "2018-07-31T00:00:00+00:00"])
def test_an_embargo_ends_at_its_moment_in_any_zone(lifted):
    """… a document is bound from the second that it may be."""
    planned = plan([entry("a", embargo=dt.datetime.fromisoformat(lifted))], ALL, NOW)

    assert [place.entry.key for place in planned.places] == ["a"]
    assert planned.held == ()


def test_what_was_withdrawn_is_listed_and_not_printed():
    """… an archive shows that a number was given, and does not publish again what no longer stands."""
    planned = plan([entry("a", 1, is_withdrawn=True, pages=4), entry("b", 2)], ALL, NOW)

    assert [(place.entry.key, place.folio) for place in planned.places] == [("b", 1)]
    assert keys(planned.unprinted) == ["a"]


def test_what_was_withdrawn_is_printed_where_that_is_asked_for():
    """… an archive for the house's own use can be whole."""
    offered = [entry("a", 1, is_withdrawn=True), entry("b", 2)]

    planned = plan(offered, Selection(reprints_withdrawn=True), NOW)

    assert [place.entry.key for place in planned.places] == ["a", "b"]
    assert planned.unprinted == ()


def test_an_embargo_holds_back_also_what_was_withdrawn():
    """… a withdrawal before its hour does not give away what was to be said."""
    embargo = NOW + dt.timedelta(seconds=1)

    planned = plan([entry("a", is_withdrawn=True, embargo=embargo)], ALL, NOW)

    assert (planned.places, planned.unprinted, keys(planned.held)) == ((), (), ["a"])


def test_the_first_and_the_last_day_belong_to_a_selection():
    """… a month ends with its last day."""
    days = ["2018-06-30", "2018-07-01", "2018-07-31", "2018-08-01"]
    offered = [entry(day, day=day) for day in days]

    assert printed(offered, Selection(since=dt.date(2018, 7, 1), until=dt.date(2018, 7, 31))) == days[1:3]
    assert printed(offered, Selection(since=dt.date(2018, 7, 1))) == days[1:]
    assert printed(offered, Selection(until=dt.date(2018, 7, 31))) == days[:3]


def test_a_selection_by_topic_takes_what_has_any_of_them():
    """… a volume on two regions has the documents of each."""
    offered = [entry("a", topics=("japan", "trade")), entry("b", topics=("peru",)), entry("c")]

    assert printed(offered, Selection(topics=frozenset({"trade", "peru"}))) == ["a", "b"]


def test_a_selection_may_be_an_explicit_list():
    """… a caller may choose by reasons of its own, also nothing at all."""
    offered = [entry("a"), entry("b"), entry("c")]

    assert printed(offered, Selection(keys=frozenset({"c", "a"}))) == ["a", "c"]
    assert printed(offered, Selection(keys=frozenset())) == []


def test_what_a_selection_says_holds_together():
    """… a topic within a month is what is of both."""
    offered = [entry("a", topics=("japan",)), entry("b", day="2018-08-01", topics=("japan",)), entry("c")]

    selection = Selection(until=dt.date(2018, 7, 31), topics=frozenset({"japan"}))

    assert printed(offered, selection) == ["a"]


def test_a_key_that_stands_twice_is_refused():
    """… no name in the volume can stand for two documents."""
    with pytest.raises(ValueError, match="same key"):
        plan([entry("a", 1), entry("a", 2)], ALL, NOW)
