import datetime as dt

import pytest

from communique.build.holdings import hold, months_of, shelve
from communique.build.scope import Scope, read_period, slug
from communique.load import load_archive, load_newsroom

NOW = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
FIRST = "bulletins/2026/01/your-first-bulletin.yaml"


@pytest.fixture
def shelf(newsroom):
    """Give a way to read the newsroom's bulletins as they are now."""
    return lambda: shelve(load_archive(newsroom.folder, load_newsroom(newsroom.folder)))


def scope(period, topic=None):
    return Scope(read_period(period) if period else None, topic)


def ids(holding):
    return [card.id for card in holding.cards]


def test_each_digest_holds_the_bulletins_of_its_days_in_order(newsroom, shelf):
    """… a volume of any length has what belongs to it, up to its last day, and nothing else."""
    newsroom.add("last", 3, "2026-02-28")
    newsroom.add("visit", 2, "2026-02-03")
    newsroom.add("old", 1, "2025-12-03")

    found = {
        name: ids(hold(scope(name), shelf()))
        for name in ("2025-12", "2026-02", "2026", "2025-12-04_2026-02-28", "2024", "2026-03")
    }

    assert found == {
        "2025-12": ["old"],
        "2026-02": ["visit", "last"],
        "2026": ["your-first-bulletin", "visit", "last"],
        "2025-12-04_2026-02-28": ["your-first-bulletin", "visit", "last"],
        "2024": [],
        "2026-03": [],
    }
    assert [month.name for month in months_of(shelf())] == ["2025-12", "2026-01", "2026-02"]


def test_a_topic_has_its_bulletins_of_all_time_or_of_a_period(newsroom, shelf):
    """… what was said on one subject is found together."""
    newsroom.add("visit", 2, "2026-02-03", **{"[example]": "[trade, Climate change]"})
    newsroom.add("old", 1, "2025-12-03", **{"[example]": "[climate change]"})

    always = hold(scope(None, slug("climate change")), shelf())
    once = hold(scope("2026", slug("climate change")), shelf())

    assert (ids(always), ids(once)) == (["old", "visit"], ["visit"])


def test_a_file_that_cannot_be_read_belongs_to_the_month_of_its_folder(newsroom, shelf):
    """… a digest is refused for what it would lack, though nobody can read its date."""
    path = newsroom.add("broken", 2, "2026-02-03", **{"kind:": "\tkind:"})

    found = {name: hold(scope(name), shelf()) for name in ("2026-01", "2026-02", "2026", "2025")}

    assert {name: list(holding.faulty) for name, holding in found.items()} == {
        "2026-01": [],
        "2026-02": [path],
        "2026": [path],
        "2025": [],
    }
    assert [name for name, holding in found.items() if holding.is_empty] == ["2025"]


def test_a_file_that_cannot_be_read_may_be_of_any_topic(newsroom, shelf):
    """… a topic's volume does not silently lack what nobody could look into; another year's may be bound."""
    path = newsroom.add("broken", 2, "2026-02-03", **{"kind:": "\tkind:"})

    assert hold(scope(None, "example"), shelf()).faulty == (path,)
    assert hold(scope("2025", "example"), shelf()).faulty == ()
    assert hold(scope("2026-02", "example"), shelf()).is_empty


def test_a_faulty_file_that_was_read_belongs_where_it_says(newsroom, shelf):
    """… a bulletin in the wrong folder holds up no other month, and no topic that it is not of."""
    newsroom.change(FIRST, "2026-01-15", "2026-03-15")

    faulty = {
        one.name: bool(hold(one, shelf()).faulty)
        for one in (scope("2026-01"), scope("2026-03"), scope("2026", "example"), scope("2026", "trade"))
    }

    assert faulty == {
        "2026-01": False,
        "2026-03": True,
        "2026_topic-example": True,
        "2026_topic-trade": False,
    }
    assert [month.name for month in months_of(shelf())] == ["2026-03"]


def test_a_file_in_no_months_folder_may_belong_to_any_digest(newsroom, shelf):
    """… a statement that was laid in the wrong place is missed by no digest, and makes no month."""
    path = newsroom.folder / "bulletins" / "astray.yaml"
    path.write_text("numbr: 1")

    assert hold(scope("2026-01"), shelf()).faulty == (path,)
    assert hold(scope("2025"), shelf()).is_empty
    assert [month.name for month in months_of(shelf())] == ["2026-01"]


def test_an_embargo_parts_what_may_be_published(newsroom, shelf):
    """… one moment decides what a digest has and what it leaves out."""
    newsroom.add("secret", 2, **{"topics: [example]": "embargo: 2026-03-15T15:00:00+01:00"})

    holding = hold(scope("2026-01"), shelf())

    assert holding.held(NOW) == ["secret"]
    assert [entry.id for entry in holding.free(NOW)] == ["your-first-bulletin"]
    assert holding.held(dt.datetime(2026, 3, 15, 14, tzinfo=dt.UTC)) == []
