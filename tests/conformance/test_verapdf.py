from pathlib import Path

import pytest
import weasyprint

from communique.preflight.verapdf import NoAnswerError
from conformance.verapdf import require_verapdf, validate_declared

PARAGRAPH = "<html lang=en><title>Note</title><p>Good afternoon.</p>"
PICTURE = """<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Made here, so that what is right and wrong with each can be read here."""
    folder = tmp_path_factory.mktemp("verapdf")
    contents = {
        "good": pdf(PARAGRAPH),
        "Заметка": pdf(PARAGRAPH),
        "picture without words": pdf(PARAGRAPH + PICTURE),
        "no PDF": b"Good afternoon.",
    }
    for name, data in contents.items():
        (folder / f"{name}.pdf").write_bytes(data)
    return {name: folder / f"{name}.pdf" for name in contents}


def pdf(html: str) -> bytes:
    """Render `html` with tags, as PDF/UA-1."""
    return weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")


@pytest.fixture(scope="module")
def broken(verapdf, files):
    """Ask once which rules of PDF/UA-1 each file breaks."""
    verdicts = verapdf(list(files.values()), "ua1")
    return {name: verdicts[path] for name, path in files.items()}


@pytest.mark.parametrize("name", ["good", "Заметка"])
def test_a_file_that_conforms_breaks_no_rule(broken, name):
    """… a right file passes, whatever the alphabet of its name."""
    assert broken[name] == []


def test_a_broken_rule_is_named(broken):
    """… a failing test says which clause of the standard to read."""
    assert [rule.split(":")[0] for rule in broken["picture without words"]] == ["7.3-1"]


def test_a_file_that_is_no_pdf_does_not_pass(broken):
    """… a file that veraPDF cannot read is never taken for one without faults."""
    assert broken["no PDF"][0].startswith("cannot be read")


def test_a_file_that_is_not_there_is_an_error(verapdf, files, tmp_path):
    """… a file that was never built is not passed over in silence."""
    missing = tmp_path / "missing.pdf"

    with pytest.raises(NoAnswerError, match=r"said nothing of .*missing\.pdf"):
        verapdf([files["good"], missing], "ua1")


def test_the_profile_is_the_one_asked_for(verapdf, files):
    """… a file is judged by PDF/A-3a where that is meant, and not by what it claims of itself."""
    verdicts = verapdf([files["good"]], "3a")

    assert verdicts[files["good"]]


def test_a_file_is_judged_by_all_that_it_declares(files):
    """… one run of Java proves several standards, and tells which a file was judged by."""
    picture = files["picture without words"]

    verdicts = validate_declared(require_verapdf(), [files["good"], picture])

    assert verdicts[files["good"]] == {"PDF/UA-1": []}
    assert [rule.split(":")[0] for rule in verdicts[picture]["PDF/UA-1"]] == ["7.3-1"]


def test_a_file_that_is_no_pdf_was_judged_by_nothing_that_it_declares(files):
    """… a file that veraPDF cannot read is never taken for one that conforms."""
    verdicts = validate_declared(require_verapdf(), [files["no PDF"]])

    assert verdicts[files["no PDF"]][""][0].startswith("cannot be read")
