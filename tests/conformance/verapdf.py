"""veraPDF as the tests ask it, through the product's own adapter: who judges is veraPDF all the same.

`test_verapdf.py` proves on right and broken files that the adapter hides nothing.
"""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from communique.preflight import verapdf
from communique.preflight.verapdf import Profile

JARS = Path(__file__).parents[2] / ".cache" / "verapdf"


def find_verapdf() -> Path | None:
    """Return veraPDF's jar, as tools/verapdf.sh left it, or None where it or Java is missing."""
    return next(JARS.glob("*.jar"), None) if shutil.which("java") else None


def require_verapdf() -> Path:
    """Return veraPDF's jar; without it the test is skipped, and on a machine of CI it fails."""
    if jar := find_verapdf():
        return jar
    remedy = "veraPDF is missing: install Java and Maven, then run tools/verapdf.sh"
    if os.environ.get("CI"):
        pytest.fail(remedy)
    pytest.skip(remedy)


def validate(jar: Path, files: Sequence[Path], profile: Profile) -> dict[Path, list[str]]:
    """Return the broken rules of each of `files`, as `clause-test: description`; none where it conforms.

    Raises NoAnswerError where veraPDF gave no answer for a file.
    """
    return verapdf.validate(_command(jar), files, profile)


def validate_declared(jar: Path, files: Sequence[Path]) -> dict[Path, dict[str, list[str]]]:
    """Return the broken rules of each of `files`, by each profile that the file itself declares.

    One run of Java judges each file by all of them. Raises NoAnswerError as `validate` does.
    """
    return {file: _by_profile(job) for file, job in verapdf.ask(_command(jar), files, "0").items()}


def _command(jar: Path) -> tuple[str, ...]:
    command = verapdf.find_verapdf(jar)
    assert command
    return command


def _by_profile(job: dict[str, Any]) -> dict[str, list[str]]:
    """Read what veraPDF says of one file that was judged by several profiles, by their names."""
    if "taskException" in job:
        return {"": verapdf.broken_rules(job)}
    return {
        result["profileName"].removesuffix(" validation profile"): verapdf.broken_rules(
            {"validationResult": [result]}
        )
        for result in job["validationResult"]
    }
