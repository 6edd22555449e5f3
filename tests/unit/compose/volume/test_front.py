import datetime as dt

import pytest

from communique.compose import compose_front
from communique.model import Period, Sheet

A4 = Sheet(595.28, 841.89)
NOTE = {"en": "n", "fr": "n"}


@pytest.mark.parametrize(
    ("parts", "folios"),
    [(((A4, A4),), "1 1 8 8"), (((A4, A4), (A4,)), "1 3 8 10")],
    ids=["one PDF", "a PDF for each language"],
)
def test_each_line_links_to_its_folio(composed, item, parts, folios):
    """… binding finds the page that is meant, of a bulletin in parts the one in the line's language."""
    html = composed(
        compose_front,
        "{% for entry in entries %}{% for line in entry.lines.values() %}"
        "{{ line.folio }} {{ line.address }} {% endfor %}{% endfor %}",
        item(1, 1, parts),
        item(2, 8, parts),
    )

    assert html.split()[::2] == folios.split()
    assert html.split()[1::2] == [f"https://digest.invalid/{folio}" for folio in folios.split()]


def test_what_is_not_printed_again_links_to_nothing_and_says_why(composed, item):
    """… a withdrawn bulletin keeps its place in the contents, without a page that it does not have."""
    gone = item(1, None, withdrawn={"date": "2018-07-13", "reason": {"en": "Wrong day.", "fr": "Erreur."}})

    html = composed(
        compose_front,
        "{% for line in entries[0].lines.values() %}"
        "{{ line.folio }}{{ line.address }}|{{ line.withdrawal.told }}|{{ line.withdrawal.text }}|"
        "{% endfor %}",
        gone,
        item(2),
    )

    assert html.replace("\N{NO-BREAK SPACE}", " ") == (
        "None|Withdrawn on 13 July 2018|Wrong day.|None|Retiré le 13 juillet 2018|Erreur.|"
    )


def test_the_cover_names_the_period_apart_from_what_it_is_of(composed, item):
    """… each can be set in a size of its own, without the comma between them."""
    html = composed(
        compose_front,
        "{% for side in sides %}{{ side.heading | join }}|{{ side.period }}|{% endfor %}",
        item(1),
    )

    assert html == "Press bulletins|July 2018|Bulletins de presse|juillet 2018|"


def test_a_volume_of_one_topic_says_so(composed, item):
    """… it is not taken for all of the month."""
    html = composed(
        compose_front,
        "{{ sides[0].topic }}|{{ sides[0].title }}|{{ sides[1].topic }}",
        item(1, topics=["sea"]),
        topic="sea",
    )

    assert html == "Topic: sea|Press bulletins, July 2018 · sea|Thème\N{NARROW NO-BREAK SPACE}: sea"


@pytest.mark.parametrize(
    ("numbers", "said"),
    [([3], "ARV/2018/003"), ([3, 5], "Numbers ARV/2018/003 to ARV/2018/005")],
    ids=["one", "several"],
)
def test_a_range_of_numbers_has_two_ends(composed, item, numbers, said):
    """… a month of one bulletin does not run from a number to itself."""
    assert composed(compose_front, "{{ sides[0].numbers }}", *map(item, numbers)) == said


@pytest.mark.parametrize(
    ("more", "last"),
    [
        ({}, "2018-07-10"),
        ({"corrections": [{"date": "2018-08-02", "note": NOTE}]}, "2018-08-02"),
        ({"withdrawn": {"date": "2018-09-03", "reason": NOTE}}, "2018-09-03"),
    ],
    ids=["published", "corrected", "withdrawn"],
)
def test_the_volume_is_as_old_as_its_last_change(composed, item, more, last):
    """… the file's date comes from the sources, not from a clock."""
    html = composed(compose_front, "{{ last_change }}", item(1, date="2018-07-01"), item(2, **more))

    assert html == last


def test_keywords_stand_once_and_in_order(composed, item):
    """… the keywords of a volume are those of its bulletins."""
    html = composed(
        compose_front,
        "{{ keywords | join(', ') }}",
        item(1, topics=["sea", "fish"]),
        item(2, topics=["sea", "art"]),
    )

    assert html == "art, fish, sea"


@pytest.mark.parametrize(
    ("tags", "groups"),
    [(("en",), "en"), (("en", "fr", "ru"), "en fr ru"), (("en", "fr", "ru", "zh"), "en|fr|ru|zh")],
)
def test_more_than_three_languages_follow_one_another(composed, item, tags, groups):
    """… no column is too narrow for its words."""
    html = composed(
        compose_front,
        "{% for group in groups %}{{ group | map(attribute='tag') | join(' ') }}"
        "{{ '|' if not loop.last }}{% endfor %}",
        item(1),
        tags=tags,
    )

    assert html == groups


@pytest.mark.parametrize(
    ("first", "last", "figures"),
    [
        ("2018-07-01", "2018-07-31", "07 2018"),
        ("2018-07-05", "2018-07-20", "07 2018"),
        ("2018-01-01", "2018-12-31", " 2018"),
        ("2018-07-01", "2018-09-30", "07–09 2018"),
        ("2017-07-01", "2018-06-30", " 2017–2018"),
    ],
)
def test_the_cover_s_figures_are_months_and_years(composed, item, first, last, figures):
    """… a volume is found on its shelf by its figures alone."""
    period = Period(dt.date.fromisoformat(first), dt.date.fromisoformat(last))

    assert composed(compose_front, "{{ months }} {{ years }}", item(1), period=period) == figures
