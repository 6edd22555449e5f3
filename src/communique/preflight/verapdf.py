"""veraPDF, which proves a file against a standard: files and a profile in, the broken rules out.

The one place that knows how it is found, how it is run and what it answers.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Profile = Literal["ua1", "3a"]
PROFILES: dict[Profile, str] = {"ua1": "PDF/UA-1", "3a": "PDF/A-3a"}
MAIN = "org.verapdf.apps.GreenfieldCliWrapper"
START, EACH = 120, 20  # seconds that it may take to begin, and for each file


class NoAnswerError(Exception):
    """veraPDF could not be run, or did not say what it was asked."""


def find_verapdf(jar: Path | None) -> tuple[str, ...] | None:
    """Return the command that runs veraPDF: from its `jar` where one is named, else from PATH.

    Raises NoAnswerError where a jar is named that cannot be run.
    """
    if jar is None:
        program = shutil.which("verapdf")
        return (program,) if program else None
    java = shutil.which("java")
    if not java or not jar.is_file():
        message = f"{jar} is not there" if java else "there is no Java to run it"
        raise NoAnswerError(message)
    return java, "-cp", str(jar), MAIN


def validate(command: Sequence[str], files: Sequence[Path], profile: Profile) -> dict[Path, list[str]]:
    """Return the broken rules of each of `files`, as `clause-test: description`; none where it conforms.

    Raises NoAnswerError where veraPDF gave no answer for a file.
    """
    return {file: broken_rules(job) for file, job in ask(command, files, profile).items()}


def ask(command: Sequence[str], files: Sequence[Path], flavour: str) -> dict[Path, dict[str, Any]]:
    """Return what veraPDF says of each of `files` by `flavour`: a profile, or 0 for all that a file declares.

    All files are read in one run of Java: starting it costs as much as twenty files.
    Raises NoAnswerError where veraPDF gave no answer for a file.
    """
    absolute = {str(file.resolve()): file for file in files}
    answer = _answer([*command, "--flavour", flavour, "--format", "json", *absolute], len(files))
    try:
        jobs = {absolute[job["itemDetails"]["name"]]: job for job in json.loads(answer)["report"]["jobs"]}
    except (ValueError, KeyError, TypeError) as problem:
        raise NoAnswerError(answer.strip()[-300:] or "it said nothing") from problem
    if unanswered := [str(file) for file in files if file not in jobs]:
        message = f"it said nothing of {', '.join(unanswered)}"
        raise NoAnswerError(message)
    return jobs


def broken_rules(job: dict[str, Any]) -> list[str]:
    """Return the rules that one file breaks, by what veraPDF says of it. Raises NoAnswerError."""
    try:
        if "taskException" in job:
            return [f"cannot be read: {job['taskException']['exceptionMessage']}"]
        rules = [rule for result in job["validationResult"] for rule in result["details"]["ruleSummaries"]]
        return [f"{rule['clause']}-{rule['testNumber']}: {rule['description']}" for rule in rules]
    except (KeyError, TypeError) as problem:
        raise NoAnswerError(str(job)[:300]) from problem


def _answer(command: list[str], files: int) -> str:
    try:
        run = subprocess.run(  # noqa: S603 - the program that the user installed, and paths as arguments
            command,
            capture_output=True,
            check=False,  # its exit status only counts what the answer tells in full
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "LC_ALL": "C.UTF-8"},  # Java reads file names in the locale's encoding
            timeout=START + EACH * files,
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise NoAnswerError(str(problem)) from problem
    return run.stdout if run.stdout.strip() else run.stderr
