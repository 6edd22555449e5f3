import pytest

from communique.compose import compose_back
from communique.compose.volume.topics import sort_key
from communique.model import Sheet

A4 = Sheet(595.28, 841.89)
TOPICS = (
    "{% for topic in topics %}{{ topic.name }}:"
    "{% for entry in topic.entries %} {{ entry.bulletin.number }}{% endfor %};{% endfor %}"
)
NOTE = {"en": "One.", "fr": "Un."}


def test_the_index_names_under_each_topic_what_is_about_it(composed, item):
    """… a registrar who looks for a matter finds all that was said of it, and what is about none."""
    html = composed(
        compose_back,
        TOPICS,
        item(1, topics=["sea", "Art"]),
        item(2),
        item(3, topics=["sea"]),
    )

    assert html == "Art: 1;sea: 1 3;None: 2;"


def test_a_topic_in_other_letters_is_the_same_topic(composed, item):
    """… a slip of the shift key parts no topic, and the first spelling stands."""
    html = composed(compose_back, TOPICS, item(1, topics=["Öresund", "oresund"]), item(2, topics=["ÖRESUND"]))

    assert html == "Öresund: 1 2;"


def test_without_topics_there_is_no_index(composed, item):
    """… no heading stands over nothing."""
    assert composed(compose_back, TOPICS, item(1), item(2)) == ""


def test_a_volume_of_one_topic_has_an_index_of_the_others(composed, item):
    """… it does not repeat its own contents."""
    html = composed(
        compose_back, TOPICS, item(1, topics=["Sea", "art"]), item(2, topics=["sea"]), topic="sea"
    )

    assert html == "art: 1;"


@pytest.mark.parametrize(
    "ordered",
    [
        ["apple", "Árbol", "art", "banana", "Öl", "zoo"],
        ["елка", "ёлка", "ель", "иволга", "йод", "школа"],
        ["zoo", "школа", "أمن", "海"],
    ],
)
def test_topics_are_sorted_as_a_dictionary_sorts_them(ordered):
    """… capitals and accents send no topic behind z."""
    assert sorted(set(ordered), key=lambda name: (sort_key(name), name)) == ordered


def test_each_correction_is_listed_with_its_version_date_and_note(composed, item):
    """… an archive tells what was changed after publication, and when."""
    corrections = [{"date": "2018-07-12", "note": NOTE}, {"date": "2018-08-01", "note": NOTE}]

    html = composed(
        compose_back,
        "{% for entry in corrected %}{{ entry.record }}"
        "{% for change in entry.lines.fr.corrections %}|{{ change.told }}|{{ change.text }}{% endfor %}"
        "{% endfor %}",
        item(1),
        item(2, corrections=corrections),
    )

    assert html.replace("\N{NO-BREAK SPACE}", " ") == (
        "ARV/2018/002|Corrigé le 12 juillet 2018 (version 2)|Un.|Corrigé le 1 août 2018 (version 3)|Un."
    )


def test_what_was_withdrawn_is_listed_whether_it_is_printed_or_not(composed, item):
    """… both are told apart from what stands."""
    withdrawn = {"date": "2018-07-12", "reason": NOTE}

    html = composed(
        compose_back,
        "{% for entry in withdrawn %}{{ entry.record }} {{ entry.lines.en.withdrawal.text }} {% endfor %}",
        item(1, None, withdrawn=withdrawn),
        item(2),
        item(3, 2, withdrawn=withdrawn),
    )

    assert html == "ARV/2018/001 One. ARV/2018/003 One. "


def test_the_pages_count_on_from_the_body(composed, item):
    """… no number of a page is given twice."""
    body = (item(1, 1, ((A4, A4),)), item(2, None), item(3, 3, ((A4,),)))

    assert composed(compose_back, "{{ before }}", *body) == "3"
