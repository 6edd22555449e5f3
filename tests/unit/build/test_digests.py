import datetime as dt
from io import BytesIO

import pytest
from pypdf import PdfReader

from communique.build.digests import build_digests
from communique.build.wishes import Wish
from communique.errors import UsageError

NOW = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
EVERY, JAN = Wish(every=True), Wish(["2026-01"])
FIRST = "bulletins/2026/01/your-first-bulletin.yaml"
JANUARY = "out/digests/2026-01.pdf"
EMBARGO = {"topics: [example]": "embargo: 2026-03-15T15:00:00+01:00"}


def names(paths):
    return [path.relative_to(path.parents[1]).as_posix() for path in paths]


def codes(report):
    return [fault.code for error in report.errors for fault in error.faults]


def headings(newsroom, month="2026-01"):
    """Return the bulletins in the outline of a digest."""
    data = (newsroom.folder / f"out/digests/{month}.pdf").read_bytes()
    return [item.title for item in PdfReader(BytesIO(data)).outline[1:] if not isinstance(item, list)]


def test_a_month_is_bound_with_its_stale_bulletins_built_first(newsroom):
    """… one command makes a digest of a newsroom that was never built."""
    newsroom.add("visit", 2)

    report = build_digests(newsroom.folder, JAN, now=NOW)

    assert report.errors == []
    assert names(report.built) == ["01/your-first-bulletin.pdf", "01/visit.pdf", "digests/2026-01.pdf"]
    assert [heading[:12] for heading in headings(newsroom)] == ["MEA/2026/001", "MEA/2026/002"]


def test_each_language_of_a_bulletin_in_parts_is_found_in_its_own_part(newsroom):
    """… a line of the contents leads to the PDF in its language, though both lie in one digest."""
    newsroom.change(FIRST, "number: 1\n", "number: 1\nlayout: single\n")

    report = build_digests(newsroom.folder, JAN, now=NOW)

    assert report.errors == []
    digest = PdfReader(newsroom.folder / JANUARY)
    links = [entry.get_object() for entry in digest.pages[1]["/Annots"]]
    english, french = (digest.pages[digest.get_page_number(link["/Dest"][0].get_object())] for link in links)
    assert "Your first bulletin" in english.extract_text()
    assert "Votre premier bulletin" in french.extract_text()
    assert "Your first bulletin" not in french.extract_text()


def test_a_month_that_has_not_changed_is_not_bound_again(newsroom):
    """… a digest costs nothing where nothing changed, and has the same bytes when it is forced."""
    build_digests(newsroom.folder, JAN, now=NOW)
    before = (newsroom.folder / JANUARY).read_bytes()

    again = build_digests(newsroom.folder, JAN, now=NOW)
    forced = build_digests(newsroom.folder, JAN, now=NOW, force=True)

    assert again.built == []
    assert names(forced.built) == ["01/your-first-bulletin.pdf", "digests/2026-01.pdf"]
    assert (newsroom.folder / JANUARY).read_bytes() == before


def test_a_change_of_one_bulletin_binds_its_month_anew(newsroom):
    """… a digest never holds an old page, and no other month is touched."""
    newsroom.add("visit", 2, "2026-02-03")
    build_digests(newsroom.folder, EVERY, now=NOW)
    newsroom.change(FIRST, "en: Your first bulletin", "en: Yours")

    report = build_digests(newsroom.folder, EVERY, now=NOW)

    assert names(report.built) == ["01/your-first-bulletin.pdf", "digests/2026-01.pdf"]


def test_a_change_of_a_summary_binds_the_month_anew(newsroom):
    """… what only the contents tell is kept up to date too."""
    build_digests(newsroom.folder, EVERY, now=NOW)
    newsroom.change(FIRST, "en: An example that builds", "en: An instance that builds")

    report = build_digests(newsroom.folder, EVERY, now=NOW)

    assert names(report.built) == ["01/your-first-bulletin.pdf", "digests/2026-01.pdf"]


def test_the_latest_month_is_bound_where_none_is_named(newsroom):
    """… at the end of a month `communique digest` is all that a registrar types."""
    newsroom.add("visit", 2, "2026-02-03")

    report = build_digests(newsroom.folder, now=NOW)

    assert names(report.built) == ["02/visit.pdf", "digests/2026-02.pdf"]


def test_a_month_without_bulletins_is_told_with_those_that_have_some(newsroom):
    """… a slip in a month is mended at a glance."""
    with pytest.raises(UsageError) as caught:
        build_digests(newsroom.folder, Wish(["2026-01", "2025-01"]), now=NOW)

    (fault,) = caught.value.faults
    assert fault.message == "2025-01 has no bulletins"
    assert fault.hint == "months with bulletins: 2026-01"


def test_a_newsroom_without_bulletins_has_no_digest(newsroom):
    """… an empty newsroom is no error, as nothing was asked for that could be missed."""
    (newsroom.folder / FIRST).unlink()

    report = build_digests(newsroom.folder, now=NOW)

    assert (report.built, report.errors) == ([], [])


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [("kind: announcement", "kind: anouncement", "C007"), ("  fr: Votre premier bulletin\n", "", "C101")],
)
def test_a_month_with_a_faulty_bulletin_is_not_bound_and_the_others_are(newsroom, before, after, code):
    """… no digest silently lacks a bulletin, and no month suffers for another."""
    newsroom.add("visit", 2, "2026-02-03")
    newsroom.change(FIRST, before, after)

    report = build_digests(newsroom.folder, EVERY, now=NOW)

    assert codes(report) == [code, "D007"]
    assert "your-first-bulletin.yaml" in report.errors[-1].faults[0].message
    assert names(report.built) == ["02/visit.pdf", "digests/2026-02.pdf"]


def test_the_faults_of_other_months_are_not_told(newsroom):
    """… one who binds a month reads of that month."""
    newsroom.add("visit", 2, "2026-02-03", **{"kind: announcement": "kind: anouncement"})

    report = build_digests(newsroom.folder, JAN, now=NOW)

    assert report.errors == []


def test_an_embargoed_bulletin_waits_and_then_comes_in(newsroom):
    """… a digest gives nothing away before its hour, and is complete after it."""
    newsroom.add("secret", 2, **EMBARGO)

    before = build_digests(newsroom.folder, JAN, now=NOW)
    early = headings(newsroom)
    after = build_digests(newsroom.folder, JAN, now=NOW + dt.timedelta(days=30))

    assert before.notices == ["2026-01 leaves out what is under embargo: secret"]
    assert len(early) == 1
    assert names(after.built) == ["digests/2026-01.pdf"]
    assert len(headings(newsroom)) == 2


def test_a_month_that_is_all_under_embargo_has_no_digest(newsroom):
    """… a digest that was bound before an embargo was set is taken back."""
    build_digests(newsroom.folder, JAN, now=NOW)
    newsroom.change(FIRST, *next(iter(EMBARGO.items())))

    report = build_digests(newsroom.folder, JAN, now=NOW)

    assert report.errors == []
    assert not (newsroom.folder / JANUARY).exists()


def test_the_digest_of_a_month_that_is_gone_goes_with_it(newsroom):
    """… out/digests/ has the months that the newsroom has."""
    visit = newsroom.add("visit", 2, "2026-02-03")
    build_digests(newsroom.folder, EVERY, now=NOW)
    visit.unlink()

    report = build_digests(newsroom.folder, EVERY, now=NOW)

    assert names(report.removed) == ["digests/2026-02.pdf"]
