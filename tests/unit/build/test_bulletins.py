import json
import subprocess
import sys
from pathlib import Path

import pytest

from communique.build.bulletins import build_bulletins
from communique.build.output import write_whole
from communique.build.progress import Step
from communique.errors import Fault, NewsroomFaults
from communique.load import load_archive
from newsroom_copies import ROOT

FIRST = "bulletins/2026/01/your-first-bulletin.yaml"
FIRST_PDF = "bulletins/2026/01/your-first-bulletin.pdf"


def codes(report):
    return [fault.code for error in report.errors for fault in error.faults]


def test_every_bulletin_becomes_a_pdf_in_the_folder_of_its_month(newsroom, renderer):
    """… a bulletin's PDF is found by its date and its name."""
    newsroom.add("visit", 2, "2026-02-03")

    report = build_bulletins(newsroom.folder, executor=renderer)

    assert newsroom.outputs() == [FIRST_PDF, "bulletins/2026/02/visit.pdf"]
    assert report.built == [newsroom.folder / "out" / name for name in newsroom.outputs()]
    assert report.errors == []


def test_what_has_not_changed_is_not_rendered_again(newsroom, renderer):
    """… a build costs what changed, and no more."""
    newsroom.add("visit", 2)
    build_bulletins(newsroom.folder, executor=renderer)
    renderer.rendered.clear()
    newsroom.change(FIRST, "en: Your first bulletin", "en: Your very first bulletin")

    report = build_bulletins(newsroom.folder, executor=renderer)

    assert [path.name for path in report.built] == ["your-first-bulletin.pdf"]
    assert [path.name for path in report.kept] == ["visit.pdf"]
    assert len(renderer.rendered) == 1


def test_a_comment_builds_nothing(newsroom, renderer):
    """… what is noted beside a statement stays at home, and makes no other PDF of it."""
    build_bulletins(newsroom.folder, executor=renderer)
    newsroom.change(FIRST, "number: 1\n", "number: 1  # the first\n")

    report = build_bulletins(newsroom.folder, executor=renderer)

    assert (len(report.built), len(report.kept)) == (0, 1)


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("newsroom.yaml", "'#1f3a5f'\n  accent", "'#1f3a60'\n  accent"),
        ("newsroom.yaml", "+33 1 99 00 00 10", "+33 1 99 00 00 19"),
        ("brand/emblem.svg", "</svg>", "<!-- drawn anew --></svg>"),
    ],
)
def test_a_change_of_the_house_reaches_every_bulletin(newsroom, renderer, path, before, after):
    """… no PDF keeps an old colour, telephone number or emblem."""
    build_bulletins(newsroom.folder, executor=renderer)
    newsroom.change(path, before, after)

    report = build_bulletins(newsroom.folder, executor=renderer)

    assert [path.name for path in report.built] == ["your-first-bulletin.pdf"]


def test_force_renders_all(newsroom, renderer):
    """… one who does not trust what is there has a way to begin afresh."""
    build_bulletins(newsroom.folder, executor=renderer)

    report = build_bulletins(newsroom.folder, force=True, executor=renderer)

    assert len(report.built) == 1


def test_a_fault_of_one_bulletin_stops_no_other(newsroom, renderer):
    """… a good file is never held back by a bad neighbour."""
    newsroom.add("broken", 2, **{"kind: announcement": "kind: anouncement"})
    newsroom.add("visit", 3)

    report = build_bulletins(newsroom.folder, executor=renderer)

    assert newsroom.outputs() == ["bulletins/2026/01/visit.pdf", FIRST_PDF]
    assert codes(report) == ["C007"]
    assert report.failed == ["broken"]


def test_what_a_rule_forbids_is_not_built(newsroom, renderer):
    """… a language that is missing stops the bulletin, not the reader."""
    newsroom.change(FIRST, "  fr: Votre premier bulletin\n", "")

    report = build_bulletins(newsroom.folder, executor=renderer)

    assert codes(report) == ["C101"]
    assert newsroom.outputs() == []
    assert renderer.rendered == []


def test_two_bulletins_of_one_number_are_neither_built(newsroom, renderer):
    """… no number is ever printed on two statements."""
    newsroom.add("visit", 1)

    report = build_bulletins(newsroom.folder, executor=renderer)

    assert set(codes(report)) == {"C109"}
    assert newsroom.outputs() == []


def test_the_last_good_pdf_stays_where_a_bulletin_is_spoilt(newsroom, renderer):
    """… what was published is not lost by a slip."""
    build_bulletins(newsroom.folder, executor=renderer)
    newsroom.change(FIRST, "number: 1\n", "numbr: 1\n")

    report = build_bulletins(newsroom.folder, executor=renderer)

    assert report.failed == ["your-first-bulletin"]
    assert newsroom.outputs() == [FIRST_PDF]


def test_a_fault_of_rendering_is_found_in_the_bulletins_file(newsroom, renderer):
    """… a press officer is led to the line with the character that no font has."""
    renderer.bad = "exemplaires"
    renderer.fault = Fault("R004", "no font has 'xemple'", subject="Un exemple")

    report = build_bulletins(newsroom.folder, executor=renderer)

    (fault,) = report.errors[0].faults
    lines = (newsroom.folder / FIRST).read_text().splitlines()
    assert fault.path == newsroom.folder / FIRST
    assert lines[fault.line - 1][fault.column - 1 :].startswith("Un exemple")
    assert report.errors[0].exit_status == 4
    assert newsroom.outputs() == []


def test_a_fault_of_rendering_is_found_by_its_longest_word(newsroom, renderer):
    """… a text is found though its quotes and spaces were set by the typography of its language."""
    renderer.bad = "exemplaires"
    renderer.fault = Fault("P012", "runs out", subject="« Un\u00a0exemple »")

    report = build_bulletins(newsroom.folder, executor=renderer)

    (fault,) = report.errors[0].faults
    lines = (newsroom.folder / FIRST).read_text().splitlines()
    assert lines[fault.line - 1][fault.column - 1 :].startswith("exemple")


def test_a_fault_of_rendering_without_a_place_is_told_where_the_body_begins(newsroom, renderer):
    """… nobody has to guess which bulletin a rendering failed for."""
    renderer.bad = "exemplaires"
    renderer.fault = Fault("R009", "broken")

    report = build_bulletins(newsroom.folder, executor=renderer)

    (fault,) = report.errors[0].faults
    lines = (newsroom.folder / FIRST).read_text().splitlines()
    assert fault.path == newsroom.folder / FIRST
    assert lines[fault.line - 2 : fault.line] == ["body:", "  en: |"]


def test_a_missing_picture_is_told_at_its_line(newsroom, renderer):
    """… a picture that somebody forgot to lay beside the file stops that bulletin."""
    photos = "photos: [{file: none.jpg, alt: {en: A square, fr: Une place}}]\ntopics:"
    newsroom.change(FIRST, "topics:", photos)

    report = build_bulletins(newsroom.folder, executor=renderer)

    (fault,) = report.errors[0].faults
    assert (fault.code, fault.path) == ("R020", newsroom.folder / FIRST)
    assert "none.jpg" in (newsroom.folder / FIRST).read_text().splitlines()[fault.line - 1]
    assert report.errors[0].exit_status == 4


def test_a_folder_that_cannot_be_written_is_told_and_the_others_are_built(newsroom, renderer):
    """… one obstacle on the disk holds back what it concerns, with its path and the reason."""
    newsroom.add("visit", 2, "2026-02-03")
    (newsroom.folder / "out/bulletins/2026").mkdir(parents=True)
    (newsroom.folder / "out/bulletins/2026/01").write_text("a file")

    report = build_bulletins(newsroom.folder, executor=renderer)

    assert codes(report) == ["O003"]
    assert report.failed == ["your-first-bulletin"]
    assert "bulletins/2026/02/visit.pdf" in newsroom.outputs()


def test_embargoed_and_withdrawn_bulletins_are_built(newsroom, renderer):
    """… what must not yet, or no longer, be published can still be printed and filed."""
    newsroom.add("secret", 2, **{"topics: [example]": "embargo: 2999-01-20T15:00:00+01:00"})
    newsroom.add(
        "gone",
        3,
        **{"topics: [example]": "withdrawn: {date: 2026-01-21, reason: {en: A slip, fr: Une erreur}}"},
    )

    report = build_bulletins(newsroom.folder, executor=renderer)

    assert [path.stem for path in report.built] == ["your-first-bulletin", "secret", "gone"]


def test_only_the_named_bulletins_are_built(newsroom, renderer):
    """… a press officer who mends one waits for one; numbers are compared with all."""
    visit = newsroom.add("visit", 2, "2026-02-03")

    report = build_bulletins(newsroom.folder, [visit], executor=renderer)

    assert [path.stem for path in report.built] == ["visit"]


def test_the_pdf_of_a_deleted_bulletin_goes_with_it(newsroom, renderer):
    """… out/ holds what the newsroom holds, and no empty folders."""
    newsroom.add("visit", 2, "2026-02-03")
    build_bulletins(newsroom.folder, executor=renderer)
    (newsroom.folder / "bulletins/2026/02/visit.yaml").unlink()

    report = build_bulletins(newsroom.folder, executor=renderer)

    assert report.removed == [newsroom.folder / "out/bulletins/2026/02/visit.pdf"]
    assert newsroom.outputs() == [FIRST_PDF]
    assert not (newsroom.folder / "out/bulletins/2026/02").exists()


def test_only_a_build_of_all_removes(newsroom, renderer):
    """… naming one bulletin never takes another away."""
    visit = newsroom.add("visit", 2, "2026-02-03")
    build_bulletins(newsroom.folder, executor=renderer)
    (newsroom.folder / FIRST).unlink()

    report = build_bulletins(newsroom.folder, [visit], executor=renderer)

    assert report.removed == []
    assert FIRST_PDF in newsroom.outputs()


def test_what_somebody_laid_into_out_stays(newsroom, renderer):
    """… only what a build made is ever removed."""
    build_bulletins(newsroom.folder, executor=renderer)
    kept = newsroom.folder / "out/bulletins/2026/01/notes.pdf"
    kept.write_bytes(b"mine")

    build_bulletins(newsroom.folder, executor=renderer)

    assert kept.read_bytes() == b"mine"


def test_an_orphan_that_cannot_be_removed_is_told(newsroom, renderer):
    """… an obstacle in out/ ends no build."""
    newsroom.add("visit", 2, "2026-02-03")
    build_bulletins(newsroom.folder, executor=renderer)
    (newsroom.folder / "bulletins/2026/02/visit.yaml").unlink()
    pdf = newsroom.folder / "out/bulletins/2026/02/visit.pdf"
    pdf.unlink()
    pdf.mkdir()

    report = build_bulletins(newsroom.folder, executor=renderer)

    assert [code[0] for code in codes(report)] == ["O"]
    assert report.removed == []


def test_progress_counts_every_bulletin(newsroom, renderer):
    """… one who watches knows how much is still to come."""
    newsroom.add("visit", 2)
    build_bulletins(newsroom.folder, executor=renderer)
    newsroom.change(FIRST, "en: Your first bulletin", "en: Yours")
    steps = []

    build_bulletins(newsroom.folder, executor=renderer, watcher=steps.append)

    assert steps == [Step("your-first-bulletin", "built", 1, 2), Step("visit", "kept", 2, 2)]


def test_a_killed_build_keeps_what_it_made(newsroom, renderer, by):
    """… the next build goes on where a crash ended the last."""
    newsroom.add("visit", 2)

    def killed(page):
        if len(renderer.rendered) == 1:
            raise KeyboardInterrupt
        return renderer(page)

    with pytest.raises(KeyboardInterrupt):
        build_bulletins(newsroom.folder, executor=by(killed))
    report = build_bulletins(newsroom.folder, executor=renderer)

    assert [path.stem for path in report.kept] == ["your-first-bulletin"]
    assert [path.stem for path in report.built] == ["visit"]


def test_what_renders_is_begun_while_the_archive_is_read(newsroom, renderer, monkeypatch):
    """… one who waits for a page does not wait for its tools first; where nothing is new, none is begun."""
    begun = []
    monkeypatch.setattr(renderer, "prepare", lambda: begun.append("begun"))

    def reading(*given):
        begun.append("read")
        return load_archive(*given)

    monkeypatch.setattr("communique.build.run.load_archive", reading)

    build_bulletins(newsroom.folder, executor=renderer)
    build_bulletins(newsroom.folder, executor=renderer)
    (newsroom.folder / FIRST).touch()
    build_bulletins(newsroom.folder, executor=renderer)
    build_bulletins(newsroom.folder, executor=renderer)

    assert begun == ["begun", "read", "read", "begun", "read", "read"]


def test_an_output_that_took_its_place_is_known_whenever_ctrl_c_comes(newsroom, renderer, monkeypatch):
    """… what stopped a build stops no finished PDF from counting, nor from having its sum."""

    def interrupted(path, data):
        write_whole(path, data)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("communique.build.run.write_whole", interrupted)
        with pytest.raises(KeyboardInterrupt):
            build_bulletins(newsroom.folder, executor=renderer)
    sums = (newsroom.folder / "out/SHA256SUMS").read_text()
    report = build_bulletins(newsroom.folder, executor=renderer)

    assert sums.endswith(f"  {FIRST_PDF}\n")
    assert ([path.stem for path in report.kept], report.built) == (["your-first-bulletin"], [])


def test_faults_of_newsroom_yaml_come_before_all(newsroom, renderer):
    """… nothing is built by a wrong name or language."""
    newsroom.change("newsroom.yaml", "series: MEA", "sereis: MEA")

    with pytest.raises(NewsroomFaults):
        build_bulletins(newsroom.folder, executor=renderer)

    assert newsroom.outputs() == []


def test_the_manifest_says_what_was_made_of_what(newsroom, renderer):
    """… another program can follow a PDF back to its source."""
    build_bulletins(newsroom.folder, executor=renderer)

    outputs = json.loads((newsroom.folder / ".communique/build.json").read_text())["outputs"]
    assert outputs[f"out/{FIRST_PDF}"]["source"] == FIRST


def test_a_build_of_nothing_does_not_load_the_renderer(newsroom):
    """… where all is up to date, the answer comes at once."""
    script = (
        "import sys; from pathlib import Path; from communique.build.bulletins import build_bulletins;"
        "report = build_bulletins(Path(sys.argv[1])); print(len(report.built), 'weasyprint' in sys.modules)"
    )

    runs = [
        subprocess.run(
            [sys.executable, "-c", script, newsroom.folder], capture_output=True, text=True, check=True
        )
        for _ in range(2)
    ]

    assert [run.stdout for run in runs] == ["1 True\n", "0 False\n"]


def test_a_file_that_cannot_be_read_is_judged_by_the_rules_too(newsroom, renderer):
    """… all faults of a file are told in one run, though one alone would stop it."""
    newsroom.add("broken", 2, **{"kind: announcement": "kind: x", "  fr: Votre premier bulletin\n": ""})
    newsroom.add("again", 1, **{"  fr: Votre premier bulletin\n": ""})

    report = build_bulletins(newsroom.folder, executor=renderer)

    assert sorted(codes(report)) == ["C007", "C101", "C101", "C109", "C109"]


def test_a_fault_of_the_newsrooms_own_stylesheet_names_the_file_itself(newsroom, renderer):
    """… a designer can follow the path from any folder; a packaged file keeps its name."""
    themed = newsroom.folder / "themes/plain/styles/masthead.css"
    for path in (newsroom.folder / "styles/page.css", themed):
        path.parent.mkdir(parents=True)
        path.write_text("")
    newsroom.change("newsroom.yaml", "\nbrand:", "\nbrand:\n  theme: plain")
    renderer.bad = "exemplaires"

    paths = []
    for name in ("styles/page.css", "styles/masthead.css", "styles/type.css"):
        renderer.fault = Fault("R002", "bad CSS", Path(name), 1)
        report = build_bulletins(newsroom.folder, executor=renderer)
        paths.append(report.errors[0].faults[0].path)

    assert paths == [newsroom.folder / "styles/page.css", themed, Path("styles/type.css")]


def test_a_file_in_the_place_of_an_output_is_not_overwritten(newsroom, renderer):
    """… a copy that somebody signed there is lost neither by a build nor by the end of its bulletin."""
    build_bulletins(newsroom.folder, executor=renderer)
    pdf = newsroom.folder / "out/bulletins/2026/01/your-first-bulletin.pdf"
    pdf.write_bytes(b"%PDF signed")

    again = build_bulletins(newsroom.folder, executor=renderer)
    (newsroom.folder / FIRST).unlink()
    gone = build_bulletins(newsroom.folder, executor=renderer)

    assert [error.faults[0].code for error in (*again.errors, *gone.errors)] == ["O005", "O005"]
    assert (again.built, gone.removed) == ([], [])
    assert pdf.read_bytes() == b"%PDF signed"


def test_force_overwrites_what_was_put_in_the_place_of_an_output(newsroom, renderer):
    """… a file that was spoilt is set right with one word."""
    build_bulletins(newsroom.folder, executor=renderer)
    pdf = newsroom.folder / "out/bulletins/2026/01/your-first-bulletin.pdf"
    made = pdf.read_bytes()
    pdf.write_bytes(made[:-1])

    report = build_bulletins(newsroom.folder, force=True, executor=renderer)

    assert (report.errors, pdf.read_bytes()) == ([], made)


def test_a_manifest_that_cannot_be_written_is_told_with_what_was_built(newsroom, renderer):
    """… a press officer gets the PDFs, and learns why every build takes so long."""
    (newsroom.folder / ".communique/build.json").mkdir(parents=True)

    report = build_bulletins(newsroom.folder, executor=renderer)

    assert [path.stem for path in report.built] == ["your-first-bulletin"]
    assert codes(report) == ["O003"]


def test_an_output_that_is_stale_only_by_its_file_is_made_again(newsroom, renderer):
    """… an output that somebody deleted comes back, and the others are not rendered."""
    newsroom.add("visit", 2)
    build_bulletins(newsroom.folder, executor=renderer)
    renderer.rendered.clear()
    (newsroom.folder / "out" / FIRST_PDF).unlink()

    report = build_bulletins(newsroom.folder, executor=renderer)

    assert [path.stem for path in report.built] == ["your-first-bulletin"]
    assert len(renderer.rendered) == 1


def test_a_picture_that_changed_builds_its_bulletin(newsroom, renderer):
    """… a photograph that was laid anew is printed, though no text changed."""
    photo = newsroom.folder / "bulletins/2026/01/square.svg"
    photo.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    newsroom.change(FIRST, "topics:", "photos: [{file: square.svg, alt: {en: A, fr: A}}]\ntopics:")
    build_bulletins(newsroom.folder, executor=renderer)
    photo.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>')

    report = build_bulletins(newsroom.folder, executor=renderer)

    assert [reason.why for reason in report.reasons] == ["bulletins/2026/01/square.svg changed"]
    assert len(report.built) == 1


def test_a_template_that_leaves_the_page_as_it_is_builds_nothing(newsroom, renderer):
    """… what is not seen on a page makes no new PDF of it."""
    build_bulletins(newsroom.folder, executor=renderer)
    own = newsroom.folder / "templates/bulletin.html.j2"
    own.parent.mkdir(exist_ok=True)
    own.write_text("{# ours #}" + (ROOT / "templates/bulletin.html.j2").read_text())

    report = build_bulletins(newsroom.folder, executor=renderer)
    again = build_bulletins(newsroom.folder, executor=renderer)

    told = "templates/bulletin.html.j2 changed, and the page came out the same"
    assert [reason.why for reason in report.reasons] == [told]
    assert [reason.why for reason in again.reasons] == ["nothing that it is made from has changed"]


def test_the_report_is_in_the_order_of_the_bulletins_whatever_is_done_first(newsroom, renderer):
    """… who reads it finds each where it is looked for."""
    newsroom.add("visit", 2)
    backwards = renderer.perform
    renderer.perform = lambda tasks: reversed(list(backwards(tasks)))

    report = build_bulletins(newsroom.folder, executor=renderer)

    assert [path.stem for path in report.built] == ["your-first-bulletin", "visit"]
    assert [reason.name.rpartition("/")[2] for reason in report.reasons] == [
        "your-first-bulletin.pdf",
        "visit.pdf",
    ]


def test_a_file_that_is_spoilt_while_a_build_runs_is_told(newsroom, renderer):
    """… a file saved half-way, just then, fails by itself and is not printed."""
    newsroom.add("visit", 2)
    build_bulletins(newsroom.folder, executor=renderer)
    newsroom.change("newsroom.yaml", "+33 1 99 00 00 10", "+33 1 99 00 00 19")
    perform = renderer.perform

    def spoil(tasks):
        newsroom.change("bulletins/2026/01/visit.yaml", "kind:", "kin:")
        return perform(tasks)

    renderer.perform = spoil
    report = build_bulletins(newsroom.folder, executor=renderer)

    assert "C004" in codes(report)
    assert report.failed == ["visit"]
