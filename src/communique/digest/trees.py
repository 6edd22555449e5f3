"""Name trees and number trees, grown from leaves that are in order already (ISO 32000-1, 7.9.6 and 7.9.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from pikepdf import Array, Dictionary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pikepdf import Object, Pdf

Kind = Literal["/Names", "/Nums"]
WIDTH = 64  # entries of a leaf and leaves of a branch: a reader looks through one of each level


class Branch(NamedTuple):
    """A node of a tree, and the first and the last key below it."""

    first: Object | int
    last: Object | int
    node: Object


def read_tree(node: Object, kind: Kind) -> Iterator[tuple[Object | int, Object]]:
    """Return the keys and values of the tree below `node`, in order."""
    stack = [node]
    while stack:
        node = stack.pop()
        stack.extend(reversed(list(node.get("/Kids", ()))))
        items = list(node.get(kind, ()))
        yield from zip(items[::2], items[1::2], strict=True)


def leaves_of(volume: Pdf, pairs: Sequence[tuple[Object | int, Object]], kind: Kind) -> list[Branch]:
    """Return leaves that hold `pairs`, which must be sorted by their keys."""
    groups = [pairs[start : start + WIDTH] for start in range(0, len(pairs), WIDTH)]
    return [
        _branch(volume, group[0][0], group[-1][0], kind, [item for pair in group for item in pair])
        for group in groups
    ]


def grow(volume: Pdf, leaves: Sequence[Branch]) -> Object:
    """Return the root of a tree over `leaves`, which must be sorted and not overlap."""
    branches = list(leaves)
    while len(branches) > WIDTH:
        groups = [branches[start : start + WIDTH] for start in range(0, len(branches), WIDTH)]
        branches = [
            _branch(volume, group[0].first, group[-1].last, "/Kids", [branch.node for branch in group])
            for group in groups
        ]
    return volume.make_indirect(Dictionary(Kids=Array([branch.node for branch in branches])))


def _branch(
    volume: Pdf,
    first: Object | int,
    last: Object | int,
    kind: Kind | Literal["/Kids"],
    items: Sequence[Object | int],
) -> Branch:
    node = Dictionary({"/Limits": Array([first, last]), kind: Array(items)})
    return Branch(first, last, volume.make_indirect(node))
