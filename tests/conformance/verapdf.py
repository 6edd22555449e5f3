"""veraPDF as the tests ask it: files and a profile in, the rules that each file breaks out.

The one place that knows where veraPDF lies, how it is run and what it answers.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import pytest

Profile = Literal["ua1", "3a"]  # PDF/UA-1 (ISO 14289-1), PDF/A-3a (ISO 19005-3)

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

    Raises ValueError where veraPDF gave no answer for a file.
    """
    return {file: broken_rules(job) for file, job in ask(jar, files, profile).items()}


def validate_declared(jar: Path, files: Sequence[Path]) -> dict[Path, dict[str, list[str]]]:
    """Return the broken rules of each of `files`, by each profile that the file itself declares.

    One run of Java judges each file by all of them. Raises ValueError as `validate` does.
    """
    return {file: broken_by_profile(job) for file, job in ask(jar, files, "0").items()}


def ask(jar: Path, files: Sequence[Path], profile: str) -> dict[Path, dict[str, Any]]:
    """Return what veraPDF says of each of `files`.

    All files are read in one run of Java: starting it costs as much as twenty files.
    """
    absolute = {str(file.resolve()): file for file in files}
    command = ["java", "-cp", str(jar), "org.verapdf.apps.GreenfieldCliWrapper"]
    options = ["--flavour", profile, "--format", "json"]
    run = subprocess.run(
        [*command, *options, *absolute],
        capture_output=True,
        check=False,  # its exit status only counts what the answer tells in full
        encoding="utf-8",
        env={**os.environ, "LC_ALL": "C.UTF-8"},  # Java reads file names in the locale's encoding
    )
    jobs = json.loads(run.stdout)["report"]["jobs"] if run.stdout.strip() else []
    answers = {absolute[job["itemDetails"]["name"]]: job for job in jobs}
    unanswered = [str(file) for file in files if file not in answers]
    if unanswered:
        message = f"veraPDF gave no answer for {', '.join(unanswered)}: {run.stderr}"
        raise ValueError(message)
    return answers


def broken_by_profile(job: dict[str, Any]) -> dict[str, list[str]]:
    """Read what veraPDF says of one file that was judged by several profiles, by their names."""
    if "taskException" in job:
        return {"": broken_rules(job)}
    return {
        result["profileName"].removesuffix(" validation profile"): broken_rules(
            {"validationResult": [result]}
        )
        for result in job["validationResult"]
    }


def broken_rules(job: dict[str, Any]) -> list[str]:
    """Read what veraPDF says of one file."""
    if "taskException" in job:
        return [f"cannot be read: {job['taskException']['exceptionMessage']}"]
    rules = [rule for result in job["validationResult"] for rule in result["details"]["ruleSummaries"]]
    return [f"{rule['clause']}-{rule['testNumber']}: {rule['description']}" for rule in rules]
