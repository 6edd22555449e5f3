import datetime as dt

from communique.build.sampling import pages_to_prove
from communique.digest import Entry, Selection, Sheet, plan

NOW = dt.datetime(2018, 8, 1, tzinfo=dt.UTC)
A4, LETTER = Sheet(595.28, 841.89), Sheet(612, 792)


def planned(*documents):
    """Return the plan of documents, each told by the pages of its PDFs."""
    day = dt.date(2018, 7, 1)
    return plan([Entry(str(n), "T", day, n, parts) for n, parts in enumerate(documents)], Selection(), NOW)


def test_front_and_end_matter_are_looked_through():
    """… what is printed for this volume alone is seen on all its pages."""
    pages = pages_to_prove(planned(((A4,),)), {"0": ["parallel"]}, 2, 5)

    assert pages == {1, 2, 3, 4, 5}


def test_a_volume_without_a_body_is_looked_through():
    """… a month of nothing but withdrawals has no page that was proved before."""
    assert pages_to_prove(planned(), {}, 2, 3) == {1, 2, 3}


def test_of_each_size_and_form_the_longest_numbers_are_looked_at():
    """… a number that has room on these has room on all, however many they are."""
    volume = planned(((A4,) * 3,), ((A4,) * 12,), ((A4,),), ((LETTER,),), *[((A4,) * 2,)] * 100)

    pages = pages_to_prove(volume, {str(n): ["parallel"] for n in range(104)}, 0, 217)

    assert pages == {15, 17, 216, 217}


def test_each_language_printed_alone_is_a_form_of_its_own():
    """… the foot of one language may be longer than that of another."""
    volume = planned(((A4,), (A4,)), ((A4,), (A4,)), ((A4,),))

    pages = pages_to_prove(volume, {"0": ["en", "ru"], "1": ["en", "ru"], "2": ["both"]}, 10, 15)

    assert pages == {*range(1, 11), 13, 14, 15}
