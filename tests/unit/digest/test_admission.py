import shutil
import subprocess
from importlib.metadata import version

import pytest
from pikepdf import Array, Dictionary, Name, String

from communique.digest.admission import MAKER
from spoiled_pdfs import edited, passed_through, signed, updated

TAKEN = "which a digest cannot take over"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Return a folder with a key and a certificate of its own making."""
    folder = tmp_path_factory.mktemp("certificate")
    request = (
        "openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out press.pem -subj /CN=Press -days 2"
    )
    subprocess.run(request.split(), cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture
def signature(certificate):
    """Return a function that signs bytes as PDF readers expect it."""

    def sign(data):
        command = "openssl cms -sign -binary -signer press.pem -inkey key.pem -outform DER -md sha256"
        return subprocess.run(
            command.split(), cwd=certificate, input=data, check=True, capture_output=True
        ).stdout

    return sign


# signed


def test_a_signed_file_is_refused_with_what_it_would_lose(told, sound, signature, tmp_path):
    """… nobody finds out from a reader that the minister's signature is gone."""
    file = tmp_path / "signed.pdf"
    file.write_bytes(signed(sound, signature))

    code, message = told(file.read_bytes())

    verdict = subprocess.run(["pdfsig", str(file)], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid." in verdict
    assert code == "D010"
    assert message.startswith("is signed; bound with others it would lose its signature")


def test_a_signature_whose_kind_its_parent_tells_is_found(told, sound):
    """… a field of a signature need not say so itself (ISO 32000-1, 12.7.3.1)."""

    def sign(pdf):
        parent = pdf.make_indirect(Dictionary(FT=Name.Sig, T=String("A")))
        parent.Kids = Array([pdf.make_indirect(Dictionary(Parent=parent, V=Dictionary(Type=Name.Sig)))])
        pdf.Root.AcroForm = Dictionary(Fields=Array([parent]))

    assert told(edited(sound, sign))[0] == "D010"


def test_a_field_that_nobody_signed_is_a_form(told, sound):
    """… nobody looks for a signature that was never given."""

    def ask(pdf):
        field = pdf.make_indirect(Dictionary(FT=Name.Sig, T=String("A")))
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))

    assert told(edited(sound, ask)) == ("D015", f"has a form, {TAKEN}")


def test_a_certified_file_is_refused_as_signed(told, sound):
    """… what an author's signature permits is a signature too (12.8.4)."""

    def certify(pdf):
        pdf.Root.Perms = Dictionary(DocMDP=pdf.make_indirect(Dictionary(Type=Name.Sig)))

    assert told(edited(sound, certify))[0] == "D010"


def test_fields_in_a_circle_are_no_signature_and_no_end_of_it(told, sound):
    """… a form that was made to be walked for ever is a form."""

    def circle(pdf):
        field = pdf.make_indirect(Dictionary(FT=Name.Tx))
        field.Kids = Array([field, field])
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))

    assert told(edited(sound, circle)) == ("D015", f"has a form, {TAKEN}")


# changed, or another's


def test_an_update_behind_the_file_is_refused(told, sound):
    """… what another program wrote into it is known before it is printed."""
    changed = updated(sound, {500: b"<< /Changed true >>"})

    assert told(changed) == ("D011", "was changed after it was made; expected it as WeasyPrint wrote it")


def test_an_update_of_a_linearised_file_is_refused(told, sound, tmp_path):
    """… being written for the web hides no change."""
    linear = passed_through(tmp_path, sound, "qpdf", "--linearize", "IN", "OUT")

    assert told(updated(linear, {500: b"<< /Changed true >>"}))[0] == "D011"


@pytest.mark.parametrize(
    ("command", "maker"),
    [
        (["pdftocairo", "-pdf", "IN", "OUT"], "cairo"),
        (["gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-o", "OUT", "IN"], "GPL Ghostscript"),
    ],
    ids=["cairo", "Ghostscript"],
)
def test_what_another_program_printed_anew_is_refused_by_its_name(told, sound, tmp_path, command, maker):
    """… an "optimised" copy, which looks alike and says nothing to a screen reader, is found."""
    if not shutil.which(command[0]):
        pytest.skip(f"there is no {command[0]} here")

    code, message = told(passed_through(tmp_path, sound, *command))

    assert code == "D012"
    assert message.startswith(f"was made by {maker}")


@pytest.mark.parametrize(
    ("producer", "reason"),
    [
        ("WeasyPrint 69.2", "was made by WeasyPrint 69.2"),
        ("WeasyPrint 70.01", "was made by WeasyPrint 70.01"),
        ("A\x1b[31m\u202eB" + "C" * 99, "was made by A\ufffd[31m\ufffdB" + "C" * 52),
        ("", "does not say which program made it"),
    ],
)
def test_a_file_of_another_version_is_refused_by_its_name(told, sound, producer, reason):
    """… binding is proved on one version; and no file writes on a terminal as it likes."""

    def claim(pdf):
        pdf.docinfo.Producer = producer

    assert told(edited(sound, claim)) == ("D012", f"{reason}; expected WeasyPrint 70.0")


def test_a_maker_that_is_no_text_is_not_read_out(told, sound):
    """… a file whose every word is the whole of it fills no memory."""

    def claim(pdf):
        pdf.docinfo.Producer = pdf.Root

    assert told(edited(sound, claim)) == ("D012", f"was made by what is no text; expected {MAKER}")


def test_the_version_expected_is_the_one_installed():
    """… whoever takes up another version of WeasyPrint proves binding on it."""
    assert f"WeasyPrint {version('weasyprint')}.".startswith(f"{MAKER}.")


# more than a digest can hold


def act(pdf):
    return pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))


def acting(pdf):
    pdf.pages[1].obj.AA = Dictionary(O=act(pdf))


def script(pdf):
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), act(pdf)])))


def comment(pdf):
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents=String("!"))
    pdf.pages[1].obj.Annots = Array([*pdf.pages[1].obj.get("/Annots", ()), pdf.make_indirect(note)])


def misled(pdf):
    pdf.pages[0].obj.Annots[0].A = Dictionary(S=Name.Launch, F=String("a.exe"))


def hovering(pdf):
    pdf.pages[0].obj.Annots[0].AA = Dictionary(E=act(pdf))


def misled_later(pdf):
    pdf.pages[0].obj.Annots[0].A = Dictionary(S=Name.URI, URI=String("https://a.example/"), Next=act(pdf))


def several(pdf):
    for key in ("/OpenAction", "/AA", "/AcroForm", "/Collection"):
        pdf.Root[key] = Dictionary()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda pdf: pdf.Root.__setattr__("AcroForm", Dictionary(Fields=Array())), "a form"),
        (lambda pdf: pdf.Root.__setattr__("OpenAction", act(pdf)), "an action that starts when it is opened"),
        (lambda pdf: pdf.Root.__setattr__("Collection", Dictionary()), "a portfolio"),
        (lambda pdf: pdf.Root.__setattr__("OCProperties", Dictionary()), "layers"),
        (lambda pdf: pdf.Root.__setattr__("Threads", Array()), "/Threads"),
        (script, "scripts"),
        (several, "actions that start by themselves and a form and a portfolio"),
        (
            lambda pdf: pdf.pages[1].obj.__setattr__("AA", act(pdf)),
            "on page 2 actions that start by themselves",
        ),
        (lambda pdf: pdf.pages[1].obj.__setattr__("Rotate", 90), "on page 2 a turn or a scale of its own"),
        (lambda pdf: pdf.pages[1].obj.__setattr__("UserUnit", 2), "on page 2 a turn or a scale of its own"),
        (hovering, "on page 1 an annotation of the kind /Link"),
        (comment, "on page 2 an annotation of the kind /Text"),
        (misled, "on page 1 a link that does /Launch"),
        (misled_later, "on page 1 a link that does /URI"),
    ],
)
def test_what_a_digest_cannot_hold_is_told_rather_than_lost(told, sound, change, reason):
    """… nothing that somebody put into a file vanishes in silence, and nothing acts by itself."""
    assert told(edited(sound, change)) == ("D015", f"has {reason}, {TAKEN}")
