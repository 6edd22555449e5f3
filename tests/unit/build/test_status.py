import datetime as dt

import pytest

from communique.build.bulletins import build_bulletins
from communique.build.digests import build_digests
from communique.build.status import take_status
from communique.build.wishes import Wish

NOW = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
EVERY = Wish(every=True)
FIRST = "bulletins/2026/01/your-first-bulletin.yaml"


@pytest.fixture
def built(newsroom):
    """Give a newsroom of two months, all built."""
    newsroom.add("visit", 2, "2026-02-03")
    build_digests(newsroom.folder, EVERY, now=NOW)
    return newsroom


def states(newsroom):
    status = take_status(newsroom.folder, NOW)
    return {condition.name: condition.state for condition in (*status.bulletins, *status.digests)}


def test_a_new_newsroom_has_all_to_build(newsroom):
    """… one who comes to a fresh copy sees what is to be done."""
    assert states(newsroom) == {"your-first-bulletin": "new", "2026-01": "new"}


def test_what_was_built_is_up_to_date(built):
    """… nothing is asked for where nothing is needed."""
    status = take_status(built.folder, NOW)

    assert {condition.state for condition in (*status.bulletins, *status.digests)} == {"current"}
    assert [condition.record for condition in status.bulletins] == ["MEA/2026/001", "MEA/2026/002"]
    assert (status.orphans, status.errors) == ([], [])


def test_a_change_makes_the_bulletin_and_its_month_stale(built):
    """… a registrar sees which digest a late correction reaches."""
    built.change(FIRST, "en: Your first bulletin", "en: Yours")

    assert states(built) == {
        "your-first-bulletin": "stale",
        "visit": "current",
        "2026-01": "stale",
        "2026-02": "current",
    }


def test_a_digest_is_stale_until_it_is_bound_anew(built, renderer):
    """… building a changed bulletin alone does not hide that its month lacks the change."""
    built.change(FIRST, "en: Your first bulletin", "en: Yours")
    build_bulletins(built.folder, executor=renderer)

    found = states(built)

    assert (found["your-first-bulletin"], found["2026-01"]) == ("current", "stale")


def test_a_lost_output_counts_as_never_built(built):
    """… out/ may be deleted: status says what the next build makes."""
    (built.folder / "out/bulletins/2026/02/visit.pdf").unlink()

    found = states(built)

    assert (found["visit"], found["2026-02"]) == ("new", "stale")


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("kind: announcement", "kind: anouncement", "C007"),
        ("  fr: Votre premier bulletin\n", "", "C101"),
        ("number: 1\n", "number: 2\n", "C109"),
        ("topics:", "photos: [{file: none.jpg, alt: {en: A square, fr: Une place}}]\ntopics:", "R020"),
    ],
)
def test_a_faulty_bulletin_is_told_with_its_month(built, before, after, code):
    """… whatever stops a build is seen beforehand."""
    built.change(FIRST, before, after)

    status = take_status(built.folder, NOW)

    found = {condition.name: condition.state for condition in (*status.bulletins, *status.digests)}
    assert (found["your-first-bulletin"], found["2026-01"]) == ("faulty", "faulty")
    assert code in [fault.code for error in status.errors for fault in error.faults]


def test_an_embargo_is_told_with_its_end(newsroom):
    """… nobody has to look into files for what must wait."""
    newsroom.change(FIRST, "topics: [example]", "embargo: 2026-03-15T15:00:00+01:00")

    status = take_status(newsroom.folder, NOW)

    assert status.bulletins[0].embargo == dt.datetime(2026, 3, 15, 14, tzinfo=dt.UTC)
    assert status.digests[0].state == "held"


def test_an_embargo_that_is_over_is_not_told(newsroom):
    """… what may be published is not called secret."""
    newsroom.change(FIRST, "topics: [example]", "embargo: 2026-02-15T15:00:00+01:00")

    status = take_status(newsroom.folder, NOW)

    assert status.bulletins[0].embargo is None
    assert status.digests[0].state == "new"


def test_outputs_whose_bulletins_are_gone_are_told(built):
    """… a PDF that no longer has a source is noticed before anybody mails it."""
    (built.folder / "bulletins/2026/02/visit.yaml").unlink()

    status = take_status(built.folder, NOW)

    assert status.orphans == ["out/bulletins/2026/02/visit.pdf", "out/digests/2026-02.pdf"]


def test_digests_of_all_kinds_are_told(built):
    """… a registrar sees which volumes a late correction reaches, and no more of one that was deleted."""
    span = "2026-02-01_2026-02-20"
    for wish in (Wish(years=["2026"]), Wish(topics=["example"]), Wish(since=span[:10], until=span[11:])):
        build_digests(built.folder, wish, now=NOW)
    fresh = states(built)
    built.change(FIRST, "en: Your first bulletin", "en: Yours")
    (built.folder / "out/digests/topic-example.pdf").unlink()

    found = states(built)

    assert {fresh[name] for name in ("2026", "topic-example", span)} == {"current"}
    assert (found["2026"], found[span], "topic-example" in found) == ("stale", "current", False)


def test_what_an_embargo_changes_is_told_once_it_is_over(newsroom):
    """… a volume that may now be whole is not taken for up to date."""
    newsroom.add("secret", 2, **{"topics: [example]": "embargo: 2026-03-15T15:00:00+01:00"})
    build_digests(newsroom.folder, EVERY, now=NOW)

    before, after = (take_status(newsroom.folder, NOW + dt.timedelta(days=days)) for days in (0, 30))

    assert [status.digests[0].state for status in (before, after)] == ["current", "stale"]


def test_a_withdrawn_bulletins_pdf_is_of_no_account_to_its_digest(built):
    """… a volume that does not print it need not wait for it."""
    withdrawn = "withdrawn: {date: 2026-01-30, reason: {en: Wrong, fr: Faux}}"
    built.change(FIRST, "topics: [example]", withdrawn)
    build_digests(built.folder, EVERY, now=NOW)
    (built.folder / "out/bulletins/2026/01/your-first-bulletin.pdf").unlink()

    found = states(built)

    assert (found["your-first-bulletin"], found["2026-01"]) == ("new", "current")


def test_a_withdrawn_bulletin_that_was_never_built_holds_up_nothing(newsroom):
    """… an archive that begins with a withdrawal has a status like any other."""
    newsroom.change(
        FIRST, "topics: [example]", "withdrawn: {date: 2026-01-30, reason: {en: Wrong, fr: Faux}}"
    )

    assert states(newsroom) == {"your-first-bulletin": "new", "2026-01": "new"}


def test_files_in_the_place_of_outputs_are_told(built):
    """… a signed copy that holds up its digest is known before, and so is a signed digest."""
    for name in ("bulletins/2026/01/your-first-bulletin", "digests/2026-02"):
        (built.folder / f"out/{name}.pdf").write_bytes(b"%PDF signed")

    status = take_status(built.folder, NOW)

    assert [fault.code for error in status.errors for fault in error.faults] == ["O005", "O005"]
    assert [condition.state for condition in status.bulletins] == ["faulty", "current"]
    assert [condition.state for condition in status.digests] == ["faulty", "faulty"]


def test_status_writes_nothing(newsroom):
    """… looking changes nothing."""
    take_status(newsroom.folder, NOW)

    assert newsroom.outputs() == []
    assert not (newsroom.folder / ".communique").exists()
