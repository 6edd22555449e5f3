"""Fonts of many files, shared over a volume: what stays the same, and what becomes one."""

import gc
import hashlib
import io
import os
import pickle
import subprocess
import sys
import tracemalloc

import pikepdf
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.digest.fonts import Fonts
from communique.digest.fonts.cff import read_cff
from fonts_of_volumes import altered, bound, drawn, font_file, only_font, printed, program_of

NAME = "PT Serif"
FRENCH = "<p>L’été à Évian : déjà vu, naïf, où, ça, fin, flore"
RUSSIAN = "<p>Ещё один бой: ёлка, йод, мой, її"
ENGLISH = "<p>In time, is it I? fifty difficult affairs"
NASKH, CHINESE = "Noto Naskh Arabic", "Noto Serif CJK SC"
ARABIC = ("<p dir=rtl>أعلنت هيئة الميناء اليوم الإثنين", "<p dir=rtl>لا إله في السماء، ولا لؤلؤ «هنا»")
HAN = ("<p>港务局将于2024年10月1日启用东防波堤", "<p>上的三座导灯：office flags。港务，“灯”")
WORDS = (
    *("été", "déjà", "naïf", "ёлка", "мой", "ещё", "is", "it", "Ünïcödé", "ñandú", "fin"),
    *("office", "жучок", "ŝanĝo", "wifi", "quick", "brown"),
)


def assert_same_pages(pdfs, volume):
    """Compare each page's picture and text with those of its own file, as two programs draw it."""
    apart = bound(*pdfs, shares=False)
    assert volume.pages() == apart.pages()
    assert volume.pictures() == apart.pictures()


def top_dict(program):
    """Return the Top DICT of a table CFF as fontTools reads it."""
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(program), TTFont())
    (top,) = fonts.topDictIndex
    return top


def widths_of(font):
    """Return the width of each CID that a Type0 font tells, read without the code under test."""
    widths, first = {}, None
    for entry in font.DescendantFonts[0].W:
        if isinstance(entry, pikepdf.Array):
            widths.update({first + place: float(width) for place, width in enumerate(entry)})
        else:
            first = int(entry)
    return widths


@pytest.mark.parametrize(
    ("family", "texts"),
    [
        (NAME, (FRENCH, RUSSIAN, ENGLISH)),
        (NAME, (ENGLISH, RUSSIAN, FRENCH)),
        (NAME, ("<p>one", "<p>—", "<p>two")),
        (NASKH, ARABIC),
        (CHINESE, HAN),
    ],
)
def test_a_face_of_several_files_has_one_program_and_each_page_stays_what_it_was(family, texts):
    """… nobody can tell from a page that its font now holds the glyphs of others."""
    pdfs = [printed(text, family) for text in texts]

    volume = bound(*pdfs)

    assert (volume.sharing.programs, volume.sharing.shared, volume.sharing.kept) == (len(pdfs), 1, ())
    assert len(volume.descriptors()) == 1
    assert_same_pages(pdfs, volume)


@settings(max_examples=12)
@given(st.data())
def test_however_a_text_is_split_among_files_its_glyphs_are_drawn_as_the_font_has_them(data):
    """… it does not matter which letter, and which part of an accented one, comes in which file."""
    words = data.draw(st.permutations(WORDS))
    cut = sorted(data.draw(st.sets(st.integers(1, len(words) - 1), min_size=1, max_size=3)))
    pdfs = [
        printed("<p>" + " ".join(words[start:end]))
        for start, end in zip([0, *cut], [*cut, len(words)], strict=True)
    ]

    volume = bound(*pdfs)

    (program,) = volume.programs()
    shared, whole = TTFont(io.BytesIO(program)), TTFont(io.BytesIO(font_file(NAME)))
    shown = {cid for font in volume.fonts() for cid in widths_of(font)}
    assert {cid: drawn(shared, cid) for cid in shown} == {cid: drawn(whole, cid) for cid in shown}
    assert_same_pages(pdfs, volume)


def test_widths_are_those_of_the_program():
    """… the font passes validation, which compares the two (ISO 19005-3, 6.2.11.5)."""
    volume = bound(printed(FRENCH), printed(RUSSIAN))

    (program,) = volume.programs()
    font = TTFont(io.BytesIO(program))
    unit = 1000 / font["head"].unitsPerEm
    widths = widths_of(volume.fonts()[0])
    assert len(widths) > 30
    for cid, width in widths.items():
        assert width == pytest.approx(font["hmtx"][font.getGlyphName(cid)][0] * unit, abs=1)


def test_chinese_glyphs_are_drawn_as_the_font_has_them_and_as_wide():
    """… signs with hints and widths of several kinds keep their own, though files number these anew."""
    volume = bound(*(printed(text, CHINESE) for text in HAN))

    (program,) = volume.programs()
    top, whole = top_dict(program), TTFont(io.BytesIO(font_file(CHINESE)))
    (theirs,) = whole["CFF "].cff.topDictIndex
    widths = widths_of(volume.fonts()[0])
    assert len(top.FDArray) > 2
    assert top.ROS == ("Adobe", "Identity", 0)
    for cid, width in widths.items():
        ours, other = top.CharStrings[f"cid{cid:05d}"], theirs.CharStrings[f"cid{cid:05d}"]
        pens = RecordingPen(), RecordingPen()
        ours.draw(pens[0])
        other.draw(pens[1])
        assert pens[0].value == pens[1].value
        assert ours.width == other.width == width
        assert ours.private.rawDict.keys() >= {"StdHW", "StdVW"}


@pytest.mark.parametrize(
    ("family", "one", "other"), [(NAME, "5 µm", "5 μm"), (CHINESE, "第 1 号", "第\u00a01\u00a0号")]
)
def test_a_glyph_that_stands_for_two_letters_gives_two_fonts_over_one_program(family, one, other):
    """… what a reader copies or searches is the letter that was written, not another one that looks alike."""
    pdfs = [printed(f"<p>{text}", family) for text in (one, other, one + " x")]

    volume = bound(*pdfs)

    first, second, third = volume.fonts()
    assert first.objgen == third.objgen != second.objgen
    assert first.DescendantFonts[0].objgen == second.DescendantFonts[0].objgen
    assert volume.sharing.shared == 1
    assert_same_pages(pdfs, volume)


def test_a_width_that_contradicts_gives_two_fonts_over_one_program():
    """… the letters of each page keep the places that its own width gave them."""

    def widen(font, _pdf):
        font.DescendantFonts[0].W[1][0] += 30

    pdfs = [printed(ENGLISH), altered(printed(ENGLISH), widen)]

    volume = bound(*pdfs)

    first, second = volume.fonts()
    descendants = first.DescendantFonts[0], second.DescendantFonts[0]
    assert descendants[0].objgen != descendants[1].objgen
    assert descendants[0].FontDescriptor.objgen == descendants[1].FontDescriptor.objgen
    assert first.ToUnicode.objgen == second.ToUnicode.objgen
    assert_same_pages(pdfs, volume)


@pytest.mark.parametrize("letter", ["n", "acute"])
def test_a_glyph_that_is_drawn_otherwise_gives_a_program_of_its_own(letter):
    """… another version of a font prints each page with the letters that it was laid out in."""
    other = TTFont(io.BytesIO(font_file(NAME)), recalcBBoxes=False)  # nothing else of it changes
    other["glyf"][letter].coordinates.translate((0, 150))
    file = io.BytesIO()
    other.save(file)
    pdfs = [printed("<p>né"), printed("<p>né", file=file.getvalue()), printed("<p>nez né")]

    volume = bound(*pdfs)

    names = {str(described.FontName) for described in volume.descriptors()}
    assert volume.sharing.shared == len(names) == 2
    assert {name.partition("+")[2] for name in names} == {"PT-Serif"}
    assert_same_pages(pdfs, volume)


def test_faces_that_differ_in_name_are_not_united():
    """… whoever looks into the volume finds each font by the name that it had."""

    def rename(font, _pdf):
        font.BaseFont = pikepdf.Name("/ABCDEF+Other")

    volume = bound(printed("<p>a"), altered(printed("<p>b"), rename), printed("<p>a", "PT Sans"))

    names = [str(font.BaseFont)[7:] for font in volume.fonts()]
    assert names == ["+PT-Serif", "+Other", "+PT-Sans"]


def test_a_name_in_any_script_stays_what_it_was():
    """… a house whose font has a name in its own letters shares it as others do."""
    pdfs = [printed(text, "Größe Шрифт", font_file(NAME)) for text in ("<p>one", "<p>two")]

    volume = bound(*pdfs)

    apart = bound(*pdfs, shares=False)
    (described,), (theirs, _) = volume.descriptors(), apart.descriptors()
    assert volume.sharing.shared == 1
    assert described.FontName.unparse()[8:] == theirs.FontName.unparse()[8:]
    assert str(described.FontFamily) == str(theirs.FontFamily) == "Größe Шрифт"


def test_the_box_of_a_chinese_font_holds_those_of_all_its_files():
    """… no viewer cuts the signs of one bulletin to the room that those of another take."""

    def rebox(font, _pdf):
        stream = program_of(font.DescendantFonts[0].FontDescriptor)
        read = read_cff(stream.read_bytes(), [])
        stream.write(read.written(read.glyphs, (0, 2000, 10, 9000)))

    pdfs = [printed("<p>港", CHINESE), altered(printed("<p>灯", CHINESE), rebox)]
    boxes = [top_dict(program).FontBBox for program in bound(*pdfs, shares=False).programs()]

    volume = bound(*pdfs)

    (program,) = volume.programs()
    assert boxes == [[-997, -1049, 2929, 1809], [0, -2000, 10, 9000]]
    assert top_dict(program).FontBBox == [-997, -2000, 2929, 9000]


def test_a_shared_font_is_described_by_all_its_files():
    """… its box holds the widest glyph of all, and it has no set of CIDs that would be that of one file."""
    narrow, wide = printed("<p>il"), printed("<p>WM")
    apart = bound(narrow, wide, shares=False)
    expected = [float(described.FontBBox[2]) for described in apart.descriptors()]

    volume = bound(wide, narrow)

    (described,) = volume.descriptors()
    assert float(described.FontBBox[2]) == max(expected) != min(expected)
    assert "/CIDSet" not in described
    assert str(described.FontFamily) == NAME
    assert int(described.FontFile2.Length1) == len(described.FontFile2.read_bytes())
    assert str(described.FontName)[7:] == "+PT-Serif"


def test_a_font_of_one_width_is_fixed_only_while_all_its_files_say_so():
    """… an index of three Chinese signs does not call the font of the whole month fixed."""
    one, other = printed("<p>港务局", CHINESE), printed("<p>港 il", CHINESE)

    volumes = [bound(*pdfs) for pdfs in ([one], [one, other], [other, one])]

    assert [int(volume.descriptors()[0].Flags) & 1 for volume in volumes] == [1, 0, 0]


def test_what_was_saved_is_what_the_programs_no_longer_take():
    """… the summary tells the truth."""
    pdfs = [printed(FRENCH), printed(RUSSIAN)]

    volume = bound(*pdfs)

    before, after = (
        sum(len(program_of(described).read_raw_bytes()) for described in one.descriptors())
        for one in (bound(*pdfs, shares=False), volume)
    )
    assert volume.sharing.saved == before - after > 0


def test_many_files_take_no_more_memory_than_one():
    """… a year of bulletins needs no more of a machine than a week."""
    fonts = Fonts(pikepdf.new())
    source = pikepdf.open(io.BytesIO(printed(FRENCH)))
    font = only_font(source.pages[0])
    fonts.take(font)
    tracemalloc.start()

    for _ in range(50):
        fonts.take(font)
    gc.collect()

    grown, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert grown < 10_000


def test_the_same_files_give_the_same_bytes_in_every_run():
    """… an archive can be checked against its sources, whatever order a run happens to keep sets in."""
    pdfs = [printed(FRENCH), printed(ARABIC[0], NASKH), printed(HAN[0], CHINESE), printed(RUSSIAN)]
    program = "import sys, pickle, hashlib; from fonts_of_volumes import bound; " + (
        "print(hashlib.sha256(bound(*pickle.load(sys.stdin.buffer)).pdf).hexdigest())"
    )

    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            input=pickle.dumps(pdfs),
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "12"
    }

    assert digests == {hashlib.sha256(bound(*pdfs).pdf).hexdigest().encode() + b"\n"}
