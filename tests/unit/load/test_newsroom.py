"""newsroom.yaml: found, read, or told."""

import pytest

from communique.errors import NewsroomFaults
from communique.load import find_newsroom, load_newsroom

NEWSROOM = """\
name: {no: Ambassaden, en: The Embassy}
series: ABC
languages: [no, en]
website: https://example.org/
timezone: Europe/Oslo
brand: {emblem: brand/emblem.svg, primary: '#10264F', accent: '#b3202c', stripe: ['#ffffff']}
contacts:
  press: {address: {no: Gata 1, en: 1 Street}, phone: +47 22 00 00 00}
  consul: {address: {no: Gata 2, en: 2 Street}}
mail: {from: press@example.org, smtp: {host: mail.example.org}}
printers: {front: 'ipp://printer.local/ipp/print', back: 'cups:back'}
"""


def test_a_newsroom_is_what_its_file_says(tmp_path):
    """… Norwegian is a language here and not a No, and each setting is found under its name."""
    (tmp_path / "newsroom.yaml").write_text(NEWSROOM, encoding="utf-8")

    newsroom = load_newsroom(tmp_path)

    assert newsroom.languages == ("no", "en")
    assert newsroom.name["no"] == "Ambassaden"
    assert newsroom.brand.primary == "#10264f"
    assert newsroom.press.address["en"] == "1 Street"
    assert (newsroom.page.size, newsroom.page.layout.name) == ("A4", "parallel")
    assert (newsroom.mail.sender, newsroom.mail.smtp.port) == ("press@example.org", 587)
    assert newsroom.printers["back"] == "cups:back"


def test_the_newsroom_above_is_found(tmp_path):
    """… commands work from any folder inside a newsroom, and the nearest newsroom is meant."""
    inner = tmp_path / "inner"
    deep = inner / "bulletins" / "2018"
    deep.mkdir(parents=True)
    (tmp_path / "newsroom.yaml").touch()
    (inner / "newsroom.yaml").touch()

    assert find_newsroom(deep) == inner.resolve()
    assert find_newsroom(inner) == inner.resolve()
    assert find_newsroom(tmp_path) == tmp_path.resolve()


def test_no_newsroom_is_told_with_where_it_was_sought(tmp_path):
    """… a newcomer learns where the file was looked for and how to make one."""
    with pytest.raises(NewsroomFaults) as caught:
        find_newsroom(tmp_path)

    (fault,) = caught.value.faults
    assert fault.code == "N001"
    assert str(tmp_path.resolve()) in fault.message
    assert "communique init" in fault.hint


def test_a_folder_without_newsroom_yaml_is_told(tmp_path):
    """… a folder that was named outright gets the same remedy."""
    with pytest.raises(NewsroomFaults) as caught:
        load_newsroom(tmp_path)

    assert [fault.code for fault in caught.value.faults] == ["N001"]
    assert "communique init" in caught.value.faults[0].hint


def test_a_newsroom_that_leads_elsewhere_is_refused(tmp_path):
    """… newsroom.yaml itself may not be a link out of the newsroom."""
    (tmp_path / "newsroom.yaml").symlink_to("/etc/hostname")

    with pytest.raises(NewsroomFaults) as caught:
        load_newsroom(tmp_path)

    assert [fault.code for fault in caught.value.faults] == ["C001"]


def told(folder, brand):
    """Return the faults of a newsroom whose brand begins with `brand`."""
    text = NEWSROOM.replace("brand: {", f"brand: {{{brand}, ")
    (folder / "newsroom.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(NewsroomFaults) as caught:
        load_newsroom(folder)
    return caught.value.faults


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("gazete", "did you mean gazette?"),
        ("House", "did you mean house?"),
        ("baroque", "the themes here are gazette, house"),
        ("../house", "did you mean house?"),
        ("themes/house", "the themes here are gazette, house"),
        (".", "the themes here are gazette, house"),
        (".hidden", "the themes here are gazette, house"),
        ("a.txt", "the themes here are gazette, house"),
        ("away", "the themes here are gazette, house"),
        ("/etc", "the themes here are gazette, house"),
    ],
)
def test_a_theme_that_does_not_exist_is_told_with_those_that_do(tmp_path, name, hint):
    """… a slip is mended at once, and no name leads out of the folder of themes."""
    (tmp_path / "themes/house").mkdir(parents=True)
    (tmp_path / "themes/.hidden").mkdir()
    (tmp_path / "themes/away").symlink_to("/etc")
    (tmp_path / "themes/a.txt").touch()

    (fault,) = told(tmp_path, f"theme: {name}")

    assert (fault.code, fault.line, fault.column, fault.hint) == ("N013", 6, 16, hint)
    assert f"'{name}'" in fault.message


def test_a_colour_that_text_cannot_be_read_in_is_told_with_its_ratio_and_a_darker_one(tmp_path):
    """… a house with a yellow learns where, by how much, and which shade of it will do."""
    text = NEWSROOM.replace("#b3202c", "#E8A33D").replace("#ffffff", "#ffff00")
    (tmp_path / "newsroom.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(NewsroomFaults) as caught:
        load_newsroom(tmp_path)

    (fault,) = caught.value.faults
    assert (fault.code, fault.line) == ("N012", 6)
    assert text.splitlines()[5][fault.column - 1 :].startswith("'#E8A33D'")
    assert "'#E8A33D' has a contrast of 2.15:1 with white; expected 4.5:1 at least" in fault.message
    assert "'#9b6d29'" in fault.hint
