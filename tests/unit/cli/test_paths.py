import pytest

from communique.cli.paths import bulletin_paths, shown
from communique.errors import UsageError


@pytest.fixture
def newsroom(tmp_path, monkeypatch):
    """Give a newsroom of one bulletin, which is the present folder."""
    folder = tmp_path / "newsroom"
    (folder / "bulletins/2018/07").mkdir(parents=True)
    (folder / "bulletins/2018/07/remarks.yaml").write_text("")
    (folder / "bulletins/2018/07/photo.jpg").write_text("")
    (tmp_path / "elsewhere.yaml").write_text("")
    monkeypatch.chdir(folder)
    return folder


def objections(newsroom, *paths):
    with pytest.raises(UsageError) as caught:
        bulletin_paths([newsroom / path for path in paths], newsroom)
    return [(fault.code, fault.hint) for fault in caught.value.faults]


def test_no_path_means_all(newsroom):
    """… a press officer need not name what is to be built."""
    assert bulletin_paths([], newsroom) is None


def test_files_and_folders_are_taken_from_the_present_folder(newsroom, monkeypatch):
    """… a path means what the shell completed."""
    monkeypatch.chdir("bulletins")

    assert bulletin_paths([newsroom.joinpath().relative_to(newsroom) / "2018"], newsroom) == [
        newsroom / "bulletins/2018"
    ]


def test_a_misspelt_path_is_told_with_what_was_probably_meant(newsroom):
    """… a typing slip is mended at a glance, also in the middle of a path."""
    assert objections(newsroom, "bulletins/2018/07/remark.yaml", "bulletin/2018") == [
        ("U001", "did you mean bulletins/2018/07/remarks.yaml?"),
        ("U001", "did you mean bulletins?"),
    ]


def test_a_path_that_is_like_no_other_is_told_with_what_there_is(newsroom):
    """… one who does not remember a name sees what the folder has."""
    assert objections(newsroom, "bulletins/1999", "nothing-like-it") == [
        ("U001", "bulletins has 2018"),
        ("U001", "this folder has bulletins"),
    ]


def test_a_file_outside_the_bulletins_is_refused(newsroom):
    """… nothing outside the newsroom is built, links included."""
    (newsroom / "bulletins/link.yaml").symlink_to(newsroom.parent / "elsewhere.yaml")

    assert (
        objections(newsroom, "../elsewhere.yaml", "bulletins/link.yaml", ".")
        == [("U003", "they stand in bulletins")] * 3
    )


def test_a_picture_is_no_bulletin(newsroom):
    """… a slip of the mouse is told as such."""
    assert objections(newsroom, "bulletins/2018/07/photo.jpg") == [("U004", "")]


def test_a_path_is_shown_the_shorter_way(newsroom):
    """… a line is as long as it must be."""
    assert shown(newsroom / "bulletins") == "bulletins"
    assert shown(newsroom.parent / "elsewhere.yaml") == "../elsewhere.yaml"
    assert shown(newsroom.parent.parent.parent.parent.parent / "etc") != "../../../../../etc"
