"""What a YAML parser says went wrong → a fault in words for someone who has never met a parser.

libyaml and PyYAML's own parser word the same problem differently; both stand in the table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yaml import MarkedYAMLError

from communique.errors import Fault
from communique.load.places import START, Place

if TYPE_CHECKING:
    from pathlib import Path

    from yaml import YAMLError
    from yaml.error import Mark

QUOTE = "put the text in quotes, or below the key under |"
ALIGN = "begin keys that belong together in the same column, and text below | deeper than its key"
COLON = "put the text in quotes, or give the line above its colon"

# What the parser says; what is wrong; what to do; whether it began at the parser's `context`.
PROBLEMS: tuple[tuple[str, str, str, bool], ...] = (
    (
        r"mapping values are not allowed",
        "a colon and a space stand where no key can; expected one key on a line",
        COLON,
        False,
    ),
    (
        r"could not find expected ':'",
        "a key without its colon; expected one behind it, as in title: …",
        ALIGN,
        True,
    ),
    (
        r"sequence entries are not allowed",
        "a list begins behind its key; expected it on the next line",
        QUOTE,
        False,
    ),
    (
        r"quoted scalar.*(end of stream|document (indicator|separator))",
        "a quotation mark opens here and is never closed",
        "close it, or use another kind of quotation mark inside the text",
        True,
    ),
    (
        r"unknown escape|escape (code|sequence)",
        "a backslash in double quotes begins no known sign",
        "use single quotes around the text",
        False,
    ),
    (r"scanning an? (alias|anchor)", "an unquoted text begins with * or &", QUOTE, True),
    (r"tag|tag handle", "an unquoted text begins with !", QUOTE, True),
    (
        r"block scalar.*(comment|indicator)",
        "text follows | or > on the same line",
        "begin it on the next line",
        False,
    ),
    (
        r"',' or '\]'",
        "a list opened with [ is not closed",
        "close it with ]; quote texts that hold : or [",
        True,
    ),
    (r"',' or '\}'", "a { is not closed", "close it with }; quote texts that hold : or {", True),
    (
        r"node content.*at the end",
        "the file ends where a value should begin",
        "close each [ with ] and each { with }",
        False,
    ),
    (r"node content", "a closing bracket stands where a value begins", QUOTE, False),
    (r"directive|incompatible", "a line begins with % before the first key", "remove that line", False),
    (
        r"block (mapping|collection|sequence)|document start|block end",
        "this does not fit what stands above it; expected a key in line with the others",
        ALIGN,
        False,
    ),
)


def explain(problem: YAMLError, text: str, path: Path) -> Fault:
    """Return the fault that stopped the parser while it read `text`."""
    if not isinstance(problem, MarkedYAMLError):
        return Fault("C002", "the file is not YAML", path, 1, 1)
    said = " ".join(str(part) for part in (problem.context, problem.problem) if part)
    lines = text.rstrip(" \n").split("\n")
    place = _place(problem.problem_mark, lines)
    here = lines[place.line - 1]
    if re.match(r"[ -]*\t", here):
        return _tab(here, place.line, path)
    if problem.problem_mark and problem.problem_mark.line >= len(lines):
        said += " at the end"
    if "cannot start any token" in said:
        message = f"an unquoted text begins with {here[place.column - 1 : place.column]}"
        return Fault("C002", message, path, *place, hint=QUOTE)
    for pattern, message, hint, at_context in PROBLEMS:
        if re.search(pattern, said):
            place = _place(problem.context_mark, lines) if at_context and problem.context_mark else place
            return Fault("C002", message, path, *place, hint=hint)
    return Fault("C002", f"the file is not YAML: {said}", path, *place)


def _place(mark: Mark | None, lines: list[str]) -> Place:
    """Return where `mark` stands; the end of the last of `lines` for one behind it."""
    if mark is None:
        return START
    if mark.line >= len(lines):
        return Place(len(lines), len(lines[-1]) + 1)
    return Place(mark.line + 1, mark.column + 1)


def _tab(here: str, line: int, path: Path) -> Fault:
    message = "a tab stands before the text of this line; expected spaces"
    column = here.index("\t") + 1
    return Fault("C023", message, path, line, column, hint="replace each tab with two spaces")
