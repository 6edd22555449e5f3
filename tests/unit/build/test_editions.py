"""Which PDFs a bulletin has, and what becomes of them when its layout changes."""

import datetime as dt

import pytest

from communique.build.bulletins import build_bulletins
from communique.build.checking import check_newsroom
from communique.build.editions import editions_of, output_name
from communique.build.status import take_status
from communique.errors import UsageError
from communique.load import load_archive, load_newsroom
from newsroom_copies import MADE_UP

FIRST = "bulletins/2026/01/your-first-bulletin.yaml"
STEM = "bulletins/2026/01/your-first-bulletin"
NOW = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
FALLBACK = "{parallel: {on_mismatch: sequential}}"


def lay_out(newsroom, layout):
    """Give the newsroom's one bulletin a layout of its own."""
    newsroom.change(FIRST, "number: 1\n", f"number: 1\nlayout: {layout}\n")


def unlike(newsroom):
    """Take the last paragraph away from the first language."""
    newsroom.change(FIRST, "When you have seen enough, delete", "> When you have seen enough, delete")


def test_single_makes_a_pdf_for_each_language(newsroom, renderer):
    """… each reader is sent one language, in a file that is named after it."""
    lay_out(newsroom, "single")

    report = build_bulletins(newsroom.folder, executor=renderer)

    assert newsroom.outputs() == [f"{STEM}.en.pdf", f"{STEM}.fr.pdf"]
    assert len(report.built) == 2
    for page, tag, other in zip(renderer.rendered, ("en", "fr"), ("fr", "en"), strict=True):
        assert f'<html lang="{tag}"' in page.html
        assert f'lang="{other}"' not in page.html


@pytest.mark.parametrize("layout", ["parallel", "stacked", "sequential"])
def test_the_other_layouts_make_one_pdf_with_all_languages(newsroom, renderer, layout):
    """… a bulletin's own layout goes before the newsroom's, and reaches the styles by its name."""
    lay_out(newsroom, layout)

    build_bulletins(newsroom.folder, executor=renderer)

    assert newsroom.outputs() == [f"{STEM}.pdf"]
    assert f'<body class="{layout}' in renderer.rendered[0].html


def test_an_edition_in_one_language_is_made_when_asked_for(newsroom, renderer):
    """… whatever the layout, one language can be had alone, and no other PDF is touched."""
    report = build_bulletins(newsroom.folder, languages=["fr", "fr"], executor=renderer)

    assert newsroom.outputs() == [f"{STEM}.fr.pdf"]
    assert report.built == [newsroom.folder / f"out/{STEM}.fr.pdf"]
    assert '<body class="single' in renderer.rendered[0].html


def test_an_edition_once_made_is_kept_up_to_date(newsroom, renderer):
    """… no PDF in one language goes on saying what was corrected or withdrawn."""
    build_bulletins(newsroom.folder, languages=["fr"], executor=renderer)
    newsroom.change(FIRST, "number: 1\n", "number: 1\ncheck_against_delivery: true\n")

    report = build_bulletins(newsroom.folder, [newsroom.folder / FIRST], executor=renderer)

    assert [path.name for path in report.built] == [
        "your-first-bulletin.pdf",
        "your-first-bulletin.fr.pdf",
    ]


def test_editions_go_with_their_bulletin(newsroom, renderer):
    """… out/ keeps no language of a text that is gone."""
    build_bulletins(newsroom.folder, executor=renderer)
    build_bulletins(newsroom.folder, languages=["en"], executor=renderer)
    (newsroom.folder / FIRST).unlink()

    report = build_bulletins(newsroom.folder, executor=renderer)

    assert newsroom.outputs() == []
    assert len(report.removed) == 2


def test_what_another_layout_made_is_removed(newsroom, renderer):
    """… the PDF of all languages does not stay beside those of each, to grow old there."""
    build_bulletins(newsroom.folder, executor=renderer)
    lay_out(newsroom, "single")

    report = build_bulletins(newsroom.folder, [newsroom.folder / FIRST], executor=renderer)

    assert report.removed == [newsroom.folder / f"out/{STEM}.pdf"]
    assert newsroom.outputs() == [f"{STEM}.en.pdf", f"{STEM}.fr.pdf"]


def test_what_single_made_is_removed_with_it(newsroom, renderer):
    """… a bulletin that is set in all languages again leaves no PDF in one behind that nobody asked for."""
    lay_out(newsroom, "single")
    build_bulletins(newsroom.folder, executor=renderer)
    build_bulletins(newsroom.folder, languages=["fr"], executor=renderer)
    newsroom.change(FIRST, "layout: single\n", "layout: stacked\n")

    report = build_bulletins(newsroom.folder, executor=renderer)

    assert report.removed == [newsroom.folder / f"out/{STEM}.en.pdf"]
    assert newsroom.outputs() == [f"{STEM}.fr.pdf", f"{STEM}.pdf"]


def test_an_edition_that_was_deleted_is_not_made_again(newsroom, renderer):
    """… who wants one language no longer deletes its PDF, and is rid of it."""
    build_bulletins(newsroom.folder, languages=["fr"], executor=renderer)
    (newsroom.folder / f"out/{STEM}.fr.pdf").unlink()

    build_bulletins(newsroom.folder, executor=renderer)

    assert newsroom.outputs() == [f"{STEM}.pdf"]


def test_asking_for_one_language_removes_nothing(newsroom, renderer):
    """… where only a language is asked for, what the layout makes is another matter."""
    build_bulletins(newsroom.folder, executor=renderer)
    lay_out(newsroom, "single")

    report = build_bulletins(newsroom.folder, languages=["en"], executor=renderer)

    assert report.removed == []
    assert f"{STEM}.en.pdf" in newsroom.outputs()


@pytest.mark.parametrize(("tag", "hint"), [("FR", "did you mean fr?"), ("ja", "its languages are en, fr")])
def test_a_language_that_is_not_published_is_refused(newsroom, renderer, tag, hint):
    """… a slip in the option is told before anything is built."""
    with pytest.raises(UsageError) as caught:
        build_bulletins(newsroom.folder, languages=["en", tag], executor=renderer)

    (fault,) = caught.value.faults
    assert (fault.code, fault.hint) == ("U005", hint)
    assert renderer.rendered == []


def test_a_layout_that_may_falls_back_and_says_so(newsroom, renderer):
    """… a text that is built differently goes out at once, and nobody overlooks how."""
    lay_out(newsroom, FALLBACK)
    unlike(newsroom)

    report = build_bulletins(newsroom.folder, executor=renderer)

    assert report.errors == []
    assert '<body class="sequential' in renderer.rendered[0].html
    (notice,) = report.notices
    assert notice.startswith(f"{FIRST}:")
    assert notice.endswith(
        "fr is built differently from en, from block 5 on; set sequential in place of parallel"
    )
    assert check_newsroom(newsroom.folder).notices == [notice]


def test_a_layout_that_need_not_fall_back_says_nothing(newsroom, renderer):
    """… a notice means something."""
    lay_out(newsroom, FALLBACK)

    report = build_bulletins(newsroom.folder, executor=renderer)

    assert (report.errors, report.notices) == ([], [])
    assert '<body class="parallel"' in renderer.rendered[0].html
    assert check_newsroom(newsroom.folder).notices == []


def test_a_bulletin_whose_pdf_would_be_another_s_is_refused(newsroom, renderer):
    """… visit.en.yaml does not overwrite the English edition of visit.yaml."""
    newsroom.add("visit.en", 2)
    newsroom.add("visit.final", 3)

    report = build_bulletins(newsroom.folder, executor=renderer)

    (fault,) = (fault for error in report.errors for fault in error.faults)
    assert (fault.code, fault.hint) == ("C113", "name it visit-en.yaml")
    assert "bulletins/2026/01/visit.final.pdf" in newsroom.outputs()


def test_a_fault_in_one_edition_stops_no_other(newsroom, renderer):
    """… all that is wrong is told in one run, and the other language is printed."""
    lay_out(newsroom, "single")
    renderer.bad = "Your first bulletin"

    report = build_bulletins(newsroom.folder, executor=renderer)

    assert [fault.code for error in report.errors for fault in error.faults] == ["R009"]
    assert report.failed == ["your-first-bulletin"]
    assert newsroom.outputs() == [f"{STEM}.fr.pdf"]


def test_status_names_the_editions_that_wait(newsroom, renderer):
    """… a press officer sees which language is still to be printed."""
    lay_out(newsroom, "single")
    build_bulletins(newsroom.folder, languages=["en"], executor=renderer)

    (condition,) = take_status(newsroom.folder, NOW).bulletins

    assert (condition.state, condition.editions) == ("new", ("fr",))


def test_status_of_one_edition_names_none(newsroom, renderer):
    """… where a bulletin is one PDF, nothing more is said."""
    build_bulletins(newsroom.folder, executor=renderer)

    (condition,) = take_status(newsroom.folder, NOW).bulletins

    assert (condition.state, condition.editions) == ("current", ())


def test_a_newsroom_of_one_language_has_one_pdf_at_full_measure():
    """… one language has no column beside it, and its file needs no mark of a language."""
    newsroom = load_newsroom(MADE_UP / "river-trust")
    archive = load_archive(MADE_UP / "river-trust", newsroom)
    (entry,), (card,) = archive.entries, archive.cards

    (edition,) = editions_of(entry.bulletin, newsroom)

    assert (edition.layout, edition.languages) == ("single", ("de",))
    assert output_name(card, edition) == "out/bulletins/2024/03/weir-removed.pdf"
