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

Profile = Literal["ua1", "3a"]  # PDF/UA-1 (ISO 14289-1), PDF/A-3a (ISO 19005-3)

JARS = Path(__file__).parents[2] / ".cache" / "verapdf"


def find_verapdf() -> Path | None:
    """Return veraPDF's jar, as tools/verapdf.sh left it, or None where it or Java is missing."""
    return next(JARS.glob("*.jar"), None) if shutil.which("java") else None


def validate(jar: Path, files: Sequence[Path], profile: Profile) -> dict[Path, list[str]]:
    """Return the broken rules of each of `files`, as `clause-test: description`; none where it conforms.

    All files are read in one run of Java: starting it costs as much as twenty files.
    Raises ValueError where veraPDF gave no answer for a file.
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
    broken = {absolute[job["itemDetails"]["name"]]: broken_rules(job) for job in jobs}
    unanswered = [str(file) for file in files if file not in broken]
    if unanswered:
        message = f"veraPDF gave no answer for {', '.join(unanswered)}: {run.stderr}"
        raise ValueError(message)
    return broken


def broken_rules(job: dict[str, Any]) -> list[str]:
    """Read what veraPDF says of one file."""
    if "taskException" in job:
        return [f"cannot be read: {job['taskException']['exceptionMessage']}"]
    rules = [rule for result in job["validationResult"] for rule in result["details"]["ruleSummaries"]]
    return [f"{rule['clause']}-{rule['testNumber']}: {rule['description']}" for rule in rules]
