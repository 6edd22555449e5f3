import subprocess
import sys

from communique.build.checking import check_newsroom

FIRST = "bulletins/2026/01/your-first-bulletin.yaml"


def codes(verdict):
    return sorted(fault.code for error in verdict.errors for fault in error.faults)


def test_a_new_newsroom_has_no_faults(newsroom):
    """… what a press officer starts from is right."""
    verdict = check_newsroom(newsroom.folder)

    assert (verdict.files, verdict.errors) == (1, [])


def test_all_faults_of_all_files_are_told_in_one_run(newsroom):
    """… a press officer mends everything and runs the check once more, not ten times."""
    newsroom.add("broken", 2, **{"kind: announcement": "kind: anouncement"})
    newsroom.add("photo", 3, **{"topics:": "photos: [{file: none.jpg, alt: {en: A, fr: B}}]\ntopics:"})
    newsroom.change(FIRST, "  fr: Votre premier bulletin\n", "")
    (newsroom.folder / "brand/emblem.svg").unlink()

    verdict = check_newsroom(newsroom.folder)

    assert verdict.files == 3
    assert codes(verdict) == ["C007", "C101", "R020", "R020"]


def test_a_fault_stands_at_its_line(newsroom):
    """… a rule's finding is told where the file says it."""
    newsroom.change(FIRST, "  fr: Votre premier", "  de: Ihre erste Meldung\n  fr: Votre premier")

    verdict = check_newsroom(newsroom.folder)

    (fault,) = verdict.errors[0].faults
    lines = (newsroom.folder / FIRST).read_text().splitlines()
    assert fault.path == newsroom.folder / FIRST
    assert lines[fault.line - 1][fault.column - 1 :] == "Ihre erste Meldung"


def test_only_the_named_files_are_judged(newsroom):
    """… one who mends a file reads of that file."""
    newsroom.add("broken", 2, **{"kind: announcement": "kind: anouncement"})

    verdict = check_newsroom(newsroom.folder, [newsroom.folder / FIRST])

    assert (verdict.files, verdict.errors) == (1, [])


def test_faults_of_newsroom_yaml_come_first(newsroom):
    """… a bulletin is not blamed for what newsroom.yaml says wrong."""
    newsroom.change("newsroom.yaml", "languages: [en, fr]", "languages: [en, fr, xx-bad-tag]")

    verdict = check_newsroom(newsroom.folder)

    assert [error.exit_status for error in verdict.errors] == [3]


def test_a_bulletins_own_slips_are_told_beside_those_of_newsroom_yaml(newsroom):
    """… nothing that could be mended in the same go waits for another run."""
    newsroom.change("newsroom.yaml", "languages: [en, fr]", "languages: [en, fr, xx-bad-tag]")
    newsroom.add("broken", 2, **{"kind: announcement": "kind: anouncement"})

    verdict = check_newsroom(newsroom.folder)

    codes = [fault.code for error in verdict.errors for fault in error.faults]
    assert [error.exit_status for error in verdict.errors] == [3, 1]
    assert codes[-1] == "C007"


def test_a_check_does_not_load_what_only_a_build_needs(newsroom):
    """… a check answers at once."""
    script = (
        "import sys; from pathlib import Path; from communique.build.checking import check_newsroom;"
        "check_newsroom(Path(sys.argv[1])); print([name for name in sys.argv[2:] if name in sys.modules])"
    )

    run = subprocess.run(
        [sys.executable, "-c", script, newsroom.folder, "weasyprint", "pypdf", "jinja2", "qrcode", "rich"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.stdout == "[]\n"
