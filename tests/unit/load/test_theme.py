"""Templates, styles, fonts and words: the newsroom's own before the packaged ones."""

import re
from pathlib import Path

import pytest

from communique.errors import RenderFaults
from communique.load import load_newsroom, load_theme
from communique.model import Words
from communique.model.theme import MailWords

ROOT = Path(__file__).parents[3]
NEWSROOM = """\
name: {{{names}}}
series: ABC
languages: [{tags}]
website: https://example.org/
timezone: Europe/Paris
brand: {{{theme}emblem: emblem.svg, primary: '#10264f', accent: '#b3202c', stripe: ['#ffffff']}}
contacts: {{press: {{address: {{{names}}}}}}}
"""


def theme(folder, *tags, name=None):
    names = ", ".join(f"{tag}: A" for tag in tags)
    named = f"theme: {name}, " if name else ""
    write(folder / "newsroom.yaml", NEWSROOM.format(names=names, tags=", ".join(tags), theme=named))
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


def test_each_file_is_the_newsrooms_own_or_the_themes_or_the_packaged_one(tmp_path):
    """… a theme is one folder that says what it changes, and a newsroom still has the last word."""
    for name in ("page.css", "photo.css"):
        write(tmp_path / "themes/plain/styles" / name, "theme")
    write(tmp_path / "styles/photo.css", "own")
    write(tmp_path / "themes/plain/templates/bulletin/masthead.html.j2", "theme")
    write(tmp_path / "themes/plain/styles/fonts/Plain.ttf", "font")
    write(tmp_path / "themes/other/styles/type.css", "other")

    look = theme(tmp_path, "en", name="plain")

    css = {name: sheet.css for name, sheet in look.stylesheets.items()}
    assert (css["photo.css"], css["page.css"]) == ("own", "theme")
    assert css["type.css"] == (ROOT / "styles/type.css").read_text("utf-8")
    assert look.templates["bulletin/masthead.html.j2"] == "theme"
    assert {"styles/fonts/Plain.ttf", "styles/fonts/PTF55F.ttf"} <= {font.name for font in look.fonts}


def test_a_newsroom_changes_one_file_of_a_packaged_theme(tmp_path):
    """… a theme of the same name adds to the one that ships, and need not repeat it."""
    packaged = theme(tmp_path, "en", name="gazette").stylesheets["masthead.css"].css
    write(tmp_path / "themes/gazette/styles/statement.css", "own")

    look = theme(tmp_path, "en", name="gazette")

    assert look.stylesheets["statement.css"].css == "own"
    assert look.stylesheets["masthead.css"].css == packaged
    assert packaged == (ROOT / "themes/gazette/styles/masthead.css").read_text("utf-8")


def test_a_theme_shows_in_a_clone_too(tmp_path, monkeypatch):
    """… where the newsroom and the package share a folder, its styles do not hide the theme's."""
    clone = tmp_path / "clone"
    write(clone / "styles/page.css", "default")
    write(clone / "templates/words/en.yaml", words("en"))
    write(clone / "themes/plain/styles/page.css", "theme")
    monkeypatch.setattr("communique.load.search.PACKAGED", clone)

    assert theme(clone, "en", name="plain").stylesheets["page.css"].css == "theme"
    assert theme(clone, "en").stylesheets["page.css"].css == "default"


def test_a_theme_cannot_lead_out_of_the_newsroom(tmp_path):
    """… a file of a theme that is a link elsewhere is told, as one of the newsroom's own is."""
    write(tmp_path / "themes/plain/styles/own.css", "p {}")
    (tmp_path / "themes/plain/styles/page.css").symlink_to("/etc/hostname")

    with pytest.raises(RenderFaults) as caught:
        theme(tmp_path, "en", name="plain")

    (fault,) = caught.value.faults
    assert (fault.code, fault.path) == ("R027", tmp_path / "themes/plain/styles/page.css")


@pytest.mark.parametrize("link", ["styles", "themes/plain/styles", "themes"])
def test_a_folder_that_leads_out_is_not_walked_through(tmp_path, link):
    """… a link to a whole disk is told at once, and no name on it is read."""
    (elsewhere := tmp_path / "elsewhere").mkdir()
    write(elsewhere / "styles/own.css", "p {}")
    write(elsewhere / "plain/styles/own.css", "p {}")
    (newsroom := tmp_path / "newsroom").mkdir()
    (newsroom / link).parent.mkdir(parents=True, exist_ok=True)
    (newsroom / link).symlink_to(elsewhere)

    with pytest.raises(RenderFaults) as caught:
        theme(newsroom, "en", name="plain" if link != "styles" else None)

    assert {(fault.code, fault.message.partition(" ")[2]) for fault in caught.value.faults} == {
        ("R027", "leads out of the newsroom")
    }


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


def test_each_word_that_is_lacking_is_told_with_the_english_one(tmp_path):
    """… who teaches the newsroom a language needs no other file to go by, and can copy what is shown."""
    write(tmp_path / "templates" / "words" / "is.yaml", "date: d. MMMM y\n")

    hints = [fault.hint.removeprefix("add it, such as ") for fault in faults(tmp_path, "is")]

    write(tmp_path / "templates" / "words" / "is.yaml", "\n".join(["date: d. MMMM y", *hints]))
    expected = theme(tmp_path, "en").words["en"].model_copy(update={"date": "d. MMMM y"})
    assert theme(tmp_path, "is").words["is"] == expected


def test_a_word_of_mails_that_is_lacking_is_told_with_the_english_one(tmp_path):
    """… what stands below a key is shown as well as what stands at the top."""
    lacking = re.sub(r"^  attached: .*\n", "", words("en"), flags=re.MULTILINE)
    path = write(tmp_path / "templates" / "words" / "en.yaml", lacking)

    (fault,) = faults(tmp_path, "en")

    assert (fault.code, fault.path) == ("C005", path)
    assert fault.message == "'attached' is missing in 'mail'"
    assert fault.hint == "add it, such as attached: 'Attached'"


def test_no_word_of_mails_is_called_like_one_of_pages():
    """… a hint never shows the word of another place."""
    assert not Words.model_fields.keys() & MailWords.model_fields.keys()


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
