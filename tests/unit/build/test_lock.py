import errno
import fcntl
import json
import os

import pytest

from communique.build.lock import NAME, UNKNOWN, sole_builder
from communique.errors import OutputFaults


def test_a_build_says_who_it_is_and_leaves_nothing(tmp_path):
    """… whoever waits can see for whom."""
    with sole_builder(tmp_path, print):
        said = json.loads((tmp_path / NAME).read_text())

    assert said["process"] == os.getpid()
    assert (tmp_path / NAME).read_text() == ""


def test_one_that_does_not_end_is_named(tmp_path):
    """… a build that hangs is told by its process, so that somebody can end it."""
    told = []

    with (
        sole_builder(tmp_path, print),
        pytest.raises(OutputFaults) as caught,
        sole_builder(tmp_path, told.append, patience=0.3),
    ):
        pass

    (fault,) = caught.value.faults
    assert fault.code == "O006"
    assert fault.message.startswith(f"process {os.getpid()} on ")
    assert len(told) == 1


@pytest.mark.parametrize("text", ["", "{", "[]", '{"process": "x"}', "\udcff"])
def test_a_holder_that_cannot_be_read_is_another_build(tmp_path, text):
    """… a lock taken a moment ago, or a spoilt file, breaks nobody's build."""
    told = []
    with sole_builder(tmp_path, print):
        (tmp_path / NAME).write_text(text, errors="surrogateescape")

        with pytest.raises(OutputFaults), sole_builder(tmp_path, told.append, patience=0):
            pass

        with pytest.raises(OutputFaults), sole_builder(tmp_path, told.append, patience=0.05):
            pass

    assert told[-1].startswith(UNKNOWN)


def test_a_share_without_locks_can_be_built_on(tmp_path, monkeypatch):
    """… a newsroom on an old server is no worse off than before."""

    def none(*_arguments):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", none)

    with sole_builder(tmp_path, print):
        assert (tmp_path / NAME).exists()


def test_a_folder_that_may_not_be_written_is_told(tmp_path):
    """… the reason comes before anything is rendered."""
    (tmp_path / ".communique").write_text("a file")

    with pytest.raises(OutputFaults) as caught, sole_builder(tmp_path, print):
        pass

    assert caught.value.faults[0].code == "O003"


def test_a_lock_that_the_system_refuses_otherwise_is_an_error(tmp_path, monkeypatch):
    """… nothing that nobody foresaw is passed over."""

    def broken(*_arguments):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(fcntl, "flock", broken)

    with pytest.raises(OutputFaults) as caught, sole_builder(tmp_path, print):
        pass

    assert caught.value.faults[0].code == "O004"
