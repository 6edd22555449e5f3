import resource
import shutil
import subprocess
import sys

import pytest

from communique.build.output import remove, write_whole
from communique.errors import OutputFaults

FILL_THE_DISK = """
import sys
from pathlib import Path
from communique.build.output import write_whole
from communique.errors import OutputFaults
path = Path(sys.argv[1]) / "out" / "a.pdf"
write_whole(path, b"good")
try:
    write_whole(path, bytes(200_000))
except OutputFaults as error:
    print(error.faults[0].code, error.faults[0].message, path.read_bytes(), len(list(path.parent.iterdir())))
"""


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_appears_with_the_folders_that_it_needs(tmp_path):
    """… a first build needs no preparation, and leaves nothing but the file itself."""
    path = tmp_path / "out" / "bulletins" / "a.pdf"

    write_whole(path, b"whole")

    assert path.read_bytes() == b"whole"
    assert names(path.parent) == ["a.pdf"]


def test_one_who_reads_the_old_file_goes_on_reading_it(tmp_path):
    """… a PDF that is being mailed or printed does not change under the reader's hands."""
    path = tmp_path / "a.pdf"
    write_whole(path, b"old")

    with path.open("rb") as reader:
        write_whole(path, b"new")
        read = reader.read()

    assert (read, path.read_bytes()) == (b"old", b"new")


def test_everybody_may_read_what_is_built(tmp_path):
    """… an output has the rights that the user gives to new files, not those of a temporary file."""
    plain = tmp_path / "plain"
    plain.write_bytes(b"")

    write_whole(tmp_path / "a.pdf", b"whole")

    assert (tmp_path / "a.pdf").stat().st_mode == plain.stat().st_mode


def test_a_write_that_fails_leaves_the_last_good_file(tmp_path):
    """… a reader never meets half a file, and no rubbish stays beside it."""
    path = tmp_path / "a.pdf"
    write_whole(path, b"good")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))

    try:
        with pytest.raises(OutputFaults) as caught:
            write_whole(path, bytes(2000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    (fault,) = caught.value.faults
    assert (fault.code, fault.path) == ("O004", path)
    assert path.read_bytes() == b"good"
    assert names(tmp_path) == ["a.pdf"]


def test_a_full_disk_is_told_as_such(tmp_path):
    """… the one who must make room learns of it, and what was built before is still whole."""
    script = tmp_path / "fill.py"
    script.write_text(FILL_THE_DISK)
    mount = 'mount -t tmpfs -o size=64k none "$1" && exec "$2" "$3" "$1"'
    disk = tmp_path / "disk"
    disk.mkdir()
    if not shutil.which("unshare"):
        pytest.skip("unshare is not there: a small disk needs a mount namespace of its own")

    run = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", mount, "sh", disk, sys.executable, script],
        capture_output=True,
        text=True,
        check=False,
    )

    if "unshare:" in run.stderr or "mount:" in run.stderr:
        pytest.skip(f"this machine lets us mount no small disk: {run.stderr.strip()}")
    assert run.stdout == "O001 cannot be written: no space left on device b'good' 1\n"


def test_a_file_in_the_place_of_a_folder_is_told_with_what_to_do(tmp_path):
    """… an output that cannot be written is named, with the reason and a remedy."""
    (tmp_path / "out").write_text("a file")

    with pytest.raises(OutputFaults) as caught:
        write_whole(tmp_path / "out" / "a.pdf", b"whole")

    (fault,) = caught.value.faults
    assert fault.code == "O003"
    assert fault.path == tmp_path / "out" / "a.pdf"
    assert "move it away" in fault.hint


def test_a_folder_in_the_place_of_a_file_is_left_alone(tmp_path):
    """… whatever somebody keeps under an output's name is neither lost nor half replaced."""
    (tmp_path / "a.pdf" / "kept").mkdir(parents=True)

    with pytest.raises(OutputFaults) as caught:
        write_whole(tmp_path / "a.pdf", b"whole")

    assert caught.value.faults[0].code == "O003"
    assert (tmp_path / "a.pdf" / "kept").is_dir()
    assert names(tmp_path) == ["a.pdf"]


def test_removing_takes_the_folders_that_it_empties_and_no_more(tmp_path):
    """… out/ keeps no empty folders, and a folder that still holds something stays."""
    for name in ("out/2018/07/a.pdf", "out/2018/08/b.pdf"):
        write_whole(tmp_path / name, b"whole")

    remove(tmp_path / "out/2018/07/a.pdf", tmp_path)

    assert names(tmp_path / "out" / "2018") == ["08"]


def test_removing_never_climbs_above_its_root(tmp_path):
    """… the newsroom's own folder stays, though it is left empty."""
    root = tmp_path / "newsroom"
    write_whole(root / "out" / "a.pdf", b"whole")

    remove(root / "out" / "a.pdf", root)

    assert root.is_dir()
    assert names(root) == []


def test_what_is_gone_already_needs_no_removing(tmp_path):
    """… two builds at a time may both tidy up."""
    remove(tmp_path / "out" / "a.pdf", tmp_path)

    assert names(tmp_path) == []


def test_a_folder_is_not_removed_as_a_file(tmp_path):
    """… what stands under an output's name and was not built is left, and told of."""
    (tmp_path / "a.pdf").mkdir()

    with pytest.raises(OutputFaults):
        remove(tmp_path / "a.pdf", tmp_path)

    assert (tmp_path / "a.pdf").is_dir()
