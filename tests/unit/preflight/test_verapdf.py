"""How veraPDF is found and asked; tests/conformance asks the real one."""

import json
import shutil
import sys

import pytest

from communique.preflight.verapdf import NoAnswerError, find_verapdf, validate


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Give (what it writes) → a program named verapdf, the only one on PATH."""

    def install(script: str):
        path = tmp_path / "bin/verapdf"
        path.parent.mkdir()
        path.write_text(f"#!{sys.executable}\nimport json, sys\nfiles = sys.argv[5:]\n{script}\n")
        path.chmod(0o755)
        monkeypatch.setenv("PATH", str(path.parent))
        return path

    return install


def answer(rules=(), **job):
    """Return a script that answers for each file as veraPDF does."""
    summaries = [{"clause": clause, "testNumber": 1, "description": "shall be"} for clause in rules]
    told = {"validationResult": [{"details": {"ruleSummaries": summaries}}], **job}
    jobs = f"[{{'itemDetails': {{'name': one}}, **{told!r}}} for one in files]"
    return f"print(json.dumps({{'report': {{'jobs': {jobs}}}}}))"


def test_the_program_on_path_is_found(program):
    """… who installed veraPDF need not tell where."""
    path = program(answer())

    assert find_verapdf(None) == (str(path),)


def test_without_the_program_there_is_none(tmp_path, monkeypatch):
    """… a machine without veraPDF is no fault."""
    monkeypatch.setenv("PATH", str(tmp_path))

    assert find_verapdf(None) is None


def test_a_jar_is_run_by_java(tmp_path):
    """… the jar that a download gives is enough."""
    (jar := tmp_path / "verapdf.jar").touch()
    if not shutil.which("java"):
        pytest.skip("there is no Java here")

    assert find_verapdf(jar)[1:] == ("-cp", str(jar), "org.verapdf.apps.GreenfieldCliWrapper")


@pytest.mark.parametrize(("java", "told"), [(False, "no Java"), (True, "gone.jar is not there")])
def test_a_jar_that_cannot_be_run_is_told(tmp_path, monkeypatch, java, told):
    """… a name that is wrong is not passed over in silence."""
    monkeypatch.setenv("PATH", str(tmp_path))
    if java:
        (tmp_path / "java").touch(mode=0o755)

    with pytest.raises(NoAnswerError, match=told):
        find_verapdf(tmp_path / "gone.jar")


def test_broken_rules_are_told_by_file(program, tmp_path):
    """… each file has its own verdict, from one run."""
    path = program(answer(["7.1"]))
    files = [tmp_path / "a.pdf", tmp_path / "б.pdf"]

    assert validate([str(path)], files, "ua1") == {file: ["7.1-1: shall be"] for file in files}


def test_a_file_that_it_cannot_read_breaks_a_rule(program, tmp_path):
    """… what veraPDF cannot open is never taken for sound."""
    path = program(answer(taskException={"exceptionMessage": "no header"}))

    assert validate([str(path)], [tmp_path / "a.pdf"], "3a") == {
        tmp_path / "a.pdf": ["cannot be read: no header"]
    }


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("print('Error: out of memory')", "out of memory"),
        ("sys.stderr.write('no such option')", "no such option"),
        ("", "said nothing"),
        (f"print('{json.dumps({'report': {'jobs': []}})}')", r"said nothing of .*a\.pdf"),
        ("print('[]')", r"\[\]"),
    ],
)
def test_an_answer_that_is_none_is_told(program, tmp_path, script, told):
    """… a validator that broke down has not found the file sound."""
    path = program(script)

    with pytest.raises(NoAnswerError, match=told):
        validate([str(path)], [tmp_path / "a.pdf"], "ua1")


def test_a_program_that_does_not_start_is_told(tmp_path):
    """… no traceback comes of a broken installation."""
    with pytest.raises(NoAnswerError):
        validate([str(tmp_path / "verapdf")], [tmp_path / "a.pdf"], "ua1")
