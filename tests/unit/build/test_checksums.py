import subprocess

import pytest

from communique.build.checksums import NAME, line, write_checksums
from communique.build.manifest import Origin, read_manifest


@pytest.fixture
def manifest(tmp_path):
    """Give the manifest of a newsroom that has an output with an odd name."""
    manifest = read_manifest(tmp_path)
    name = "out/bulletins/2018/07/a\\b c.pdf"
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_bytes(b"pdf")
    manifest.made[name] = manifest.announce(name, "0" * 64, Origin("1" * 64), b"pdf")
    return manifest


def test_coreutils_reads_odd_names(manifest):
    """… a backslash in a name is no false alarm."""
    write_checksums(manifest)

    out = manifest.folder / "out"
    checked = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=out, check=False)
    assert checked.returncode == 0


@pytest.mark.parametrize("name", ["a\nb.pdf", "a\rb.pdf", "a\\b.pdf"])
def test_a_name_is_escaped_as_coreutils_does(tmp_path, name):
    """… each output has one line, whatever it is called."""
    (tmp_path / name).write_bytes(b"pdf")

    theirs = subprocess.run(
        ["sha256sum", name], cwd=tmp_path, capture_output=True, check=True
    ).stdout.decode()

    sha256 = theirs.removeprefix("\\").split()[0]
    assert line(sha256, name) == theirs


def test_sums_that_are_right_are_not_written_again(manifest):
    """… a build of nothing writes nothing."""
    write_checksums(manifest)
    before = (manifest.folder / NAME).stat().st_mtime_ns

    write_checksums(manifest)

    assert (manifest.folder / NAME).stat().st_mtime_ns == before


def test_where_no_output_is_left_there_are_no_sums(manifest):
    """… an empty archive has no empty list, and no empty folder."""
    write_checksums(manifest)
    for name in list(manifest.made):
        (manifest.folder / name).unlink()
    for folder in ("out/bulletins/2018/07", "out/bulletins/2018", "out/bulletins"):
        (manifest.folder / folder).rmdir()

    write_checksums(manifest)

    assert not (manifest.folder / "out").exists()
