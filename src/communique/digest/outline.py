"""The outline of the volume: an entry for each bulletin, its own headings below it (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pikepdf import Dictionary, Name, String

from communique.digest.links import top_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pikepdf import Object, Pdf

    from communique.digest.copying import Copied


class Outline:
    """The entries of the first level while they are bound."""

    def __init__(self, volume: Pdf) -> None:
        self.volume = volume
        self.entries: list[Object] = []

    def add(self, title: str, copies: Sequence[Copied], prefix: bytes = b"") -> None:
        """Append an entry that leads to the first of `copies`, closed, with the headings of all below it.

        Where there is but one heading of the first level, those below it move up in its place: it says
        the title again.
        """
        entry = self.volume.make_indirect(Dictionary(Title=String(title), Dest=top_of(copies[0].pages[0])))
        headings = [heading for copied in copies for heading in _below(copied.outlines)]
        if len(headings) == 1:
            headings = _below(headings[0])
        _hang(entry, headings)
        if headings:
            entry.Count = -len(headings)
        self.entries.append(entry)

    def add_own(self, copied: Copied) -> None:
        """Append the headings of `copied`, which are entries themselves."""
        self.entries += _below(copied.outlines)

    def finish(self) -> Object:
        """Return the root of the outline."""
        root = self.volume.make_indirect(Dictionary(Type=Name.Outlines))
        _hang(root, self.entries)
        root.Count = len(self.entries)
        return root


def _below(parent: Object | None) -> list[Object]:
    """Return the items below `parent`, closed."""
    items = []
    item = parent.get("/First") if parent is not None else None
    while item is not None:
        _close(item)
        items.append(item)
        item = item.get("/Next")
    return items


def _close(item: Object) -> None:
    """Let `item` be shown closed; one that has nothing below it says no number."""
    count = abs(int(item.get("/Count", 0)))
    if count:
        item.Count = -count
    elif "/Count" in item:
        del item.Count


def _hang(parent: Object, items: Sequence[Object]) -> None:
    """Set `items`, in their order, below `parent`."""
    for place, item in enumerate(items):
        item.Parent = parent
        for key, neighbour in (("/Prev", place - 1), ("/Next", place + 1)):
            if 0 <= neighbour < len(items):
                item[key] = items[neighbour]
            elif key in item:
                del item[key]
    if items:
        parent.First, parent.Last = items[0], items[-1]
