import datetime as dt

import pytest

from communique.compose import compose_back, compose_folio, compose_front
from communique.compose.volume.sides import ROOM
from communique.model import Period, Sheet

A4, LETTER = Sheet(595.28, 841.89), Sheet(612, 792)
MARKS = "{% for mark in marks %}{{ mark.tag }} {{ mark.text }};{% endfor %}"
QUARTER = Period(dt.date(2018, 7, 2), dt.date(2018, 9, 29))


def test_each_size_of_sheet_has_one_stamp_in_the_order_of_use(composed, item):
    """… a page of Letter among those of A4 has its number in its own foot."""
    html = composed(
        compose_folio,
        "{% for sheet in sheets %}{{ sheet.width }} {% endfor %}",
        item(1, 1, ((LETTER, A4),)),
        item(2, 3, ((LETTER,),)),
    )

    assert html == "612 595.28 "


@pytest.mark.parametrize(
    ("period", "told"),
    [
        (None, "en July 2018;fr juillet 2018;"),
        (Period.of_year(dt.date(2018, 1, 1)), "en 2018;"),
        (QUARTER, "en 2 July 2018 – 29 September 2018;fr 2 juillet 2018 – 29 septembre 2018;"),
    ],
    ids=["a month", "a year", "a span"],
)
def test_the_foot_names_the_period_in_each_language_once(composed, item, period, told):
    """… a sheet that is lost from its volume finds back, and nothing is said twice."""
    html = composed(compose_folio, MARKS, item(1), period=period)

    assert html.replace("\N{NO-BREAK SPACE}", " ") == told


def test_where_words_are_too_many_figures_stand_for_them(composed, item):
    """… the foot has one line, which the website shares."""
    html = composed(compose_folio, MARKS, item(1), tags=("en", "fr", "ru"), period=QUARTER)

    assert html == "en 2018-07-02 – 2018-09-29;"


def test_a_long_topic_is_cut_to_the_room_that_there_is(page, item):
    """… no foot runs into what stands beside it."""
    topic = "cooperation in the matters of fisheries, lighthouses, pilots and ferries"

    html = page(compose_folio, MARKS, item(1, topics=[topic]), topic=topic).html

    assert html.startswith("en cooperation in the matters")
    assert html.endswith("…;en 2018-07;")
    assert len(html) < ROOM + len("en ;en ;")


def test_all_parts_of_a_volume_have_the_same_styles(page, item):
    """… fonts and styles are read once for them."""
    parts = [page(compose, "", item(1)) for compose in (compose_front, compose_back, compose_folio)]

    assert parts[0].stylesheets == parts[1].stylesheets == parts[2].stylesheets
