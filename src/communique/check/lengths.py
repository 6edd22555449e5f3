"""No text is far longer than its place on the page: what goes on belongs into the body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.check.finding import Finding
from communique.check.languages import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from communique.model import Bulletin, Newsroom

# Characters, three or four times what a press office writes.
LONGEST = {"place": 100, "title": 300, "summary": 1_000, "alt": 1_000, "caption": 1_000, "credit": 200}
LONGEST_NOTE = 2_000  # of a correction, a withdrawal, a source
HINT = "shorten it, and tell the rest in the body"


def overlong_texts(bulletin: Bulletin, _newsroom: Newsroom) -> Iterator[Finding]:
    """C115: a text beside the body is too long for its place."""
    for where, text in texts_of(bulletin):
        key = str(where[-1])
        longest = LONGEST.get(key, LONGEST_NOTE)
        for tag in text if key != "body" else ():
            if len(text[tag]) > longest:
                message = f"{key} has {len(text[tag]):,} characters; expected no more than {longest:,}"
                yield Finding(
                    "C115", message, (*where, tag), hint="shorten it, and tell the rest in the body"
                )
