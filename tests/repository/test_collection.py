import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_file_of_tests_is_collected():
    """… no folder's name keeps its tests from running, as `build` once did."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "--quiet", "-p", "no:cacheprovider"]

    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=120).stdout

    collected = {line.partition("::")[0] for line in listed.splitlines() if "::" in line}
    assert collected == {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py")}
