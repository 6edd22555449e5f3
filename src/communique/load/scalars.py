"""A YAML scalar → a value that says what it looks like: YAML 1.2's core schema, without its surprises.

`no` is a language and not false, a date is text that the model reads, and 1_000, 0o17, 010 or
12:30 are no numbers.
"""

from __future__ import annotations

import re

Scalar = str | int | bool | None

# Sixteen digits: longer ones are refused as text before Python would refuse to convert them.
WHOLE_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,15})")
CONSTANTS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
YES_AND_NO = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}


def read_plain(text: str) -> Scalar:
    """Return what the unquoted `text` stands for: null, true, false, a whole number or itself."""
    if text in CONSTANTS:
        return CONSTANTS[text]
    return int(text) if WHOLE_NUMBER.fullmatch(text) else text


def meant_bool(value: object) -> str:
    """Return `true` or `false` for a text or number that often means it, else nothing."""
    if value in (0, 1):
        return "true" if value else "false"
    text = value.strip().lower() if isinstance(value, str) else ""
    return text if text in {"true", "false"} else YES_AND_NO.get(text, "")


def meant_number(value: object) -> str:
    """Return the digits of a text that often means a whole number, else nothing."""
    if not isinstance(value, str):
        return ""
    match = re.fullmatch(r"\s*0*([0-9]{1,3}(?:[_,' ][0-9]{3})+|[0-9]{1,16})(?:\.0*)?\s*", value)
    return str(int(re.sub(r"[^0-9]", "", match[1]))) if match else ""
