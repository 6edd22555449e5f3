"""Families asked for by newsroom.yaml, or by the languages that the look's own fonts cannot write."""

import shutil
from pathlib import Path

import pytest

from communique.errors import NewsroomFaults
from communique.load import load_newsroom, load_theme
from communique.load.fontfile import nature_of
from communique.model import Stack
from newsroom_copies import MADE_UP, copy_in_languages

ROOT = Path(__file__).parents[3]
PT = Stack(("PT Serif",), ("PT Sans",))


@pytest.fixture
def look(tmp_path):
    """Return what loads the look of a harbour that speaks some languages, and names some fonts."""

    def load(*languages, **fonts):
        folder = copy_in_languages(MADE_UP / "port-safina", tmp_path / "newsroom", list(languages))
        name_fonts(folder, **fonts)
        return load_theme(folder, load_newsroom(folder))

    return load


@pytest.fixture
def without_machine_fonts(monkeypatch, tmp_path):
    """Leave a machine on which Fontconfig has no programs."""
    monkeypatch.setenv("PATH", str(tmp_path))


def name_fonts(folder, **fonts):
    path = folder / "newsroom.yaml"
    if fonts:
        text = path.read_text("utf-8")
        told = "".join(f"    {role}: {value}\n" for role, value in fonts.items())
        path.write_text(text.replace("brand:\n", f"brand:\n  fonts:\n{told}"), encoding="utf-8")


def faces(theme):
    return {(face.family, face.weight, face.italic) for face in theme.typefaces.faces}


def test_latin_and_cyrillic_need_no_font_beyond_the_look_s_own(look, without_machine_fonts):
    """… a page in English and Russian is the same on every machine."""
    theme = look("en", "ru")

    assert theme.typefaces.stack is None
    assert theme.typefaces.faces == ()
    assert not any("machine" in font.name for font in theme.fonts)


def test_arabic_takes_its_letters_from_the_machine_and_its_figures_from_the_look(look):
    """… the family is found by itself, and a figure looks alike in both columns."""
    theme = look("en", "ar")

    stack = theme.typefaces.stack
    assert stack == Stack(("PT Serif", "Noto Naskh Arabic"), ("PT Sans", "Noto Sans Arabic"))
    assert theme.typefaces.leading == {}
    assert {("Noto Naskh Arabic", 400, False), ("Noto Naskh Arabic", 700, False)} <= faces(theme)


def test_every_face_that_is_chosen_is_among_the_look_s_files(look):
    """… rendering reads nothing else, and the key of a page knows its fonts."""
    theme = look("en", "he")

    data = {font.name: font.data for font in theme.fonts}
    for face in theme.typefaces.faces:
        nature = nature_of(data[face.asset])
        assert face.family in nature.families
        assert (nature.weight, nature.italic) == (face.weight, face.italic)


def test_chinese_comes_first_in_its_own_text_and_last_in_others(look):
    """… its quotation marks are as wide as its signs, and those of English stay narrow."""
    theme = look("en", "zh")

    assert theme.typefaces.stack.text == ("PT Serif", "Noto Serif CJK SC")
    assert theme.typefaces.leading == {
        "zh": Stack(("Noto Serif CJK SC", "PT Serif"), ("Noto Sans CJK SC", "PT Sans"))
    }


def test_a_face_of_a_collection_is_a_font_of_its_own(look):
    """… of the file with the signs of four countries the page's own are taken."""
    theme = look("zh")

    chinese = [font for font in theme.fonts if "CJK" in font.name]
    assert len(chinese) == 4
    assert all(font.name.endswith(".otf") and font.data.startswith(b"OTTO") for font in chinese)


def test_a_script_whose_family_is_not_installed_is_left_to_rendering(look, without_machine_fonts):
    """… a newsroom still loads, and each character is told where it stands."""
    theme = look("en", "ar")

    assert theme.typefaces.stack is None


def test_a_family_is_found_in_the_newsroom_s_own_files_by_its_name(look, without_machine_fonts):
    """… a designer lays the files down and names the family as its maker does."""
    theme = look("en", text="[PT Sans]", label="PT Serif")

    assert theme.typefaces.stack == Stack(("PT Sans", "PT Serif"), ("PT Serif", "PT Sans"))
    assert ("PT Sans", 700, True) in faces(theme)
    assert {face.asset for face in theme.typefaces.faces} <= {font.name for font in theme.fonts}


def test_a_family_of_the_machine_may_be_named(look):
    """… an office's own face serves where it is installed, in all its cuts."""
    theme = look("en", text="noto serif")

    assert faces(theme) >= {
        ("noto serif", weight, italic) for weight in (400, 700) for italic in (False, True)
    }


def test_a_named_family_that_can_write_the_language_is_enough(look):
    """… a newsroom that has chosen its Arabic gets no second one."""
    theme = look("en", "ar", text="[PT Serif, Noto Sans Arabic]", label="Noto Sans Arabic")

    assert theme.typefaces.stack.text == ("PT Serif", "Noto Sans Arabic")
    assert "Noto Naskh Arabic" not in {face.family for face in theme.typefaces.faces}


def test_a_named_family_that_cannot_write_the_language_is_helped(look):
    """… Hebrew in a face that has none is still printed."""
    theme = look("he", "en", text="PT Sans")

    assert theme.typefaces.stack.text == ("PT Sans", "PT Serif", "Noto Serif Hebrew")


def test_a_family_that_nobody_has_is_told_at_its_place(tmp_path):
    """… a slip in a name is not replaced in silence by another face."""
    folder = copy_in_languages(MADE_UP / "port-safina", tmp_path / "newsroom", ["en"])
    name_fonts(folder, text="[PT Serif, Noto Serif Lapish]", label="Garamnod")

    with pytest.raises(NewsroomFaults) as caught:
        load_newsroom(folder)

    told = [(fault.code, fault.line, "fonts-noto-core" in fault.hint) for fault in caught.value.faults]
    line = (folder / "newsroom.yaml").read_text("utf-8").splitlines().index("  fonts:") + 1
    assert told == [("N014", line + 1, True), ("N014", line + 2, False)]


def test_a_slip_in_a_packaged_family_is_told_with_its_name(tmp_path):
    """… who wrote PT Serf is shown PT Serif."""
    folder = copy_in_languages(MADE_UP / "port-safina", tmp_path / "newsroom", ["en"])
    name_fonts(folder, text="[PT Serf]", label="PT Sans")

    with pytest.raises(NewsroomFaults) as caught:
        load_newsroom(folder)

    assert [fault.hint for fault in caught.value.faults] == ["did you mean PT Serif?"]


def test_the_families_of_a_theme_s_own_styles_stay(tmp_path):
    """… a designer who sets --text in a stylesheet is not overruled by the languages."""
    folder = copy_in_languages(MADE_UP / "port-safina", tmp_path / "newsroom", ["en", "ar"])
    (folder / "styles").mkdir()
    css = (
        ROOT.joinpath("styles/type.css").read_text("utf-8").replace('--text: "PT Serif"', "--text: 'PT Sans'")
    )
    (folder / "styles/type.css").write_text(css, encoding="utf-8")

    theme = load_theme(folder, load_newsroom(folder))

    assert theme.typefaces.stack.text == ("PT Sans", "Noto Naskh Arabic")


def test_a_damaged_font_file_hides_no_other(tmp_path, without_machine_fonts):
    """… a font that cannot be opened has no name, and rendering tells of it where it is used."""
    folder = copy_in_languages(MADE_UP / "port-safina", tmp_path / "newsroom", ["en"])
    (folder / "styles/fonts").mkdir(parents=True)
    (folder / "styles/fonts/bad.ttf").write_bytes(b"no font")
    shutil.copy(ROOT / "styles/fonts/PTS55F.ttf", folder / "styles/fonts/own.ttf")
    name_fonts(folder, text="PT Sans")

    theme = load_theme(folder, load_newsroom(folder))

    assert ("PT Sans", 400, False) in faces(theme)


def test_a_face_whose_file_cannot_be_read_is_left_out(look, monkeypatch, tmp_path):
    """… a font that Fontconfig knows and that is gone does not stop a newsroom."""
    told = f"{tmp_path}/gone.ttf\\t0\\tNoto Naskh Arabic\\t80\\t0"
    (tmp_path / "fc-list").write_text(f"#!/bin/sh\nprintf '{told}\\n'\n", encoding="utf-8")
    (tmp_path / "fc-list").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")

    theme = look("en", "ar")

    assert "Noto Naskh Arabic" not in {face.family for face in theme.typefaces.faces}
