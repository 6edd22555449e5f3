"""What people call a bulletin or a digest."""

import pytest

from communique.build.scope import Scope
from communique.dispatch.references import find_referred
from communique.errors import SourceFaults, UsageError
from communique.load import load_archive, load_newsroom
from newsroom_copies import ROOT, copy_newsroom

SECOND = "bulletins/2019/03/briefing.yaml"


@pytest.fixture
def newsroom_folder(tmp_path):
    folder = copy_newsroom(ROOT, tmp_path / "newsroom")
    (first,) = (folder / "bulletins/2018/07").glob("*.yaml")
    text = first.read_text(encoding="utf-8").replace("date: 2018-07-31", "date: 2019-03-01")
    second = folder / SECOND
    second.parent.mkdir(parents=True)
    for picture in first.parent.iterdir():
        if picture.suffix != ".yaml":
            (second.parent / picture.name).write_bytes(picture.read_bytes())
    second.write_text(text, encoding="utf-8")
    return folder


def find(reference, folder):
    newsroom = load_newsroom(folder)
    return find_referred(reference, load_archive(folder, newsroom), newsroom, folder)


@pytest.mark.parametrize(
    "reference", ["EMB-JM/2019/001", "EMB-JM/2019/1", "2019/001", "2019/1", "briefing", SECOND]
)
def test_a_bulletin_has_several_names(reference, newsroom_folder):
    """… an officer writes the number as it is cited, a shorter one, the file's name or its path."""
    assert find(reference, newsroom_folder).path == newsroom_folder / SECOND


def test_a_month_is_a_digest(newsroom_folder):
    """… YYYY-MM is what the digest's file is called."""
    found = find("2019-03", newsroom_folder)

    assert isinstance(found, Scope)
    assert found.name == "2019-03"


@pytest.mark.parametrize(
    ("reference", "code", "hint"),
    [
        ("1", "U011", "the whole number"),
        ("breifing", "U010", "did you mean briefing?"),
        ("EMB-JM/2019/002", "U010", "did you mean"),
        ("OTHER/2019/001", "U010", ""),
        ("2019-04", "U002", "2019-03"),
        ("bulletins/2019/03/none.yaml", "U010", ""),
    ],
)
def test_what_is_none_or_several_is_told(reference, code, hint, newsroom_folder):
    """… nothing is sent by a guess."""
    with pytest.raises(UsageError) as caught:
        find(reference, newsroom_folder)

    (fault,) = caught.value.faults
    assert fault.code == code
    assert hint in fault.hint


def test_a_bulletin_with_faults_is_told_with_them(newsroom_folder):
    """… what would be sent is sound, or what is wrong with it is said."""
    path = newsroom_folder / SECOND
    path.write_text(
        path.read_text(encoding="utf-8").replace("kind: remarks", "kind: speech"), encoding="utf-8"
    )

    with pytest.raises((SourceFaults, UsageError)):
        find(SECOND, newsroom_folder)
