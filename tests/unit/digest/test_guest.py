import hashlib
import os
import time
import zlib
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name

from communique.digest.guest import LARGEST, Guest, measure, measure_all, open_guest
from communique.errors import RenderFaults
from spoiled_pdfs import MIB, by_hand, edited, in_object_stream, passed_through, zeros

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
FILE = Path("b.pdf")


# what may be bound


def test_each_page_is_measured_in_points(sound):
    """… page numbers can be printed on pages of any size."""
    assert measure(Guest(FILE, sound)) == ((612, 792), (595.5, 842))


@pytest.mark.parametrize("option", ["--linearize", "--object-streams=disable", "--compress-streams=n"])
def test_a_file_that_says_the_same_in_another_order_is_bound(sound, tmp_path, option):
    """… what a web server does to a file to show it sooner is no reason to refuse it."""
    assert measure(Guest(FILE, passed_through(tmp_path, sound, "qpdf", option, "IN", "OUT"))) == (
        (612, 792),
        (595.5, 842),
    )


def test_a_file_with_attachments_of_any_kind_is_bound(sound):
    """… nobody needs YAML to bind."""

    def attach(pdf):
        pdf.attachments["figures.csv"] = b"1;2\n"

    assert len(measure(Guest(FILE, edited(sound, attach)))) == 2


def test_a_large_file_is_bound(sound):
    """… a hundred megabytes of photographs are measured as soon as a page of text."""

    def illustrate(pdf):
        photo = pdf.make_stream(bytes(100 * MIB), Type=Name.XObject, Subtype=Name.Image)
        pdf.pages[0].obj.Resources.XObject = Dictionary(Photo=photo)

    large = edited(sound, illustrate, compress_streams=False)
    start = time.perf_counter()
    sheets = measure(Guest(FILE, large))

    assert len(large) > 100 * MIB
    assert len(sheets) == 2
    assert time.perf_counter() - start < 1


def test_a_picture_is_not_unpacked(sound):
    """… a plan of a whole town takes no memory to be bound."""

    def illustrate(pdf):
        plan = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image)
        plan.write(zeros(100), filter=Name.FlateDecode)
        pdf.pages[0].obj.Resources.XObject = Dictionary(Plan=plan)

    assert len(measure(Guest(FILE, edited(sound, illustrate, compress_streams=False)))) == 2


def test_opening_gives_the_file_back_whole(sound):
    """… whoever binds has all of it."""
    with open_guest(Guest(FILE, sound)) as pdf:
        assert len(pdf.pages) == 2
        assert pdf.Root.StructTreeRoot.ParentTreeNextKey > 2


# what is no whole PDF


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it does not begin with %PDF-"),
        (b"<html>Not found</html>", "it does not begin with %PDF-"),
        (100 * MIB, "it does not begin with %PDF-"),
        (b"%PDF-1.7\n", "it does not end with %%EOF"),
        (b"%PDF-1.7\n%%EOF\n", "can't find startxref"),
        (by_hand(b"<< /Type /Catalog >>"), "unable to find page tree"),
        (by_hand(CATALOG, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"), "object 2 0: Loop detected"),
        (
            by_hand(
                CATALOG,
                b"<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>",
                b"<< /Type /Pages /Kids [] /Count 0 /Parent 2 0 R >>",
            ),
            "object 3 0: Loop detected",
        ),
        (in_object_stream(zlib.compress(b"1 0 << /Type /Catalog >>")), "unable to find page tree"),
        (in_object_stream(zeros(200)), "unable to find /Root dictionary"),
    ],
    ids=[
        "empty",
        "text",
        "100 MiB of nothing",
        "a header",
        "a header and an end",
        "no pages",
        "a page tree in a circle",
        "a page tree that meets itself",
        "an object stream without pages",
        "an object stream of 200 MiB",
    ],
)
def test_what_is_no_whole_pdf_is_refused_with_the_reason(told, data, reason):
    """… whatever stands in the place of a bulletin, the digest says so at once."""
    start = time.perf_counter()
    code, message = told(bytes(data))  # of a number, as many zeros

    assert code == "D001"
    assert message.startswith(f"is not a whole PDF file: {reason}")
    assert time.perf_counter() - start < 2


def test_a_file_cut_short_anywhere_is_refused(told, sound):
    """… a full disk or a dropped connection never goes to print."""
    for length in range(0, len(sound.rstrip()), max(1, len(sound) // 97)):
        assert told(sound[:length])[0] == "D001"


def test_bytes_before_or_after_the_file_are_refused(told, sound):
    """… nothing travels into an archive behind its back."""
    assert told(b"mail\n" + sound) == ("D001", "is not a whole PDF file: it does not begin with %PDF-")
    assert told(sound + b"more\n") == ("D001", "is not a whole PDF file: it does not end with %%EOF")


def test_damage_deep_inside_is_found_when_the_file_is_measured(told, sound):
    """… a volume never breaks on its last bulletin."""

    def spoil(pdf):
        pdf.pages[1].Contents.write(b"\x78\x9c no such thing", filter=Name.FlateDecode)

    spoiled = edited(sound, spoil)

    open_guest(Guest(FILE, spoiled)).close()
    code, message = told(spoiled)
    assert code == "D001"
    assert "stream" in message


@pytest.mark.parametrize("name", ["MediaBox", "TrimBox"])
@pytest.mark.parametrize("box", [[0, 0, 0, 842], [0, 0, 99999, 842], [0, 0, 595], ["a", 0, 1, 1]])
def test_a_page_of_no_possible_size_is_refused(told, sound, box, name):
    """… a page number has a foot to stand in."""

    def resize(pdf):
        pdf.pages[0].obj[f"/{name}"] = Array(box)

    assert told(edited(sound, resize))[0] == "D001"


@pytest.mark.parametrize(
    ("key", "reason"), [("/Contents", "a page without content"), ("/Resources", "object ")]
)
def test_a_page_without_content_is_refused(told, sound, key, reason):
    """… what WeasyPrint never writes has another author."""

    def blank(pdf):
        del pdf.pages[1].obj[key]

    code, message = told(edited(sound, blank))

    assert code == "D001"
    assert message.startswith(f"is not a whole PDF file: {reason}")


def test_a_file_without_pages_is_refused(told):
    """… a bulletin that would vanish from its digest is told."""
    empty = by_hand(CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>")

    assert told(empty) == ("D003", "has no pages; expected at least one")


# what is locked, or too large


@pytest.mark.parametrize("password", ["", "secret"])
@pytest.mark.parametrize("bits", ["128", "256"])
def test_an_encrypted_file_is_refused(told, sound, tmp_path, password, bits):
    """… a file that its readers can open, but not print, is found too."""
    options = ["--encrypt", password, "owner", bits, *(["--use-aes=y"] if bits == "128" else []), "--"]
    locked = passed_through(tmp_path, sound, "qpdf", *options, "IN", "OUT")

    assert told(locked) == ("D002", "is encrypted; expected a PDF that opens without a password")


def test_a_file_larger_than_any_bulletin_is_refused_unread(told):
    """… a film by the wrong name costs nothing."""
    assert told(b"%PDF-1.7\n" + bytes(LARGEST)) == ("D016", "has 256 MiB; expected 256 at most")


def test_a_stream_that_unpacks_beyond_measure_is_refused(told, sound):
    """… a hundred kilobytes never fill the memory."""

    def inflate(pdf):
        pdf.pages[0].obj.Contents.write(zeros(100), filter=Name.FlateDecode)

    start = time.perf_counter()
    code, _ = told(edited(sound, inflate, compress_streams=False))

    assert code == "D001"
    assert time.perf_counter() - start < 2


def test_many_streams_that_unpack_beyond_measure_are_refused(told, sound):
    """… nor do many streams, each of them just small enough."""
    packed = zeros(60)

    def inflate(pdf):
        large = [pdf.make_stream(b"") for _ in range(5)]
        for one in large:
            one.write(packed, filter=Name.FlateDecode)
        pdf.pages[0].obj.Contents = Array(large)

    assert told(edited(sound, inflate, compress_streams=False)) == (
        "D016",
        "unpacks to more than 256 MiB; expected less",
    )


# many at once


def test_all_files_that_cannot_be_bound_are_told_in_one_run(sound):
    """… a press officer mends a month in one go."""
    guests = [Guest(Path(name), data) for name, data in (("a", sound), ("b", b""), ("c", sound), ("d", b"x"))]

    with pytest.raises(RenderFaults) as caught:
        measure_all(guests)

    assert [fault.path for fault in caught.value.faults] == [Path("b"), Path("d")]


def test_all_sound_files_are_measured_in_their_order(sound):
    """… pages are numbered as their files follow one another."""
    assert measure_all(iter([Guest(FILE, sound)] * 3)) == [measure(Guest(FILE, sound))] * 3


def test_measuring_gives_its_memory_back(sound):
    """… five hundred bulletins need no more room than one."""
    noise = hashlib.shake_128(b"noise").digest(MIB)
    guest = Guest(FILE, edited(sound, lambda pdf: pdf.attachments.__setitem__("noise", noise)))
    measure_all([guest] * 5)
    before = resident()

    measure_all([guest] * 100)

    assert resident() - before < 10 * MIB


def resident():
    """Return how much memory this process holds, as Linux counts it."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
