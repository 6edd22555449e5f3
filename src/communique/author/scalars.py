"""A text → YAML that each parser reads as that text, be it of YAML 1.1 or of 1.2."""

from __future__ import annotations

import re

LONGEST_BESIDE_KEY = 80  # characters; a longer text stands below its key

# A first letter can open no number, date, list, tag or quotation. What begins a comment or ends a key
# is sought apart.
PLAIN = re.compile(r"[^\W\d_](?:.*[^\s:])?")
NOT_IN_PLAIN = re.compile(r":\s|\s#")
# What stands for null, true or false: YAML 1.1's bool and null, more than 1.2 still has.
WORDS = frozenset({"y", "yes", "n", "no", "on", "off", "true", "false", "null"})

# What YAML cannot hold as it is (YAML 1.2.2, 5.1), what one of its versions and not the other takes for
# the end of a line (1.1, 5.4), and the byte order mark, which parsers pass over.
AS_IT_IS = "\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
ESCAPED = re.compile(f"[^{AS_IT_IS}]")
ESCAPED_IN_QUOTES = re.compile(f'{ESCAPED.pattern}|[\t\n"\\\\]')
ESCAPES = {"\t": r"\t", "\n": r"\n", "\r": r"\r", '"': r"\"", "\\": r"\\"}
TWO_DIGITS = 0xFF  # code points up to here are written with two, all others that are escaped with four


def write_scalar(text: str, indent: str) -> str:
    """Return `text` as it stands behind a key or a hyphen; lines below that are set in by `indent`."""
    if ESCAPED.search(text):
        return _escaped(text)
    is_long = "\n" in text or len(text) > LONGEST_BESIDE_KEY
    if is_long and text[0] not in " \t\n" and text[-1] not in " \t\n":
        return "|-\n" + re.sub(r"(?m)^(?!\n)", indent, text)
    return write_on_line(text)


def write_on_line(text: str) -> str:
    """Return `text` on one line: as it is, where nothing in it has a meaning to YAML, else in quotes."""
    if "\n" in text or "\t" in text or ESCAPED.search(text):
        return _escaped(text)
    if PLAIN.fullmatch(text) and text.lower() not in WORDS and not NOT_IN_PLAIN.search(text):
        return text
    return "'" + text.replace("'", "''") + "'"


def _escaped(text: str) -> str:
    """Return `text` in double quotes, where YAML has a way to write any character (YAML 1.2.2, 5.7)."""
    return '"' + ESCAPED_IN_QUOTES.sub(lambda found: _escape(found[0]), text) + '"'


def _escape(character: str) -> str:
    code = ord(character)
    return ESCAPES.get(character) or (f"\\x{code:02X}" if code <= TWO_DIGITS else f"\\u{code:04X}")
