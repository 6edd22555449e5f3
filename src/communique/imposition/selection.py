"""Which pages a person means: `1-2,5` → 1, 2, 5."""

from __future__ import annotations

import re

from communique.errors import Fault, UsageError
from communique.model.part import shown

SPAN = re.compile(r"\s*(?:(?P<only>[0-9]{1,6})|(?P<first>[0-9]{0,6})\s*-\s*(?P<last>[0-9]{0,6}))\s*")
LONGEST = 1000  # characters
EXAMPLE = "write such as 1-2,5 or 3-"


def read_pages(text: str, count: int) -> tuple[int, ...]:
    """Return the numbers of the pages that `text` names, of a document with `count` of them.

    `3-` goes on to the last page, `-2` begins with the first. Raises UsageError for pages that are none,
    or that the document does not have.
    """
    pages: list[int] = []
    for span in text.split(",") if len(text) <= LONGEST else [text]:
        match = SPAN.fullmatch(span)
        if match is None or not any(match.groups()):
            raise _refusal(span.strip() or text, "names no pages; expected numbers")
        first = int(match["only"] or match["first"] or 1)
        last = int(match["only"] or match["last"] or count)
        if not 1 <= first <= count or last > count:
            has = f"{count} page{'' if count == 1 else 's'}"
            raise _refusal(span.strip(), f"is not in the document, which has {has}")
        if last < first:
            raise _refusal(span.strip(), "runs backwards; expected the lower number first")
        pages += range(first, last + 1)
    return tuple(pages)


def _refusal(span: str, what: str) -> UsageError:
    return UsageError([Fault("U018", f"--pages: {shown(span)} {what}", hint=EXAMPLE)])
