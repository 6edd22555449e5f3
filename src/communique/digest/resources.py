"""What many bulletins use alike, such as fonts, pictures and ornaments, stands in the volume once.

What the volume has already is taken out of a PDF before it is copied, and pointed to after: so
it is never copied at all.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name, Object, Stream

from communique.digest.fonts import Fonts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pikepdf import Pdf

Path = tuple[str | int, ...]  # from a page's dictionary down to an entry of its resources
PLACEHOLDER = Name("/InTheVolume")
COMPOUND = (Array, Dictionary, Stream)
REFERENCE = b" R"  # how one ends; a text that holds it is only looked at item by item
DEEPEST = 16  # forms within forms, patterns within patterns


@dataclass(slots=True)
class Withdrawn:
    """What was taken out of one PDF: on which page, where, and what of the volume goes there."""

    stand_ins: list[tuple[int, Path, Object]] = field(default_factory=list)
    firsts: list[tuple[int, Path, bytes]] = field(default_factory=list)  # and fingerprints of what is new


class Shared:
    """The fonts and streams that stand in the volume once."""

    def __init__(self, volume: Pdf) -> None:
        self.fonts = Fonts(volume)
        self.streams: dict[bytes, Object] = {}

    def withdraw(self, source: Pdf) -> Withdrawn:
        """Take out of `source` what the volume has already."""
        withdrawn, met, fingerprints = Withdrawn(), set[tuple[int, int]](), Fingerprints()
        for number, page in enumerate(source.pages):
            for path, resources in _resources(page.obj, (), met):
                self._withdraw_fonts(number, path, resources, withdrawn, met)
                for place, holder, key in _shareable(resources):
                    if fingerprint := fingerprints.of(holder[key]):
                        at = number, (*path, *place)
                        self._withdraw_stream(at, holder, key, fingerprint, withdrawn)
        return withdrawn

    def put_back(self, pages: Sequence[Object], withdrawn: Withdrawn) -> None:
        """Let the copied `pages` point to what was taken out, and remember what they brought."""
        for number, path, stand_in in withdrawn.stand_ins:
            _reach(pages[number], path[:-1])[path[-1]] = stand_in
        for number, path, fingerprint in withdrawn.firsts:
            self.streams[fingerprint] = _reach(pages[number], path)

    def _withdraw_fonts(
        self, number: int, path: Path, resources: Object, withdrawn: Withdrawn, met: set[tuple[int, int]]
    ) -> None:
        fonts = resources.get("/Font")
        if not isinstance(fonts, Dictionary) or not _is_new(fonts, met):
            return
        for name in sorted(fonts.keys()):
            font = fonts[name]
            stand_in = self.fonts.take(font) if isinstance(font, Dictionary) else None
            if stand_in is not None:
                fonts[name] = PLACEHOLDER
                withdrawn.stand_ins.append((number, (*path, "/Font", name), stand_in))

    def _withdraw_stream(
        self, at: tuple[int, Path], holder: Object, key: str | int, fingerprint: bytes, withdrawn: Withdrawn
    ) -> None:
        known = self.streams.get(fingerprint)
        if known is None:
            withdrawn.firsts.append((*at, fingerprint))
        else:
            holder[key] = PLACEHOLDER
            withdrawn.stand_ins.append((*at, known))


def _resources(holder: Object, path: Path, met: set[tuple[int, int]]) -> Iterator[tuple[Path, Object]]:
    """Return the resources of a page and of the forms and patterns in them, each with its path, once."""
    resources = holder.get("/Resources")
    if not isinstance(resources, Dictionary) or len(path) > 2 * DEEPEST or not _is_new(resources, met):
        return
    here = (*path, "/Resources")
    yield here, resources
    for kind in ("/XObject", "/Pattern"):
        inner = resources.get(kind, Dictionary())
        for name in sorted(inner.keys()):
            if isinstance(inner[name], Stream):
                yield from _resources(inner[name], (*here, kind, name), met)


def _is_new(one: Object, met: set[tuple[int, int]]) -> bool:
    """Tell whether `one` has not been met; what is no object of its own is always new."""
    if not one.is_indirect:
        return True
    is_new = one.objgen not in met
    met.add(one.objgen)
    return is_new


def _shareable(resources: Object) -> Iterator[tuple[Path, Object, str | int]]:
    """Return each picture, form, pattern and colour profile in `resources`.

    Each comes with its path, and with the holder and the key that it has.
    """
    for kind in ("/XObject", "/Pattern"):
        streams = resources.get(kind, Dictionary())
        for name in sorted(streams.keys()):
            if isinstance(streams[name], Stream):
                yield (kind, name), streams, name
    spaces = resources.get("/ColorSpace", Dictionary())
    for name in sorted(spaces.keys()):
        space = spaces[name]
        if isinstance(space, Array) and len(space) > 1 and space[0] == "/ICCBased":
            yield ("/ColorSpace", name, 1), space, 1


def _reach(one: Object, path: Path) -> Object:
    for key in path:
        one = one[key]
    return one


class Fingerprints:
    """What is equal for streams of one PDF or of two that are: of their bytes, and all that they lead to."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, int], bytes] = {}  # of this PDF's objects

    def of(self, stream: Object) -> bytes | None:
        """Return the fingerprint of `stream`.

        A form that shows text has none: what its fonts are called tells not which they are.
        """
        if "/Resources" in stream and b"Tf" in stream.read_bytes():
            return None
        try:
            return self._of(stream, 0)
        except RecursionError:
            return None

    def _of(self, one: Object, depth: int) -> bytes:
        """Return the digest of an array, a dictionary or a stream, whatever the numbers of its objects."""
        if one.is_indirect and one.objgen in self.known:
            return self.known[one.objgen]
        if depth > DEEPEST:
            raise RecursionError
        if not isinstance(one, Stream) and REFERENCE not in (written := one.unparse(resolved=True)):
            return hashlib.sha256(written).digest()
        digest = hashlib.sha256()
        if isinstance(one, Array):
            digest.update(b"[ ")
            items = list(one)
        else:
            keys = [key for key in sorted(one.keys()) if key != "/Font"]  # of a form without text
            digest.update(" ".join(("<<", *keys, ">>")).encode())
            items = [one[key] for key in keys]
        for item in items:
            digest.update(self._of(item, depth + 1) if isinstance(item, COMPOUND) else _written(item))
        if isinstance(one, Stream):
            digest.update(one.read_raw_bytes())
        if one.is_indirect:
            self.known[one.objgen] = digest.digest()
        return digest.digest()


def _written(one: object) -> bytes:
    return (one.unparse() if isinstance(one, Object) else repr(one).encode()) + b" "
