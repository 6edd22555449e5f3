"""The command, in processes of its own: what it builds anew, the same bytes everywhere, one at a time."""

import json
import os
import shutil
import signal
import subprocess
import time

import pytest

from engine.commands import FIRST, run, start, tree

PDF = "out/bulletins/2026/01/your-first-bulletin.pdf"


def reasons(newsroom, *arguments):
    """Build `newsroom`; return the outcome and the reason of each output."""
    status, results, told = run(newsroom, *arguments, "--json")
    assert status == 0, told
    return {one["name"]: (one["outcome"], one["why"]) for one in json.loads(results)["outputs"]}


def change(path, before, after):
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))


def test_the_same_bytes_come_out_whatever_the_machine_is_set_to(newsroom, tmp_path):
    """… two people who build one newsroom have one archive."""
    other = tmp_path / "elsewhere" / "a folder with spaces, ümläuts"
    shutil.copytree(newsroom, other)
    usual = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"}
    unusual = {"TZ": "America/Jamaica", "PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8"}

    one = run(newsroom, "digest", "--all", "--jobs", "1", **usual)
    before = os.umask(0o077)
    try:
        two = run(other, "digest", "--all", "--jobs", "3", **unusual)
    finally:
        os.umask(before)

    assert (one[0], two[0]) == (0, 0), (one[2], two[2])
    assert tree(newsroom) == tree(other)


def test_a_build_can_be_proved(newsroom):
    """… an archivist sees that each file is just what its sources make."""
    run(newsroom, "digest", "--all")
    with (newsroom / PDF).open("ab") as pdf:
        pdf.write(b" ")

    status, _, told = run(newsroom, "build", "--verify")

    assert status == 4
    assert f"O007 {PDF} is not what its sources make" in told
    assert "5 outputs came out the same" in told


def test_the_sums_are_in_the_form_that_coreutils_checks(newsroom):
    """… anybody can see with the system's own tool whether an archive is whole."""
    run(newsroom, "digest", "--all")

    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    checked = subprocess.run(command, cwd=newsroom / "out", capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.count(": OK") == 6


def test_each_change_builds_what_it_changes_and_says_why(newsroom):
    """… a change costs what it touches, and nobody need guess why something was built."""
    assert set(reasons(newsroom, "build").values()) == {("built", "it was never built")}
    unchanged = ("kept", "nothing that it is made from has changed")
    assert set(reasons(newsroom, "build").values()) == {unchanged}

    os.utime(newsroom / FIRST)
    assert set(reasons(newsroom, "build").values()) == {unchanged}

    change(newsroom / FIRST, "number: 1\n", "number: 1  # the first\n")
    assert reasons(newsroom, "build")[PDF] == ("kept", f"{FIRST} was written anew and says the same")

    change(newsroom / FIRST, "Your first bulletin", "Your very first bulletin")
    found = reasons(newsroom, "build")
    assert found.pop(PDF) == ("built", f"{FIRST} changed")
    assert set(found.values()) == {unchanged}


def test_a_file_of_the_look_builds_what_uses_it(newsroom):
    """… a head office that changes the digest's cover renders no bulletin again."""
    run(newsroom, "digest", "--all")
    write(newsroom / "styles/cover.css", "/* our own */")
    found = reasons(newsroom, "digest", "--all")
    bulletins = {why for name, why in found.items() if name.startswith("out/bulletins/")}
    digests = {why for name, why in found.items() if name.startswith("out/digests/")}
    assert bulletins == {("kept", "nothing that it is made from has changed")}
    assert digests == {("built", "styles/cover.css changed")}


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_a_deleted_bulletin_leaves_out_and_the_digest(newsroom):
    """… what is gone from the sources is gone from all that is published."""
    run(newsroom, "digest", "--all")
    (newsroom / FIRST).unlink()

    status, _, told = run(newsroom, "build")
    found = reasons(newsroom, "digest", "--all")

    assert (status, (newsroom / PDF).exists()) == (0, False)
    assert f"removed {PDF}: nothing makes it any longer" in told
    assert found["out/digests/2026-01.pdf"] == ("built", f"{FIRST} is gone, {PDF} is gone")


def test_a_second_build_waits_for_the_first(newsroom):
    """… two people who press the key at once spoil nothing for one another."""
    first = start(newsroom, "build")
    wait_for(newsroom / ".communique/build.lock")

    status, _, told = run(newsroom, "build")
    first.communicate()

    assert (first.returncode, status) == (0, 0)
    assert f"process {first.pid} on " in told
    assert "is at work in this newsroom: waiting for it" in told
    assert "4 up to date" in told


def test_a_lock_whose_holder_was_killed_holds_nobody_back(newsroom):
    """… after a crash, nobody has to find and delete a file first."""
    first = start(newsroom, "build")
    wait_for(newsroom / ".communique/build.lock")
    first.kill()
    first.communicate()

    status, _, told = run(newsroom, "build")

    assert status == 0
    assert "waiting" not in told


def wait_for(lock):
    deadline = time.monotonic() + 60
    while not (lock.is_file() and lock.read_bytes()):
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_a_build_at_once_and_keeps_what_is_finished(newsroom, jobs):
    """… one who changes their mind waits for nothing and loses nothing."""
    process = start(newsroom, "build", "--jobs", jobs)
    deadline = time.monotonic() + 60
    while not list(newsroom.glob("out/bulletins/*/*/*.pdf")):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=10)

    done = len(list(newsroom.glob("out/bulletins/*/*/*.pdf")))
    found = reasons(newsroom, "build")

    assert process.returncode == 130
    assert "interrupted; what was built is whole" in told
    assert sum(outcome == "kept" for outcome, _ in found.values()) == done


def test_a_profile_tells_what_the_time_went_into(newsroom):
    """… one whose builds are slow sees where to look."""
    _, _, told = run(newsroom, "build", "--profile")

    phases = [line.split()[0] for line in told.splitlines() if "%" in line and " s " in line]
    assert phases == ["load", "compose", "render", "preflight", "write"]
