import datetime as dt

import pytest

from communique.build.scope import Scope, scope_of_output, slug
from communique.model import Period

JULY = Period(dt.date(2018, 7, 1), dt.date(2018, 7, 31))
YEAR = Period(dt.date(2018, 1, 1), dt.date(2018, 12, 31))
QUARTER = Period(dt.date(2018, 7, 1), dt.date(2018, 9, 30))
LONG = "the " * 40 + "end"

SCOPES = {
    "2018-07": Scope(JULY),
    "2018": Scope(YEAR),
    "2018-07-01_2018-09-30": Scope(QUARTER),
    "topic-japan": Scope(None, "japan"),
    "2018_topic-japan": Scope(YEAR, "japan"),
    "2018-07-01_2018-09-30_topic-climate-change": Scope(QUARTER, slug("Climate change")),
    "topic-topic-x_y.z": Scope(None, slug("topic-x_y.z")),
    "topic-безопасность": Scope(None, slug("Безопасность")),
    "2018-07_topic-हिन्दी": Scope(JULY, slug("हिन्दी")),
    "topic-..": Scope(None, slug("..")),
}


@pytest.mark.parametrize("name", SCOPES)
def test_a_digest_is_named_for_what_it_holds(name):
    """… a registrar finds a volume by its name, and the next build knows what it is."""
    scope = SCOPES[name]

    assert scope.name == name
    assert scope_of_output(scope.output) == scope


@pytest.mark.parametrize(
    "name",
    [
        "",
        "2018-13",
        "20180701",
        "2018-7",
        "2018_",
        "_topic-japan",
        "2018topic-japan",
        "topic-",
        "topic-a/b",
        "topic-../../../../etc/passwd",
        "topic-a\0",
        "2018-07-01_2018-07-31",
        "2018-09-30_2018-07-01",
        "2018-07-01_2018-08-01_2018-09-01",
        "digest",
    ],
)
def test_a_name_that_no_digest_has_stands_for_none(name):
    """… no file is taken for a digest, and removed, that no build can have made."""
    assert scope_of_output(f"out/digests/{name}.pdf") is None


@pytest.mark.parametrize(
    "output", ["2018.pdf", "out/bulletins/2018.pdf", "out/digests/2018", "out/digests/2018.pdf.pdf"]
)
def test_a_digest_lies_in_one_place(output):
    """… a file of that name elsewhere is nobody's to remove."""
    assert scope_of_output(output) is None


def test_a_span_that_is_a_month_is_that_month():
    """… the same bulletins never lie there twice."""
    assert Scope(Period(dt.date(2018, 2, 1), dt.date(2018, 2, 28))).name == "2018-02"


@pytest.mark.parametrize(
    ("one", "other"), [("Japan", "japan"), ("climate  change", "Climate Change"), ("é", "é")]
)
def test_a_topic_is_one_however_it_is_written(one, other):
    """… a capital letter in one bulletin does not tear a topic in two, nor on any disk."""
    assert slug(one) == slug(other)


@pytest.mark.parametrize(("one", "other"), [("C", "C+"), ("Japan", "Japan 2"), (LONG + "a", LONG + "b")])
def test_other_topics_stay_apart(one, other):
    """… no volume has what is of another topic, however long its name."""
    assert slug(one) != slug(other)


@pytest.mark.parametrize("topic", [LONG, "語" * 300, "a/b\\c:d*e?f", "👩‍👩‍👧" * 60])
def test_any_topic_gives_a_name_that_every_disk_takes(topic):
    """… a topic of a whole sentence or with odd signs can be bound, and is found again."""
    scope = Scope(QUARTER, slug(topic))

    assert len(f".{scope.name}.pdf.12345678.part".encode()) <= 255
    assert not set(scope.name) & set('/\\:*?"<>|')
    assert scope_of_output(scope.output) == scope
