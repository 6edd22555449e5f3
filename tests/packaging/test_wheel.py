import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
WHEELS = REPOSITORY / ".cache" / "wheels"  # filled by tools/wheels.sh


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel as it would be published."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, folder=REPOSITORY)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel, tmp_path_factory):
    """Make an environment of the locked libraries and the wheel, with nothing of this repository."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", "--without-pip", folder)
    lock = REPOSITORY / "requirements" / "run.txt"
    pip(folder, "install", "--no-index", "--find-links", WHEELS, "--no-deps", "--require-hashes", "-r", lock)
    pip(folder, "install", "--no-index", "--no-deps", wheel)
    return folder


def run(*command: str | Path, folder: Path | None = None) -> str:
    """Return what `command` prints; fail with all that it said where it fails."""
    settings = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        command, cwd=folder, env=settings, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def pip(environment: Path, *arguments: str | Path) -> None:
    """Run this environment's pip for another one."""
    run(sys.executable, "-m", "pip", "--python", environment, "--disable-pip-version-check", *arguments)


def test_the_wheel_carries_the_look_and_the_fonts_with_their_licence(wheel):
    """… whoever installs communique gets every template, stylesheet and font, and may pass them on."""
    names = set(zipfile.ZipFile(wheel).namelist())

    for folder in ("templates", "styles", "themes"):
        look = [path for path in (REPOSITORY / folder).rglob("*") if path.is_file()]
        expected = {f"communique/theme/{path.relative_to(REPOSITORY).as_posix()}" for path in look}
        assert expected <= names
    assert "communique/theme/styles/fonts/LICENSE-ParaType.txt" in names


def test_the_wheel_puts_nothing_beside_its_package(wheel):
    """… an installation leaves no stray folders among a person's other libraries."""
    tops = {name.split("/")[0].split("-")[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert tops == {"communique"}


def test_the_lock_has_all_that_the_wheel_asks_for(environment):
    """… the versions that are tested together are the ones that the package declares."""
    pip(environment, "check")


def test_a_new_newsroom_builds_far_from_the_repository(environment, tmp_path):
    """… a press officer who never saw the repository gets bulletins in the house's own fonts."""
    communique = environment / "bin" / "communique"
    newsroom = tmp_path / "newsroom"

    run(communique, "init", newsroom)
    run(communique, "build", folder=newsroom)

    bulletins = sorted((newsroom / "out" / "bulletins").rglob("*.pdf"))
    assert bulletins
    for bulletin in bulletins:
        fonts = run("pdffonts", bulletin)
        assert "PT-Serif" in fonts or "PTSerif" in fonts
