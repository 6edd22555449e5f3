import re
import subprocess
import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
HASHED = "--require-hashes"
LOCKS = sorted((REPOSITORY / "requirements").glob("*.txt"))

# In parts, so that this file does not name them either.
REGISTRIES = [
    ".".join(parts)
    for parts in [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("maven", "org"),
        ("maven", "apache", "org"),
        ("deb", "debian", "org"),
        ("archive", "ubuntu", "com"),
    ]
]


def tracked_files() -> list[Path]:
    """List the repository's own files."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=REPOSITORY, check=True, capture_output=True, text=True
    ).stdout
    return [REPOSITORY / name for name in listing.split("\0") if name and (REPOSITORY / name).is_file()]


def pins(lock: Path) -> dict[str, str]:
    """Return what stands after each library's name: its version and its hashes."""
    entries = re.split(r"^(?=[a-z])", lock.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return {entry.split("==")[0]: entry for entry in entries}


def test_no_file_names_the_host_of_a_registry():
    """… every set-up uses the registries that its own machine is set up for."""
    named = [
        f"{path.relative_to(REPOSITORY)}: {host}"
        for path in tracked_files()
        for host in REGISTRIES
        if host.encode() in path.read_bytes()
    ]

    assert named == []


def test_nothing_is_installed_but_what_a_lock_names():
    """… else pip takes a library's newest version for its extras, and refuses it the day it comes out."""
    scripts = [path for path in tracked_files() if path.is_relative_to(REPOSITORY / "tools")]
    installs = [line for path in scripts for line in path.read_text("utf-8").splitlines() if HASHED in line]

    assert len(installs) >= 4
    assert [line for line in installs if "--no-deps" not in line] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_library_of_a_lock_has_one_version_and_its_hashes(lock):
    """… what is installed is what was tested, to the byte."""
    locked = pins(lock)

    assert locked
    for entry in locked.values():
        assert re.match(r"[a-z0-9-]+==[\w.]+ \\\n    --hash=sha256:[0-9a-f]{64}\b", entry)


def test_the_locks_agree():
    """… the tests run with the very libraries that communique runs with."""
    versions = {}
    for lock in LOCKS:
        for name, entry in pins(lock).items():
            versions.setdefault(name, set()).add(entry.split(" ")[0])

    assert [found for found in versions.values() if len(found) > 1] == []


def test_every_declared_dependency_is_locked():
    """… a library that was added to pyproject.toml cannot be forgotten in the lock."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {re.split(r"[<>=~! \[;]", line)[0].lower() for line in project["dependencies"]}

    assert declared <= pins(REPOSITORY / "requirements" / "run.txt").keys()


def test_make_help_lists_every_command():
    """… a newcomer finds each command, with what it does, in one place."""
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)
    commands = [target for target in phony.split() if not target.endswith("-setup")]

    listed = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=REPOSITORY, check=True, capture_output=True, text=True
    ).stdout

    assert [line.split()[1] for line in listed.splitlines()] == commands
    assert all(len(line.split()) > 3 for line in listed.splitlines())
