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
    assert (newsroom.page.size, newsroom.page.layout) == ("A4", "parallel")
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
