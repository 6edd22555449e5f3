import datetime as dt
from pathlib import Path

import pytest
from pypdf import PdfReader

from communique.build.digests import build_digests
from communique.build.rendering import render_page
from communique.build.wishes import Wish
from communique.errors import UsageError

NOW = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
EVERY, JAN = Wish(every=True), Wish(["2026-01"])
FIRST = "bulletins/2026/01/your-first-bulletin.yaml"
JANUARY = "out/digests/2026-01.pdf"
ROOT = Path(__file__).parents[3]
WITHDRAWN = {
    "topics: [example]": "withdrawn: {date: 2026-01-30, reason: {en: It named the wrong person, fr: Erreur}}"
}
EMBARGO = {"topics: [example]": "embargo: 2026-03-15T15:00:00+01:00"}


def names(paths):
    return [path.relative_to(path.parents[1]).as_posix() for path in paths]


def codes(report):
    return [fault.code for error in report.errors for fault in error.faults]


def headings(newsroom, name="2026-01"):
    """Return the bulletins in the outline of a digest."""
    items = PdfReader(newsroom.folder / f"out/digests/{name}.pdf").outline
    titles = [item.title for item in items if not isinstance(item, list)]
    return [title for title in titles if title.startswith("MEA/")]


def text(newsroom, name="2026-01"):
    """Return what a digest says."""
    pages = PdfReader(newsroom.folder / f"out/digests/{name}.pdf").pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


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
    targets = dict.fromkeys(digest.get_page_number(link["/Dest"][0].get_object()) for link in links)
    english, french = (digest.pages[number] for number in targets)
    assert "Your first bulletin" in english.extract_text()
    assert "Votre premier bulletin" in french.extract_text()
    assert "Your first bulletin" not in french.extract_text()


def test_contents_that_stay_the_same_are_not_printed_again(newsroom, by):
    """… a statement whose words change costs its own render and one bind; the bytes are those of all anew."""
    rendered = []

    def counted(page):
        rendered.append(page)
        return render_page(page)

    build_digests(newsroom.folder, JAN, now=NOW)
    newsroom.change(FIRST, "Change its words", "Its words were changed")
    changed = build_digests(newsroom.folder, JAN, now=NOW, executor=by(counted))
    costs = len(rendered)
    once = (newsroom.folder / JANUARY).read_bytes()
    newsroom.change(FIRST, "en: Your first bulletin", "en: Your very first bulletin")
    build_digests(newsroom.folder, JAN, now=NOW, executor=by(counted))
    titled = len(rendered) - costs
    newsroom.change(FIRST, "en: Your very first bulletin", "en: Your first bulletin")
    build_digests(newsroom.folder, JAN, now=NOW, force=True)

    assert names(changed.built) == ["01/your-first-bulletin.pdf", "digests/2026-01.pdf"]
    assert (costs, titled) == (1, 3)  # the contents and the index name it
    assert (newsroom.folder / JANUARY).read_bytes() == once


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


def test_a_newsroom_of_faulty_files_alone_is_told_of_them(newsroom):
    """… nobody is left to think that there is nothing to bind."""
    path = newsroom.folder / "bulletins/astray.yaml"
    (newsroom.folder / FIRST).rename(path)
    path.write_text("numbr: 1")

    report = build_digests(newsroom.folder, now=NOW)

    assert report.failed == ["astray"]
    assert "C004" in codes(report)


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


def test_years_topics_and_spans_are_bound(newsroom):
    """… an archive can be had by time and by subject."""
    newsroom.add("visit", 2, "2026-02-03", **{"[example]": "[Climate change]"})
    newsroom.add("old", 1, "2025-12-03")
    wishes = [
        Wish(years=["2026"]),
        Wish(topics=["example"]),
        Wish(years=["2026"], topics=["climate change", "example"]),
        Wish(since="2025-12-01", until="2026-01-31"),
    ]

    errors = [error for wish in wishes for error in build_digests(newsroom.folder, wish, now=NOW).errors]

    assert errors == []
    found = {path.stem: len(headings(newsroom, path.stem)) for path in newsroom.folder.glob("out/digests/*")}
    assert found == {
        "2026": 2,
        "topic-example": 2,
        "2026_topic-climate-change": 1,
        "2026_topic-example": 1,
        "2025-12-01_2026-01-31": 2,
    }
    assert "Climate change" in text(newsroom, "2026_topic-climate-change")


def test_a_bulletin_that_several_digests_have_is_built_once(newsroom):
    """… a run costs one render for each bulletin, and one bind for each volume."""
    steps = []
    wish = Wish(["2026-01"], years=["2026"])

    report = build_digests(newsroom.folder, wish, now=NOW, watcher=steps.append)

    assert names(report.built) == ["01/your-first-bulletin.pdf", "digests/2026-01.pdf", "digests/2026.pdf"]
    assert [(step.name, step.number, step.total) for step in steps if step.outcome] == [
        ("your-first-bulletin", 1, 9),
        ("2026-01", 5, 9),
        ("2026", 9, 9),
    ]


def test_a_change_binds_each_digest_that_has_it_and_no_other(newsroom):
    """… no volume that was ever bound goes on saying what was changed, and no other costs anything."""
    newsroom.add("visit", 2, "2026-02-03", **{"[example]": "[trade]"})
    for wish in (EVERY, Wish(years=["2026"]), Wish(topics=["example", "trade"])):
        build_digests(newsroom.folder, wish, now=NOW)
    newsroom.change(FIRST, "en: Your first bulletin", "en: Yours")

    report = build_digests(newsroom.folder, EVERY, now=NOW)

    assert names(report.built) == [
        "01/your-first-bulletin.pdf",
        "digests/2026-01.pdf",
        "digests/2026.pdf",
        "digests/topic-example.pdf",
    ]
    assert [bound.path for bound in report.digests] == report.built[1:]


def test_what_was_bound_is_told(newsroom):
    """… a registrar sees that the volume has what it should, and what it weighs."""
    newsroom.add("visit", 2)

    report = build_digests(newsroom.folder, JAN, now=NOW)

    (bound,) = report.digests
    digest = newsroom.folder / JANUARY
    assert (bound.path, bound.bulletins, bound.withdrawn) == (digest, 2, 0)
    assert (bound.pages, bound.size) == (len(PdfReader(digest).pages), digest.stat().st_size)
    assert bound.programs > bound.shared > 0
    assert bound.saved > 10_000


def test_what_was_withdrawn_is_listed_and_not_printed(newsroom):
    """… the archive tells why a number is missing, and does not publish again what no longer stands."""
    newsroom.add("visit", 2, **WITHDRAWN)

    report = build_digests(newsroom.folder, JAN, now=NOW)

    assert report.errors == []
    assert [heading[:12] for heading in headings(newsroom)] == ["MEA/2026/001"]
    assert "It named the wrong person" in text(newsroom)
    assert (report.digests[0].bulletins, report.digests[0].withdrawn) == (1, 1)


def test_the_pdf_of_what_was_withdrawn_is_not_read(newsroom, renderer, by):
    """… a volume costs what it prints, and nothing that is not printed can spoil it."""
    newsroom.add("visit", 2, **WITHDRAWN, **{"en: Your first bulletin": "en: An old visit"})

    def render(page):
        return renderer(page) if page.source and "visit" in page.source.name else render_page(page)

    report = build_digests(newsroom.folder, JAN, now=NOW, executor=by(render))

    assert len(renderer.rendered) == 1
    assert report.errors == []


def test_a_withdrawal_takes_a_bulletin_out_of_all_its_digests(newsroom):
    """… one line in a file is enough for it to be published nowhere."""
    newsroom.add("visit", 2)
    for wish in (JAN, Wish(years=["2026"])):
        build_digests(newsroom.folder, wish, now=NOW)
    newsroom.change("bulletins/2026/01/visit.yaml", *next(iter(WITHDRAWN.items())))

    build_digests(newsroom.folder, EVERY, now=NOW)

    assert len(headings(newsroom)) == len(headings(newsroom, "2026")) == 1


def test_a_month_of_withdrawals_is_front_and_end_matter_alone(newsroom):
    """… the archive has a volume for each month in which a number was given."""
    newsroom.change(FIRST, *next(iter(WITHDRAWN.items())))

    report = build_digests(newsroom.folder, JAN, now=NOW)

    assert report.errors == []
    assert headings(newsroom) == []
    assert "It named the wrong person" in text(newsroom)
    assert (report.digests[0].bulletins, report.digests[0].withdrawn) == (0, 1)


def test_two_months_may_have_a_file_of_the_same_name(newsroom):
    """… nothing of one bulletin is taken for the other's in a volume that has both."""
    newsroom.add("your-first-bulletin", 2, "2026-02-03")

    report = build_digests(newsroom.folder, Wish(years=["2026"]), now=NOW)

    assert report.errors == []
    attached = PdfReader(newsroom.folder / "out/digests/2026.pdf").attachments
    assert len(headings(newsroom, "2026")) == 2
    assert {name for name in attached if "/" in name} == {
        "2026-001/your-first-bulletin.yaml",
        "2026-002/your-first-bulletin.yaml",
    }


def test_all_pdfs_that_cannot_be_bound_are_told_at_once(newsroom, renderer):
    """… one who mends a volume of a hundred bulletins is not told of them one by one."""
    newsroom.add("visit", 2)

    report = build_digests(newsroom.folder, JAN, now=NOW, executor=renderer)

    assert codes(report) == ["D001", "D001"]
    assert report.failed == ["2026-01"]
    assert not (newsroom.folder / "out/digests").exists()


def test_a_fault_of_the_front_matter_says_where_it_is(newsroom):
    """… an engineer looks for it in the right template."""
    (newsroom.folder / "styles").mkdir()
    css = (ROOT / "styles/cover.css").read_text() + ".cover { margin-left: -40mm }"
    (newsroom.folder / "styles/cover.css").write_text(css)

    report = build_digests(newsroom.folder, JAN, now=NOW)

    (error,) = report.errors
    assert error.faults[0].message.startswith("the front matter of 2026-01, page 1, ")
    assert names(report.built) == ["01/your-first-bulletin.pdf"]


def test_a_file_that_cannot_be_read_refuses_the_volumes_that_it_may_belong_to(newsroom):
    """… no topic silently lacks a bulletin, and another year's volume is bound."""
    newsroom.add("old", 1, "2025-12-03")
    path = newsroom.add("broken", 2, **{"kind:": "\tkind:"})
    wish = Wish(years=["2026", "2025"], topics=["example"])

    report = build_digests(newsroom.folder, wish, now=NOW)

    assert report.failed == [path.stem, "2026_topic-example"]
    assert names(report.built)[-1] == "digests/2025_topic-example.pdf"


def test_a_digest_waits_for_the_end_of_each_embargo(newsroom):
    """… each volume that has it takes it in by itself, on the first run after its hour."""
    newsroom.add("secret", 2, **EMBARGO)
    wish = Wish(["2026-01"], years=["2026"])
    build_digests(newsroom.folder, wish, now=NOW)

    waiting = build_digests(newsroom.folder, EVERY, now=NOW + dt.timedelta(days=10))
    lifted = build_digests(newsroom.folder, EVERY, now=NOW + dt.timedelta(days=20))
    after = build_digests(newsroom.folder, EVERY, now=NOW + dt.timedelta(days=30))

    assert (waiting.built, after.built) == ([], [])
    assert names(lifted.built) == ["digests/2026-01.pdf", "digests/2026.pdf"]
    assert (len(waiting.notices), lifted.notices) == (2, [])


def test_digests_of_all_kinds_go_when_no_bulletin_is_left_for_them(newsroom):
    """… out/digests/ has what the newsroom has; what may yet be mended stays."""
    visit = newsroom.add("visit", 2, "2025-12-03", **{"[example]": "[trade]"})
    for wish in (EVERY, Wish(years=["2025", "2026"]), Wish(topics=["trade", "example"])):
        build_digests(newsroom.folder, wish, now=NOW)
    written = visit.read_text()
    visit.write_text(f"\t{written}")
    faulty = build_digests(newsroom.folder, EVERY, now=NOW)
    visit.unlink()

    gone = build_digests(newsroom.folder, EVERY, now=NOW)

    assert faulty.removed == []
    assert {path.stem for path in gone.removed} == {"2025", "2025-12", "topic-trade"}
    assert newsroom.outputs() == sorted(
        ["bulletins/2025/12/visit.pdf", "bulletins/2026/01/your-first-bulletin.pdf"]
        + [f"digests/{name}.pdf" for name in ("2026", "2026-01", "topic-example")]
    )


def test_a_digest_that_was_deleted_is_not_bound_again_by_all(newsroom):
    """… who wants a volume no longer deletes it, and that is that."""
    build_digests(newsroom.folder, Wish(years=["2026"]), now=NOW)
    (newsroom.folder / "out/digests/2026.pdf").unlink()

    report = build_digests(newsroom.folder, EVERY, now=NOW)

    assert names(report.built) == ["digests/2026-01.pdf"]


def test_a_file_in_the_place_of_a_bulletins_pdf_is_not_bound(newsroom):
    """… what a digest has is what was built and proved; nobody's work is lost."""
    newsroom.add("visit", 2)
    build_digests(newsroom.folder, JAN, now=NOW)
    before = (newsroom.folder / JANUARY).read_bytes()
    (newsroom.folder / "out/bulletins/2026/01/visit.pdf").write_bytes(b"%PDF signed")
    newsroom.change(FIRST, "en: Your first bulletin", "en: Yours")

    report = build_digests(newsroom.folder, JAN, now=NOW)

    assert codes(report) == ["O005", "D007"]
    assert names(report.built) == ["01/your-first-bulletin.pdf"]
    assert (newsroom.folder / JANUARY).read_bytes() == before
    assert (newsroom.folder / "out/bulletins/2026/01/visit.pdf").read_bytes() == b"%PDF signed"
