"""`communique verify`, as a person meets it."""

import io
import sys

import pytest
from pypdf import PdfReader, PdfWriter

PDF = "out/bulletins/2026/01/your-first-bulletin.pdf"
DIGEST = "out/digests/2026-01.pdf"
PASSED = "{'validationResult': [{'details': {'ruleSummaries': []}}]}"
BROKEN = (
    "{'validationResult': [{'details': {'ruleSummaries': "
    "[{'clause': '7.1', 'testNumber': 3, 'description': 'Content shall be marked ' + 40 * 'again '}]}}]}"
)


@pytest.fixture(autouse=True)
def verapdf(tmp_path, monkeypatch):
    """Give (what it says of each file) → veraPDF on PATH; before that there is none."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("COMMUNIQUE_VERAPDF", raising=False)

    def install(job: str) -> None:
        jobs = f"[{{'itemDetails': {{'name': name}}, **{job}}} for name in sys.argv[5:]]"
        script = (
            f"#!{sys.executable}\nimport json, sys\nprint(json.dumps({{'report': {{'jobs': {jobs}}}}}))\n"
        )
        (folder / "verapdf").write_text(script)
        (folder / "verapdf").chmod(0o755)

    return install


def test_sound_files_are_told_with_what_they_claim(built, communique):
    """… one line says of a bulletin or a digest what it is, and that nothing is wrong with it."""
    status, out, err = communique("verify", PDF, DIGEST)

    assert status == 0
    assert out[0] == f"{PDF}: sound, 1 page in en and fr, declares PDF/A-3a and PDF/UA-1"
    assert out[1] == f"{DIGEST}: sound, 4 pages in en and fr, declares PDF/A-3a and PDF/UA-1"
    assert err == ["note: veraPDF was not asked, so what the files declare of PDF/UA and PDF/A is not proved"]


def test_quiet_leaves_the_results(built, communique):
    """… a script reads nothing but the verdicts."""
    assert communique("--quiet", "verify", PDF)[2] == []


def test_no_newsroom_is_needed(built, communique, tmp_path, monkeypatch):
    """… whoever receives a PDF can look it through."""
    monkeypatch.chdir(tmp_path)

    status, out, _ = communique("verify", built / PDF)

    assert (status, len(out)) == (0, 1)


@pytest.mark.parametrize(
    ("data", "code"), [(b"Good afternoon.", "P001"), (b"", "P001"), (b"%PDF-1.7\n\0\xff", "P001")]
)
def test_a_file_that_is_no_pdf_ends_with_four(built, communique, tmp_path, data, code):
    """… damage is a fault of its file, and the other files are looked through all the same."""
    (damaged := tmp_path / "damaged.pdf").write_bytes(data)

    status, out, err = communique("verify", damaged, PDF)

    assert (status, len(out)) == (4, 1)
    assert f"damaged.pdf: {code} the file is no PDF, or damaged" in err[0]
    assert err[1] == "  hint: name a PDF; if this was one, build it anew or fetch it again"


def test_an_encrypted_file_ends_with_four(built, communique, tmp_path):
    """… what an archive could not open does not pass."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO((built / PDF).read_bytes())))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")

    status, out, err = communique("verify", tmp_path / "locked.pdf")

    assert (status, out) == (4, [])
    assert "locked.pdf: P002 the PDF is encrypted" in err[0]


def test_a_folder_stands_for_all_pdfs_below_it(built, communique):
    """… nobody needs to know which shells understand `**`; what is half-written is left alone."""
    (built / "out/bulletins/.half.pdf").write_bytes(b"%PDF")
    (built / "out/bulletins/NOTES.txt").touch()

    status, out, _ = communique("verify", "out")

    assert (status, [line.split(": ")[0] for line in out]) == (0, [PDF, DIGEST])


def test_folders_without_pdfs_are_told_with_what_is_missing(built, communique):
    """… nothing looked through is never taken for all sound."""
    status, out, err = communique("verify", "bulletins", PDF, "nowhere")

    assert (status, out) == (2, [])
    assert "bulletins: U006 there is no PDF in this folder" in err
    assert any(line.startswith("nowhere: U001 ") for line in err)


def test_what_declares_nothing_needs_no_proof(built, communique, tmp_path):
    """… the note on veraPDF follows only files of which it could prove something."""
    (damaged := tmp_path / "damaged.pdf").write_bytes(b"Good afternoon.")
    (blank := PdfWriter()).add_blank_page(595, 842)
    blank.write(tmp_path / "blank.pdf")

    _, _, err = communique("verify", damaged, tmp_path / "blank.pdf")

    assert [line for line in err if line.startswith("note:")] == []


def test_a_file_that_is_not_there_is_wrong_usage(built, communique):
    """… a slip in a name is told with what stands there."""
    status, out, err = communique("verify", PDF, PDF.replace("first", "frist"))

    assert (status, out) == (2, [])
    assert "U001 there is no such file" in err[0]
    assert "your-first-bulletin.pdf" in err[1]


def test_a_bulletin_is_held_to_its_newsroom_s_limits(built, communique, tmp_path):
    """… a limit that was lowered finds the PDFs that are over it, and no digest or stranger's file."""
    with (built / "newsroom.yaml").open("a") as file:
        file.write("limits: {kilobytes: 1}\n")
    (tmp_path / "copy.pdf").write_bytes((built / PDF).read_bytes())

    status, out, err = communique("verify", PDF, DIGEST, tmp_path / "copy.pdf")

    assert status == 4
    assert [line.split(":")[0].split("/")[-1] for line in out] == ["2026-01.pdf", "copy.pdf"]
    assert f"{PDF}: P031 the PDF has " in err[0]


def test_a_newsroom_with_faults_ends_with_three(built, communique):
    """… limits that cannot be read are not taken for none."""
    with (built / "newsroom.yaml").open("a") as file:
        file.write("limits: {pages: many}\n")

    status, _, err = communique("verify", PDF)

    assert status == 3
    assert "newsroom.yaml" in err[0]


def test_verapdf_proves_what_is_declared(built, communique, verapdf):
    """… where there is veraPDF, a sound file is one that it passed too."""
    verapdf(PASSED)

    status, out, err = communique("verify", PDF)

    assert (status, err) == (0, [])
    assert out[0].endswith("declares PDF/A-3a and PDF/UA-1, proved against both by veraPDF")


def test_a_rule_that_is_broken_ends_with_four(built, communique, verapdf):
    """… each standard's broken rules are told by their clause, and at no endless length."""
    verapdf(BROKEN)

    status, out, err = communique("verify", PDF)

    assert (status, out) == (4, [])
    assert [line[:80].split(", ")[0] for line in err] == [
        f"{PDF}: P040 breaks PDF/UA-1",
        f"{PDF}: P040 breaks PDF/A-3a",
    ]
    assert all("7.1-3: Content shall be marked" in line and line.endswith("…") for line in err)


def test_verapdf_that_breaks_down_ends_with_four(built, communique, monkeypatch):
    """… a jar that is gone is told, and what preflight found is told with it."""
    monkeypatch.setenv("COMMUNIQUE_VERAPDF", "gone.jar")

    status, out, err = communique("verify", PDF)

    assert status == 4
    assert "P041 veraPDF gives no answer: " in err[0]
    assert len(out) == 1
