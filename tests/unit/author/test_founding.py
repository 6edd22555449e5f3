import resource
import subprocess
from contextlib import contextmanager

import pytest

from communique.author import scaffold
from communique.errors import OutputFaults, UsageError
from communique.load import load_archive, load_emblem, load_newsroom
from communique.text import find_forbidden, outline

FILES = [
    ".gitignore",
    "brand/emblem.svg",
    "bulletins/2026/01/your-first-bulletin.yaml",
    "newsroom.yaml",
]


def standing_in(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@contextmanager
def files_no_larger_than(size):
    """Have the system refuse to write more than `size` bytes to any file, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_new_newsroom_has_all_that_a_build_needs(tmp_path):
    """… a press officer holds a page before having written a line."""
    folder = tmp_path / "my" / "newsroom"

    written = scaffold(folder)

    assert sorted(path.relative_to(folder).as_posix() for path in written) == FILES
    assert standing_in(folder) == FILES


def test_the_new_newsroom_is_right_from_the_start(tmp_path):
    """… what a press officer copies has no fault, and its languages stand side by side."""
    scaffold(tmp_path)

    newsroom = load_newsroom(tmp_path)
    archive = load_archive(tmp_path, newsroom)

    assert load_emblem(tmp_path, newsroom).data
    assert (len(archive.entries), archive.faults) == (1, ())
    bulletin = archive.entries[0].bulletin
    assert archive.entries[0].folder.name == f"{bulletin.date:%m}"
    assert tuple(bulletin.body) == newsroom.languages
    assert not any(find_forbidden(bulletin.body[tag]) for tag in bulletin.body)
    assert outline(bulletin.body["en"]) == outline(bulletin.body["fr"])


def test_git_ignores_subscribers_and_output_and_nothing_else(tmp_path):
    """… addresses are never published by mistake, and the record of what was sent is not cleaned away."""
    scaffold(tmp_path)
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    asked = ["lists/press.yaml", "out/digests/2026-01.pdf", ".communique/ledger.sqlite", *FILES]

    answer = subprocess.run(
        ["git", "check-ignore", *asked], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert answer.stdout.split() == ["lists/press.yaml", "out/digests/2026-01.pdf"]


def test_nothing_is_overwritten_and_all_that_is_in_the_way_is_named(tmp_path):
    """… running it in the wrong folder costs nobody a line, and one run says all."""
    (tmp_path / "newsroom.yaml").write_text("mine")
    (tmp_path / "brand").write_text("a file, not a folder")
    (tmp_path / ".gitignore").symlink_to(tmp_path / "nowhere")

    with pytest.raises(UsageError) as refusal:
        scaffold(tmp_path)

    named = [(fault.code, fault.path.name) for fault in refusal.value.faults]
    assert named == [("O010", ".gitignore"), ("O010", "brand"), ("O010", "newsroom.yaml")]
    assert (tmp_path / "newsroom.yaml").read_text() == "mine"
    assert standing_in(tmp_path) == ["brand", "newsroom.yaml"]


def test_a_file_in_the_place_of_the_folder_is_in_the_way(tmp_path):
    """… a slip in the folder's name is told as such and not as a system's error."""
    (tmp_path / "notes.txt").write_text("mine")

    with pytest.raises(UsageError) as refusal:
        scaffold(tmp_path / "notes.txt")

    assert [fault.path for fault in refusal.value.faults] == [tmp_path / "notes.txt"]


def test_other_files_stay_as_they_are(tmp_path):
    """… a newsroom can begin in a folder that has a history already."""
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / "bulletins").mkdir()

    scaffold(tmp_path)

    assert (tmp_path / "README.md").read_text() == "mine"
    assert standing_in(tmp_path) == sorted([*FILES, "README.md"])


def test_a_disk_that_refuses_leaves_nothing_behind(tmp_path):
    """… a second attempt finds the folder as the first one did."""
    (tmp_path / "bulletins").mkdir()

    with files_no_larger_than(1000), pytest.raises(OutputFaults) as refusal:
        scaffold(tmp_path)

    assert [(fault.code, fault.path) for fault in refusal.value.faults] == [("O011", tmp_path / FILES[2])]
    assert list(tmp_path.rglob("*")) == [tmp_path / "bulletins"]
