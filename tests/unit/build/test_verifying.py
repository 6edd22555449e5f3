import os
from pathlib import Path

import pytest

from communique.build.verifying import verify


@pytest.fixture
def pipe(tmp_path):
    """Give a pipe that nobody writes to."""
    os.mkfifo(tmp_path / "pipe.pdf")
    return tmp_path / "pipe.pdf"


def test_what_never_ends_is_not_read(pipe):
    """… a device or a pipe is told, and not waited for."""
    paths = [pipe, Path("/dev/zero")]

    told = [fault for error in verify(paths).errors for fault in error.faults]

    assert [(fault.code, fault.path) for fault in told] == [("P001", path) for path in paths]
    assert all("is a device or a pipe" in fault.message for fault in told)
