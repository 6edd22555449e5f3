import hashlib
import os
import time

import pytest

from communique.build.fingerprints import NAME, RACY, Fingerprints

FILE = "out/a.pdf"


@pytest.fixture
def newsroom(tmp_path):
    """Give a newsroom with a file that was written long ago."""
    (tmp_path / "out").mkdir()
    (tmp_path / FILE).write_bytes(b"one")
    return tmp_path


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def remember(newsroom, monkeypatch):
    """Look at the file so late that its times are trusted."""
    later = time.time_ns() + 2 * RACY
    monkeypatch.setattr(time, "time_ns", lambda: later)
    seen = Fingerprints(newsroom)
    seen.of(FILE)
    seen.save({FILE})


def test_a_file_is_known_by_its_bytes(newsroom):
    """… what is told of a file is what is in it."""
    assert Fingerprints(newsroom).of(FILE) == sha256(b"one")


def test_what_was_seen_is_not_read_again(newsroom, monkeypatch):
    """… an archive of gigabytes is looked over without reading it."""
    remember(newsroom, monkeypatch)
    monkeypatch.setattr("communique.build.fingerprints._digest", lambda path: pytest.fail(f"read {path}"))

    assert Fingerprints(newsroom).of(FILE) == sha256(b"one")


def test_a_file_that_was_written_since_is_read_though_its_size_and_date_are_as_before(newsroom, monkeypatch):
    """… nobody can slip another file in, even with its date set back: the time of change is the system's."""
    remember(newsroom, monkeypatch)
    before = (newsroom / FILE).stat()
    (newsroom / FILE).write_bytes(b"two")
    os.utime(newsroom / FILE, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert Fingerprints(newsroom).of(FILE) == sha256(b"two")


def test_what_was_written_just_now_is_not_trusted(newsroom):
    """… a second write within a tick of the clock is seen."""
    seen = Fingerprints(newsroom)
    seen.of(FILE)

    seen.save({FILE})

    assert not (newsroom / NAME).exists()


@pytest.mark.parametrize(
    "text", ["", "[]", "null", '{"format": 0, "files": {}}', '{"format": 1, "files": {"a": [1]}}']
)
def test_damaged_fingerprints_count_as_none(newsroom, text):
    """… a file cut short costs a look at the files and nothing else."""
    (newsroom / NAME).parent.mkdir()
    (newsroom / NAME).write_text(text)

    assert Fingerprints(newsroom).of(FILE) == sha256(b"one")


def test_a_file_that_is_gone_has_none(newsroom):
    """… what cannot be read is told from what is empty."""
    assert Fingerprints(newsroom).of("out/b.pdf") is None
    assert Fingerprints(newsroom).of("out") is None


def test_what_one_run_does_not_ask_for_is_not_forgotten(newsroom, monkeypatch):
    """… building one bulletin does not make the next build of all read a thousand files."""
    remember(newsroom, monkeypatch)

    Fingerprints(newsroom).save({FILE})

    monkeypatch.setattr("communique.build.fingerprints._digest", lambda path: pytest.fail(f"read {path}"))
    assert Fingerprints(newsroom).of(FILE) == sha256(b"one")


def test_what_nobody_wants_any_longer_is_forgotten(newsroom, monkeypatch):
    """… the list does not grow with every bulletin that was ever deleted."""
    remember(newsroom, monkeypatch)

    Fingerprints(newsroom).save(set())

    assert FILE not in (newsroom / NAME).read_text()
