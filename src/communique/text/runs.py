"""One text in pieces: marks are read across the joints, and no change crosses one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from communique.text.quotation import Edit

OBJECT = "\ufffc"  # stands in for what is not text, such as code
ADDRESS = re.compile(
    r"(?:https?://|www\.|mailto:)(?:[^\s\"'«»“”„<>]|'(?=\w))+|(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)


class Runs:
    """Pieces and the `text` that they make together. `None` is a piece that is no text."""

    def __init__(self, pieces: Sequence[str | None]) -> None:
        self._pieces = list(pieces)
        self.text = _joined(pieces)

    def put(self, pattern: re.Pattern[str], sign: str) -> None:
        """Put `sign` in the place of each sign that `pattern` finds, such as a space: no address has one."""
        self.text = pattern.sub(sign, self.text)

    def change(self, edits: Iterable[Edit]) -> bool:
        """Make `edits` and tell whether there were any; one that crosses a joint or an address is dropped."""
        before, waiting = self.text, _outside_addresses(self.text, list(edits))
        if not waiting:
            return False
        self._pieces = _changed(self.pieces(), waiting)
        self.text = _joined(self._pieces)
        return self.text != before

    def pieces(self) -> list[str | None]:
        """Return the pieces as they are now."""
        result: list[str | None] = []
        start = 0
        for piece in self._pieces:
            end = start + (1 if piece is None else len(piece))
            result.append(None if piece is None else self.text[start:end])
            start = end
        return result


def _joined(pieces: Iterable[str | None]) -> str:
    return "".join([OBJECT if piece is None else piece for piece in pieces])


def _changed(pieces: Iterable[str | None], waiting: deque[Edit]) -> list[str | None]:
    result: list[str | None] = []
    start = 0
    for piece in pieces:
        end = start + (1 if piece is None else len(piece))
        inside = []
        while waiting and (waiting[0].end <= end if piece else waiting[0].start < end):
            edit = waiting.popleft()
            inside += [edit] if piece and start <= edit.start else []
        result.append(_rewrite(piece, start, inside) if piece and inside else piece)
        start = end
    return result


def _outside_addresses(text: str, edits: list[Edit]) -> deque[Edit]:
    if not edits or not _may_have_address(text):
        return deque(edits)
    addresses = [match.span() for match in ADDRESS.finditer(text)]
    starts = [start for start, _ in addresses]

    def touches(edit: Edit) -> bool:
        before = bisect_left(starts, edit.end) - 1
        return before >= 0 and edit.start < addresses[before][1]

    return deque(edit for edit in edits if not touches(edit))


def _may_have_address(text: str) -> bool:
    """Tell of a text that has no address, at little cost, that it has none."""
    return ":" in text or "@" in text or "www." in text.lower()


def _rewrite(piece: str, offset: int, edits: Iterable[Edit]) -> str:
    parts, done = [], 0
    for edit in edits:
        parts += [piece[done : edit.start - offset], edit.text]
        done = edit.end - offset
    return "".join((*parts, piece[done:]))
