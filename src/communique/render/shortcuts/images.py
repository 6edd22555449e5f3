"""PNG pictures: each is decoded and packed for a PDF once, and not for every page that shows it.

A JPEG goes into the PDF as it is. A PNG, such as an emblem, WeasyPrint takes apart and compresses anew.
"""

from __future__ import annotations

from collections import OrderedDict
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pydyf
from weasyprint.images import RasterImage

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 32_000_000  # of pictures that are kept packed


class _Packed:
    """A picture as a PDF has it, with its mask if any: each PDF gets objects of its own."""

    def __init__(self, picture: Any) -> None:
        self.data = b"".join(part if isinstance(part, bytes) else part.data for part in picture.stream)
        self.extra = dict(picture.extra)
        mask = self.extra.pop("SMask", None)
        self.mask = _Packed(mask) if mask else None
        self.size: int = len(self.data) + (self.mask.size if self.mask else 0)

    def unpack(self) -> Any:
        extra = pydyf.Dictionary(self.extra)
        if self.mask:
            extra["SMask"] = self.mask.unpack()
        return pydyf.Stream([self.data], extra)


class _Store:
    """Packed pictures, of which those that were not asked for longest go first."""

    def __init__(self) -> None:
        self.packed: OrderedDict[Any, _Packed] = OrderedDict()
        self.size = 0

    def find(self, key: Any) -> _Packed | None:
        if key not in self.packed:
            return None
        self.packed.move_to_end(key)
        return self.packed[key]

    def keep(self, key: Any, packed: _Packed) -> None:
        self.packed[key] = packed
        self.size += packed.size
        while self.size > MOST_BYTES:
            self.size -= self.packed.popitem(last=False)[1].size


_store = _Store()


@contextmanager
def packed_pictures() -> Iterator[None]:
    """Pack pictures so meanwhile."""
    theirs = RasterImage.get_x_object

    def get(image: Any, interpolate: bool, dpi_ratio: float) -> Any:
        if image.format != "PNG" or dpi_ratio != 1:
            return theirs(image, interpolate, dpi_ratio)
        key = (sha256(image.image_data.data).digest(), image.mode, interpolate)
        packed = _store.find(key)
        if packed is None:
            packed = _Packed(theirs(image, interpolate, dpi_ratio))
            _store.keep(key, packed)
        return packed.unpack()

    RasterImage.get_x_object = get
    try:
        yield
    finally:
        RasterImage.get_x_object = theirs
