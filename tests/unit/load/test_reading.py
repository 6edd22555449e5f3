"""A path → bytes, or one of four reasons."""

import os
from pathlib import Path

import pytest

from communique.load.reading import MIB, ReadingError, read_bytes

SIZELESS = Path("/proc/self/maps")


def reason(path, root, largest=MIB):
    with pytest.raises(ReadingError) as caught:
        read_bytes(path, root, largest)
    return caught.value.reason


def test_a_file_inside_is_read(tmp_path):
    """… what stands in the file is what comes back, up to the last byte allowed."""
    (tmp_path / "a.yaml").write_bytes(b"x" * 10)

    assert read_bytes(tmp_path / "a.yaml", tmp_path, 10) == b"x" * 10


def test_a_file_that_is_too_large_is_refused(tmp_path):
    """… of fifty megabytes only the first is read, and nothing made of it."""
    path = tmp_path / "a.yaml"
    with path.open("wb") as stream:
        stream.truncate(50 * MIB)

    assert reason(path, tmp_path) == "large"


@pytest.mark.skipif(not SIZELESS.exists(), reason="only Linux has files of untold size under /proc")
def test_a_file_that_only_seems_small_is_refused():
    """… a file whose size the system does not tell cannot grow without end in memory."""
    assert SIZELESS.stat().st_size == 0

    assert reason(SIZELESS, Path("/proc"), largest=16) == "large"


def test_a_link_that_leaves_the_newsroom_is_refused(tmp_path):
    """… a bulletin cannot show what its writer may not see."""
    (tmp_path / "secret").write_text("secret")
    root = tmp_path / "newsroom"
    root.mkdir()
    (root / "a.yaml").symlink_to(tmp_path / "secret")

    assert reason(root / "a.yaml", root) == "outside"


def test_a_link_that_stays_inside_is_followed(tmp_path):
    """… a newsroom may link within itself, and may itself be reached through a link."""
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a").write_bytes(b"a")
    (tmp_path / "real" / "b").symlink_to("a")
    (tmp_path / "link").symlink_to("real")

    assert read_bytes(tmp_path / "link" / "b", tmp_path / "link", 10) == b"a"


def test_a_circle_of_links_is_refused(tmp_path):
    """… a link to itself is a fault and no traceback."""
    (tmp_path / "a").symlink_to("a")

    assert reason(tmp_path / "a", tmp_path) == "unreadable"


def test_what_is_no_file_is_refused(tmp_path):
    """… a folder or a pipe of a bulletin's name neither crashes nor hangs the reader."""
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")

    assert reason(tmp_path / "folder.yaml", tmp_path) == "unreadable"
    assert reason(tmp_path / "pipe.yaml", tmp_path) == "unreadable"


def test_a_missing_file_is_told(tmp_path):
    """… an absent file is told from an unreadable one."""
    assert reason(tmp_path / "a.yaml", tmp_path) == "absent"


def test_a_name_that_no_system_can_hold_is_told(tmp_path):
    """… a name of a thousand letters is a fault and no traceback."""
    assert reason(tmp_path / ("a" * 1000), tmp_path) == "unreadable"
