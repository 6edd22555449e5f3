"""The files that bulletins carry, such as the text that each was made from (ISO 19005-3, 6.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pikepdf import Array, String

from communique.digest.trees import grow, leaves_of, read_tree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pikepdf import Object, Pdf

    from communique.digest.copying import Copied


class Attachments:
    """The attached files while the volume is bound."""

    def __init__(self, volume: Pdf) -> None:
        self.volume = volume
        self.files: dict[str, Object] = {}

    def add(self, key: str, part: Object, copies: Iterable[Copied]) -> None:
        """Attach the files of `copies` to their `part`, under their names behind `key`.

        The PDFs of one bulletin, one for each language, carry the same file: it is attached once.
        """
        associated = {}
        for copied in copies:
            for name, file in read_tree(copied.files, "/Names") if copied.files is not None else ():
                known = self._attach(f"{key}/{name}", file)
                associated[known.objgen] = known
        if associated:
            part.AF = Array([*associated.values()])

    def finish(self) -> Object | None:
        """Return the tree of names, if any file is attached."""
        named = sorted(((String(name), file) for name, file in self.files.items()), key=_bytes)
        return grow(self.volume, leaves_of(self.volume, named, "/Names")) if named else None

    def _attach(self, name: str, file: Object) -> Object:
        """Attach `file` as `name`, with a number where another file has that; return what is attached."""
        number, free = 1, name
        while (known := self.files.get(free)) is not None:
            if _content(known) == _content(file):
                return known
            number += 1
            free = f"{name} ({number})"
        self.files[free] = file
        return file


def _content(file: Object) -> bytes:
    return file.EF.F.read_raw_bytes()


def _bytes(pair: tuple[Object, Object]) -> bytes:
    return bytes(pair[0])
