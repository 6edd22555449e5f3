"""A list's file with one subscriber more or fewer: all else in it stays byte for byte.

What comes of it is for the caller to read and compare: a file can be written in more ways than this knows.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from communique.author.scalars import write_on_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from communique.model import Subscriber

BOM = "\ufeff"
ITEM = re.compile(r"^(\s*)-(\s|$)")
KEY = re.compile(r"(?m)^(subscribers:)[ \t]*(?=\r?$)")
EMPTY_KEY = re.compile(r"(?m)^(subscribers:)[ \t]*\[\][ \t]*(?=\r?$)")
EMPTY = re.compile(r"(?m)^\[\][ \t]*\r?\n?")  # a list that stands by itself


def with_item(text: str, subscriber: Subscriber, last: int | None) -> str:
    """Return the YAML list `text` with `subscriber` at its end, its last item being on line `last`."""
    item = f"- {{{', '.join(_pairs(subscriber))}}}{_line_end(text)}"
    if last is None:
        return _first_item(text, item)
    found = ITEM.match(text.splitlines()[last - 1])
    return f"{_ended(text)}{found[1] if found else ''}{item}"


def _first_item(text: str, item: str) -> str:
    """Return `text`, whose list is empty, with `item` in it."""
    if EMPTY_KEY.search(text):
        return EMPTY_KEY.sub(lambda found: f"{found[1]}{_line_end(text)}  {item.rstrip()}", text, count=1)
    return _ended(EMPTY.sub("", text, count=1)) + item


def without_item(text: str, line: int) -> str:
    """Return the YAML list `text` without the item that begins on `line`, from 1.

    An item goes on for as long as lines stand further in; what is empty or a comment is kept.
    """
    lines = text.splitlines(keepends=True)
    found = ITEM.match(lines[line - 1])
    if found is None:
        return text
    end = line
    while end < len(lines) and _depth(lines[end]) > len(found[1]):
        end += 1
    rest = "".join(lines[: line - 1] + lines[end:])
    if any(ITEM.match(one) for one in rest.splitlines()):
        return rest
    if KEY.search(rest):
        return KEY.sub(lambda key: f"{key[1]} []", rest, count=1)
    return f"{_ended(rest)}[]{_line_end(text)}"


def with_row(text: str, subscriber: Subscriber, heads: Sequence[str], delimiter: str) -> str:
    """Return the table `text` with `subscriber` in its last row; `heads` name its columns."""
    joiner = " " if delimiter == ";" else ";"
    cells = {
        "address": subscriber.address,
        "name": subscriber.name or "",
        "languages": joiner.join(subscriber.languages),
        "digest": "" if subscriber.digest == "never" else subscriber.digest,
        "topics": ";".join(subscriber.topics),
    }
    row = io.StringIO()
    writer = csv.writer(row, delimiter=delimiter, lineterminator=_line_end(text))
    writer.writerow([cells.get(head.strip().lower(), "") for head in heads])
    return _ended(text) + row.getvalue()


def without_rows(text: str, first: int, after: int | None) -> str:
    """Return the table `text` without the lines from `first` on, up to line `after`, from 1."""
    lines = text.splitlines(keepends=True)
    return "".join(lines[: first - 1] + (lines[after - 1 :] if after else []))


def _pairs(subscriber: Subscriber) -> Sequence[str]:
    pairs = [f"address: {_flow(subscriber.address)}"]
    if subscriber.name:
        pairs.append(f"name: {_flow(subscriber.name)}")
    if subscriber.languages:
        pairs.append(f"languages: [{', '.join(subscriber.languages)}]")
    if subscriber.digest != "never":
        pairs.append(f"digest: {subscriber.digest}")
    if subscriber.topics:
        pairs.append(f"topics: [{', '.join(map(_flow, subscriber.topics))}]")
    return pairs


def _flow(text: str) -> str:
    """Return `text` as it stands within braces, where commas and brackets have a meaning too."""
    written = write_on_line(text)
    return f"'{text}'" if written == text and set(text) & set(",[]{}") else written


def _depth(line: str) -> int:
    """Return how far in a line stands; one that is empty or a comment stands nowhere."""
    told = line.strip()
    return -1 if not told or told.startswith("#") else len(line) - len(line.lstrip())


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + _line_end(text)
