"""Finished PDFs, wherever they lie: what they claim, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communique.build.examining import Examined, Examiner
from communique.build.proving import fault_of
from communique.errors import CommuniqueError, Fault, RenderFaults
from communique.load import load_newsroom
from communique.model import UNLIMITED
from communique.preflight import LARGEST, Claims, Finding
from communique.preflight.verapdf import PROFILES, NoAnswerError, find_verapdf, validate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from communique.model import Limits

LONGEST_RULE = 160  # characters that are told of a broken rule


@dataclass(slots=True)
class Verification:
    """What came of each file, in the order given."""

    sound: dict[Path, Claims] = field(default_factory=dict)
    errors: list[CommuniqueError] = field(default_factory=list)
    validated: bool = False  # by veraPDF


def verify(paths: Sequence[Path], newsroom: Path | None = None, verapdf: Path | None = None) -> Verification:
    """Look through the PDFs at `paths`, and ask veraPDF too where it is found.

    Bulletins in the folder `newsroom` are held to its limits. `verapdf` is veraPDF's jar, where
    it is no program on PATH. Raises NewsroomFaults.
    """
    limits = load_newsroom(newsroom).limits if newsroom else UNLIMITED
    faults: dict[Path, list[Fault]] = {}
    claims: dict[Path, Claims] = {}
    with Examiner() as examiner:
        for path in dict.fromkeys(paths):
            own = limits if newsroom and _is_bulletin(path, newsroom) else UNLIMITED
            examined = _look_through(path, own, examiner)
            faults[path] = [fault_of(finding, path) for finding in examined.findings]
            if examined.claims:
                claims[path] = examined.claims
    done = Verification()
    try:
        done.validated = _validate(list(claims), verapdf, faults)
    except NoAnswerError as problem:
        hint = "run it by itself to see what is wrong; COMMUNIQUE_VERAPDF names its jar"
        done.errors.append(RenderFaults([Fault("P041", f"veraPDF gives no answer: {problem}", hint=hint)]))
    done.sound = {path: claimed for path, claimed in claims.items() if not faults[path]}
    done.errors += [RenderFaults(found) for found in faults.values() if found]
    return done


def _is_bulletin(path: Path, newsroom: Path) -> bool:
    return path.resolve().is_relative_to(newsroom.resolve() / "out/bulletins")


def _look_through(path: Path, limits: Limits, examiner: Examiner) -> Examined:
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            return _unread("is a device or a pipe")  # which would never end
        with path.open("rb") as stream:
            pdf = stream.read(LARGEST + 1)
    except OSError as problem:
        return _unread((problem.strerror or type(problem).__name__).lower())
    return examiner.examine(pdf, limits)


def _unread(why: str) -> Examined:
    return Examined((Finding("P001", f"the file cannot be read: {why}"),), None)


def _validate(paths: Sequence[Path], jar: Path | None, faults: dict[Path, list[Fault]]) -> bool:
    """Add to `faults` what veraPDF finds; tell whether it was asked. Raises NoAnswerError."""
    command = find_verapdf(jar)
    if not command or not paths:
        return False
    for profile, standard in PROFILES.items():
        for path, broken in validate(command, paths, profile).items():
            faults[path] += (_broken(rule, standard, path) for rule in broken)
    return True


def _broken(rule: str, standard: str, path: Path) -> Fault:
    told = rule if len(rule) <= LONGEST_RULE else f"{rule[: LONGEST_RULE - 1]}…"
    return Fault("P040", f"breaks {standard}, {told}", path)
