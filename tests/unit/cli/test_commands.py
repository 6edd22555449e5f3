import json
import os
import re
import subprocess
import sys

import pytest

FIRST = "bulletins/2026/01/your-first-bulletin.yaml"
PDF = "out/bulletins/2026/01/your-first-bulletin.pdf"
DIGEST = "out/digests/2026-01.pdf"


def spoil(newsroom, path, before, after):
    text = (newsroom / path).read_text()
    assert before in text
    (newsroom / path).write_text(text.replace(before, after))


def test_init_tells_what_it_wrote_and_what_comes_next(tmp_path, monkeypatch, communique):
    """… a press officer who has never seen a newsroom knows which file to open first."""
    monkeypatch.chdir(tmp_path)

    status, out, err = communique("init", "newsroom")

    assert status == 0
    assert "newsroom/newsroom.yaml" in out
    assert all((tmp_path / path).is_file() for path in out)
    assert err == ["next: cd newsroom, put your own names into newsroom.yaml, then run `communique build`"]


def test_init_without_a_folder_takes_the_present_one(tmp_path, monkeypatch, communique):
    """… one who made a folder already need not name it."""
    monkeypatch.chdir(tmp_path)

    status, out, err = communique("init")

    assert (status, "newsroom.yaml" in out) == (0, True)
    assert err == ["next: put your own names into newsroom.yaml, then run `communique build`"]


def test_init_overwrites_nothing(newsroom, communique):
    """… no newsroom is lost by a command given twice."""
    status, out, err = communique("init")

    assert (status, out) == (2, [])
    assert err[-2].startswith("newsroom.yaml: O010 ")


def test_build_prints_what_it_built_and_only_that(newsroom, communique):
    """… the result can be given to the next program, and a person reads the rest."""
    status, out, err = communique("build")

    assert (status, out) == (0, [PDF])
    assert err == ["[1/1] your-first-bulletin built", "1 built"]


def test_a_second_build_says_that_all_is_up_to_date(built, communique):
    """… a press officer is not left to wonder whether anything happened."""
    status, out, err = communique("build")

    assert (status, out, err) == (0, [], ["1 up to date"])


def test_quiet_leaves_results_and_faults(newsroom, communique):
    """… a job that runs by the clock says only what somebody needs; either place of the option serves."""
    assert communique("--quiet", "build") == (0, [PDF], [])
    assert communique("build", "--quiet", "--force") == (0, [PDF], [])


def test_a_faulty_bulletin_ends_a_build_with_one(newsroom, communique):
    """… a script learns of faults in the sources, and a person where they are."""
    spoil(newsroom, FIRST, "kind: announcement", "kind: anouncement")

    status, out, err = communique("build")

    assert (status, out) == (1, [])
    assert err[0] == "1 with faults"
    assert err[1].startswith(f"{FIRST}:8:7: C007 ")
    assert "announcement" in err[2]


def test_a_broken_template_ends_a_build_with_four(newsroom, communique):
    """… an engineer finds the line of the template, and the press officer is not blamed."""
    (newsroom / "templates").mkdir()
    (newsroom / "templates/bulletin.html.j2").write_text("<p>\n{{ bulletin.nothing.at.all }}\n")

    status, out, err = communique("build")

    assert (status, out) == (4, [])
    assert any(line.startswith("templates/bulletin.html.j2:2: R") for line in err)


def test_a_full_out_ends_a_build_with_four(newsroom, communique):
    """… what hinders writing is told with its path."""
    (newsroom / "out").write_text("a file")

    status, out, err = communique("build")

    assert (status, out) == (4, [])
    assert f"{PDF}: O003 cannot be written: " in err[2]


def test_no_newsroom_ends_with_three(tmp_path, communique):
    """… one who stands in the wrong folder is told so, by every command that needs a newsroom."""
    for command in ("build", "digest", "check", "status"):
        status, out, err = communique("-C", tmp_path, command)

        assert (status, out) == (3, [])
        assert "N001" in err[0]


def test_commands_work_from_within_and_from_without(newsroom, communique, monkeypatch):
    """… a newsroom is found from any of its folders, and with -C from anywhere."""
    monkeypatch.chdir(newsroom / "bulletins/2026")
    inside = communique("build", "01")
    monkeypatch.chdir(newsroom.parent)
    outside = communique("-C", "newsroom", "build", "--force")

    assert inside[:2] == (0, [f"../../{PDF}"])
    assert outside[:2] == (0, [f"newsroom/{PDF}"])


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_path_that_is_not_there_ends_with_two(newsroom, communique, command):
    """… a misspelt path builds nothing and says what there is."""
    status, out, err = communique(command, "bulletins/2026/01/your-first.yaml")

    assert (status, out) == (2, [])
    assert err[0].startswith("bulletins/2026/01/your-first.yaml: U001 ")
    assert err[1] == f"  hint: did you mean {FIRST}?"


def test_a_deleted_bulletin_is_told_with_its_pdf(built, communique):
    """… nothing disappears from out/ without a word."""
    (built / FIRST).unlink()

    status, out, err = communique("build")

    assert (status, out) == (0, [])
    assert err == [f"removed {PDF}: nothing makes it any longer", "1 removed"]


def test_an_empty_newsroom_is_no_error(newsroom, communique):
    """… one who has deleted the example is told that there is nothing yet."""
    (newsroom / FIRST).unlink()

    assert communique("build") == (0, [], ["no bulletins yet"])


def test_build_prints_the_editions_that_are_asked_for(newsroom, communique):
    """… one language can be had alone, and status knows of it."""
    status, out, _ = communique("build", "--language", "fr")
    _, told, _ = communique("status")

    assert (status, out) == (0, [PDF.replace(".pdf", ".fr.pdf")])
    assert "  MEA/2026/001  your-first-bulletin: never built (en+fr)" in told


def test_build_refuses_a_language_that_is_not_published(newsroom, communique):
    """… a slip ends with the status of wrong usage."""
    status, out, err = communique("build", "-l", "ja")

    assert (status, out) == (2, [])
    assert err == [
        "communique: U005 the newsroom does not publish in 'ja'",
        "  hint: its languages are en, fr",
    ]


def test_check_notes_a_layout_that_falls_back(newsroom, communique):
    """… what is no fault is told all the same, and not to those who asked for quiet."""
    spoil(newsroom, FIRST, "number: 1\n", "number: 1\nlayout: {parallel: {on_mismatch: sequential}}\n")
    spoil(newsroom, FIRST, "    When you have", "    > When you have")

    status, out, err = communique("check")
    _, _, silence = communique("check", "--quiet")

    assert (status, out, silence) == (0, ["1 bulletin, no faults"], [])
    assert err[0].startswith(f"note: {FIRST}:")


def test_digest_prints_the_digest_alone(newsroom, communique):
    """… what is printed can be mailed as it is; the bulletins built on the way are progress."""
    status, out, err = communique("digest", "2026-01")

    assert (status, out) == (0, [DIGEST])
    assert err[:2] == ["[1/5] your-first-bulletin built", "[5/5] 2026-01 built"]
    assert re.fullmatch(rf"{DIGEST}: 1 bulletin, \d pages, \d+ kB; \d fonts for \d+, \d+ kB saved", err[2])
    assert err[3:] == ["2 built"]


def test_a_digest_tells_in_detail_what_it_does(newsroom, communique):
    """… one who waits for a volume of a year sees that it goes on, and with what."""
    _, _, err = communique("digest", "--verbose")

    assert err[1:6] == [
        "[1/5] 2026-01: reading 1 bulletin ...",
        "[2/5] 2026-01: composing ...",
        "[3/5] 2026-01: binding ...",
        "[4/5] 2026-01: proving ...",
        "[5/5] 2026-01 built",
    ]


def test_digests_of_all_kinds_are_printed_with_what_they_hold(built, communique):
    """… a registrar asks for a year, a topic and a span as for a month."""
    status, out, err = communique("digest", "--year", "2026", "--topic", "Example")
    span = communique("digest", "--from", "2026-01-10", "--to", "2026-02-10")

    assert (status, out) == (0, ["out/digests/2026_topic-example.pdf"])
    assert err[0].startswith("[5/5] ")
    assert span[:2] == (0, ["out/digests/2026-01-10_2026-02-10.pdf"])
    assert communique("status")[1] == ["1 bulletin, 1 up to date", "3 digests, 3 up to date"]


def test_digest_of_all_that_is_up_to_date_does_nothing(built, communique):
    """… `make` may bind all months every time."""
    assert communique("digest", "--all") == (0, [], ["2 up to date"])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["2026-13"], "is not a month; expected one such as 2018-07"),
        (["january"], "is not a month"),
        (["2025-01"], "2025-01 has no bulletins"),
        (["--all", "2026-01"], "--all and a month exclude each other"),
        (["--year", "2025"], "2025 has no bulletins"),
        (["--topic", "exmaple"], "did you mean example?"),
        (["--from", "2026-02-01", "--to", "2026-01-01"], "--from 2026-02-01 is after --to 2026-01-01"),
    ],
)
def test_a_digest_that_cannot_be_ends_with_two(newsroom, communique, arguments, told):
    """… nothing is bound where it is not clear what."""
    status, out, err = communique("digest", *arguments)

    assert (status, out) == (2, [])
    assert told in "\n".join(err)


def test_an_embargo_is_noted_when_a_digest_leaves_it_out(newsroom, communique):
    """… nobody wonders where a bulletin went."""
    spoil(newsroom, FIRST, "topics: [example]", "embargo: 2999-01-15T15:00:00+01:00")

    status, out, err = communique("digest")

    assert (status, out) == (0, [])
    assert "note: 2026-01 leaves out what is under embargo: your-first-bulletin" in err


def test_check_says_that_all_is_right(newsroom, communique):
    """… a press officer may send the file on."""
    assert communique("check") == (0, ["1 bulletin, no faults"], [])


def test_check_tells_every_fault_with_its_place(newsroom, communique):
    """… a slip is found without reading a manual."""
    spoil(newsroom, FIRST, "title:", "tilte:")

    status, out, err = communique("check", FIRST)

    assert (status, out) == (1, [])
    assert any(line.startswith(f"{FIRST}:") and " C004 " in line for line in err)
    assert any("did you mean title" in line for line in err)
    assert err[-1].startswith("1 bulletin, ")


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_check_writes_documents_for_programs(newsroom, communique, form):
    """… a service that watches the newsroom reads the faults, with the same exit status."""
    spoil(newsroom, FIRST, "title:", "tilte:")

    status, out, err = communique("check", "--format", form)

    document = json.loads("\n".join(out))
    faults = document["faults"] if form == "json" else document["runs"][0]["results"]
    assert (status, err) == (1, [])
    assert "C004" in [fault.get("code") or fault["ruleId"] for fault in faults]


def test_a_document_is_written_even_without_a_newsroom(tmp_path, communique):
    """… a program that reads JSON is never given anything else."""
    status, out, _err = communique("-C", tmp_path, "check", "--format", "json")

    assert status == 3
    assert json.loads("\n".join(out))["faults"][0]["code"] == "N001"


def test_status_of_a_new_newsroom_says_what_to_do(newsroom, communique):
    """… one who opens a newsroom knows the next step."""
    assert communique("status") == (
        0,
        [
            "1 bulletin, 0 up to date",
            "  MEA/2026/001  your-first-bulletin: never built",
            "1 digest, 0 up to date",
            "  2026-01: never built",
            "`communique build` and `communique digest --all` bring all up to date",
        ],
        [],
    )


def test_status_of_a_built_newsroom_is_short(built, communique):
    """… where nothing is to be done, nothing is listed but on request."""
    assert communique("status") == (0, ["1 bulletin, 1 up to date", "1 digest, 1 up to date"], [])
    assert communique("status", "-v")[1][1] == "  MEA/2026/001  your-first-bulletin: up to date"


def test_status_tells_embargo_and_change(built, communique):
    """… what waits and why is seen in one place, by the newsroom's own clock."""
    spoil(built, FIRST, "topics: [example]", "embargo: 2999-01-15T15:00:00+00:00")

    _status, out, _err = communique("status")

    assert out[1] == (
        "  MEA/2026/001  your-first-bulletin: changed since it was built; "
        "under embargo until 2999-01-15 16:00 CET"
    )
    assert out[3] == "  2026-01: all of it is under embargo"


def test_status_tells_faults_and_orphans(built, communique):
    """… what the next build would stumble over or remove is known before."""
    text = (built / FIRST).read_text()
    (built / "bulletins/2026/01/second.yaml").write_text(text.replace("kind: ", "kind: x"))
    (built / FIRST).unlink()

    status, out, err = communique("status")

    assert status == 1
    assert "  second: has faults" in out
    assert f"  {PDF}: nothing makes it any longer; the next build of all removes it" in out
    assert " C007 " in err[0]


@pytest.mark.parametrize("arguments", [["--version"], ["check"], ["status"], ["build"], ["digest", "--all"]])
def test_nothing_loads_the_renderer_that_does_not_render(built, arguments):
    """… where nothing is to be rendered, a command answers at once."""
    script = (
        "import sys; from communique.cli.main import run; status = run(sys.argv[1:]);"
        "heavy = ('weasyprint', 'pikepdf', 'fontTools', 'pypdf', 'pypdfium2', 'rich');"
        "loaded = [name for name in heavy if name in sys.modules];"
        "print(status, loaded, file=sys.stderr)"
    )

    run = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True, env=os.environ
    )

    assert run.stderr.splitlines()[-1] == "0 []"
