"""A newsroom to give commands in."""

import re
import shutil

import pytest

from communique.author import scaffold
from communique.cli.main import run


@pytest.fixture(scope="session")
def built_once(tmp_path_factory):
    """Give a newsroom whose bulletin and digest are built, to be copied."""
    folder = tmp_path_factory.mktemp("built") / "newsroom"
    scaffold(folder)
    assert run(["--quiet", "-C", str(folder), "digest"]) == 0
    return folder


@pytest.fixture
def newsroom(tmp_path, monkeypatch):
    """Give a new newsroom, which is the present folder."""
    scaffold(tmp_path / "newsroom")
    monkeypatch.chdir(tmp_path / "newsroom")
    return tmp_path / "newsroom"


@pytest.fixture
def built(tmp_path, monkeypatch, built_once):
    """Give a newsroom that is built, which is the present folder."""
    shutil.copytree(built_once, tmp_path / "newsroom")
    monkeypatch.chdir(tmp_path / "newsroom")
    return tmp_path / "newsroom"


@pytest.fixture
def communique(capsys):
    """Give a way to run a command: its exit status, and the lines of each stream without its seconds."""

    def call(*arguments):
        capsys.readouterr()
        status = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return status, out.splitlines(), re.sub(r"(?m), in [0-9.]+ s$", "", err).splitlines()

    return call
