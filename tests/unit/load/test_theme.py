"""Templates, styles, fonts and words: the newsroom's own before the packaged ones."""

import re
from pathlib import Path

import pytest

from communique.errors import RenderFaults
from communique.load import load_newsroom, load_theme

ROOT = Path(__file__).parents[3]
NEWSROOM = """\
name: {{{names}}}
series: ABC
languages: [{tags}]
website: https://example.org/
timezone: Europe/Paris
brand: {{emblem: emblem.svg, primary: '#10264f', accent: '#b3202c', stripe: ['#ffffff']}}
contacts: {{press: {{address: {{{names}}}}}}}
"""


def theme(folder, *tags):
    names = ", ".join(f"{tag}: A" for tag in tags)
    (folder / "newsroom.yaml").write_text(
        NEWSROOM.format(names=names, tags=", ".join(tags)), encoding="utf-8"
    )
    return load_theme(folder, load_newsroom(folder))


def faults(folder, *tags):
    with pytest.raises(RenderFaults) as caught:
        theme(folder, *tags)
    return caught.value.faults


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def words(tag):
    return (ROOT / "templates" / "words" / f"{tag}.yaml").read_text(encoding="utf-8")


def test_a_newsroom_without_a_look_of_its_own_has_the_packaged_one(tmp_path):
    """… a newcomer's newsroom is dressed from the start."""
    look = theme(tmp_path, "en", "ru")

    assert look.templates["bulletin.html.j2"] == (ROOT / "templates/bulletin.html.j2").read_text("utf-8")
    assert look.stylesheets["page.css"].name == "styles/page.css"
    assert look.stylesheets["page.css"].css == (ROOT / "styles/page.css").read_text("utf-8")
    assert list(look.words) == ["en", "ru"]
    assert "styles/fonts/PTF55F.ttf" in [font.name for font in look.fonts]
    assert all(font.data for font in look.fonts)


def test_a_file_of_the_newsrooms_own_wins_and_the_others_stay(tmp_path):
    """… one file changes one thing; a new file is there for templates to include."""
    write(tmp_path / "templates" / "bulletin.html.j2", "own {% include 'parts/extra.j2' %}")
    write(tmp_path / "templates" / "parts" / "extra.j2", "extra")
    write(tmp_path / "styles" / "page.css", "p {}")
    write(tmp_path / "styles" / "fonts" / "Own.ttf", "font")

    look = theme(tmp_path, "en")

    assert look.templates["bulletin.html.j2"].startswith("own")
    assert look.templates["parts/extra.j2"] == "extra"
    assert "digest.html.j2" in look.templates
    assert look.stylesheets["page.css"].css == "p {}"
    assert look.stylesheets["type.css"].css
    assert "styles/fonts/Own.ttf" in [font.name for font in look.fonts]


def test_a_narrower_tag_takes_the_words_of_the_wider_one(tmp_path):
    """… a newsroom in Brazilian Portuguese needs no file of its own, and may write one."""
    write(tmp_path / "templates/words/zh-Hant.yaml", words("en").replace("Press contact", "聯絡"))
    write(tmp_path / "templates/words/zh.yaml", words("en").replace("Press contact", "联络"))

    look = theme(tmp_path, "pt-BR", "zh-Hant-TW", "zh-SG")

    assert look.words["pt-BR"] == theme(tmp_path, "pt").words["pt"]
    assert look.words["zh-Hant-TW"].press_contact == "聯絡"
    assert look.words["zh-SG"].press_contact == "联络"


def test_a_language_without_words_names_the_file_to_write(tmp_path):
    """… an Icelandic newsroom learns at once what it must write, and where."""
    (fault,) = faults(tmp_path, "en", "is")

    assert (fault.code, fault.path) == ("R025", tmp_path / "templates" / "words" / "is.yaml")
    assert "templates/words/is.yaml" in fault.hint


def test_broken_words_are_told_with_their_line(tmp_path):
    """… a slip in a newsroom's own words is found like one in a bulletin."""
    own = words("en").replace("{page} of {pages}", "{page} of {leaves}").replace("contents:", "content:")
    path = write(tmp_path / "templates" / "words" / "en.yaml", own)

    told = faults(tmp_path, "en")

    lines = own.splitlines()
    places = {fault.code: lines[fault.line - 1] for fault in told}
    assert set(places) == {"C004", "R026"}
    assert places["C004"].startswith("content:")
    assert "{leaves}" in places["R026"]
    assert {fault.path for fault in told} == {path}


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("page: Page {page}", "lacks {pages}"),
        ("page: Page {page} of {pages", "brace"),
        ("page: '{page:>9999999999} {pages}'", "never filled"),
        ("page: '{page.__class__} {pages}'", "never filled"),
    ],
)
def test_a_pattern_is_filled_by_its_own_names_alone(written, told, tmp_path):
    """… words can neither leave a page number out nor reach behind it."""
    own = re.sub(r"^page: .*$", written, words("en"), flags=re.MULTILINE)
    write(tmp_path / "templates" / "words" / "en.yaml", own)

    (fault,) = faults(tmp_path, "en")

    assert fault.code == "R026"
    assert told in fault.message


def test_files_that_cannot_be_read_are_all_told(tmp_path):
    """… a look is whole or told to be broken: nothing falls back in silence."""
    write(tmp_path / "templates" / "a.j2", "").write_bytes(b"one\n\xff")
    (tmp_path / "templates" / "b.j2").symlink_to("/etc/hostname")
    (tmp_path / "templates" / "words").mkdir()
    (tmp_path / "templates" / "words" / "en.yaml").mkdir()
    (tmp_path / "styles" / "fonts").mkdir(parents=True)
    (tmp_path / "styles" / "fonts" / "a.ttf").symlink_to("/etc/hostname")

    told = faults(tmp_path, "en")

    assert [(fault.code, fault.path.name, fault.line) for fault in told] == [
        ("R027", "a.ttf", None),
        ("R027", "a.j2", 2),
        ("R027", "b.j2", None),
        ("R027", "en.yaml", None),
    ]
    assert all(fault.hint for fault in told)


def test_what_editors_leave_behind_is_no_template(tmp_path):
    """… a hidden copy is not taken for a template or a style."""
    write(tmp_path / "templates" / ".bulletin.html.j2", "x")
    write(tmp_path / "styles" / "page.css~", "x")

    look = theme(tmp_path, "en")

    assert ".bulletin.html.j2" not in look.templates
    assert "page.css~" not in look.stylesheets
