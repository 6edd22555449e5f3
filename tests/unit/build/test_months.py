import pytest

from communique.build.months import choose, sort_into_months
from communique.errors import UsageError
from communique.load import load_archive, load_newsroom


def months_of(newsroom):
    return sort_into_months(load_archive(newsroom.folder, load_newsroom(newsroom.folder)))


def test_months_are_in_order_with_their_bulletins(newsroom):
    """… a digest holds its month, and the latest month is the last."""
    newsroom.add("visit", 2, "2026-02-03")
    newsroom.add("old", 1, "2025-12-03")

    months = months_of(newsroom)

    assert {name: [entry.id for entry in month.entries] for name, month in months.items()} == {
        "2025-12": ["old"],
        "2026-01": ["your-first-bulletin"],
        "2026-02": ["visit"],
    }


def test_a_file_that_cannot_be_read_belongs_to_the_month_of_its_folder(newsroom):
    """… a digest is refused for what it would lack, though nobody can read its date."""
    path = newsroom.add("broken", 2, "2026-02-03", **{"kind:": "\tkind:"})

    months = months_of(newsroom)

    assert (months["2026-01"].faulty, months["2026-02"].faulty) == ([], [path])


def test_a_file_in_no_months_folder_belongs_to_every_month(newsroom):
    """… a statement that was laid in the wrong place is missed by no digest."""
    newsroom.add("visit", 2, "2026-02-03")
    path = newsroom.folder / "bulletins" / "astray.yaml"
    path.write_text("numbr: 1")

    months = months_of(newsroom)

    assert [month.faulty for month in months.values()] == [[path], [path]]


def test_months_are_chosen_once_and_in_the_order_asked_for(newsroom):
    """… naming a month twice does not bind it twice."""
    newsroom.add("visit", 2, "2026-02-03")
    months = months_of(newsroom)

    chosen = choose(["2026-02", "2026-01", "2026-02"], months, every=False)

    assert [month.name for month in chosen] == ["2026-02", "2026-01"]


def test_all_unknown_months_are_told_at_once():
    """… one run tells every slip, also where there is no month at all."""
    with pytest.raises(UsageError) as caught:
        choose(["2026-02", "2026-03"], {}, every=False)

    assert [fault.hint for fault in caught.value.faults] == ["months with bulletins: none yet"] * 2
