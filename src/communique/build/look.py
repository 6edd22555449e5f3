"""What the pages of a newsroom share: each part of its look by name, and all of them as one digest.

A template, a stylesheet, a word or a tool that a kind of page does not use is no part of its look, so
that a change of it makes nothing anew.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.build.toolchain import BINDER, COMPOSERS, combined, package_version, toolchain
from communique.compose import BULLETIN, DIGEST, reached

if TYPE_CHECKING:
    from collections.abc import Iterator

    from communique.build.house import House
    from communique.compose import Sheets

NEWSROOM = "newsroom.yaml"


@dataclass(frozen=True, slots=True)
class Look:
    """The parts of a look: SHA-256 of files or of what they mean, and versions of tools, by name."""

    parts: dict[str, str]
    digest: str


def look_of_bulletins(house: House) -> Look:
    """Return what all bulletins share."""
    return _look(dict(_parts(house, BULLETIN)))


def look_of_digests(house: House) -> Look:
    """Return what all digests share."""
    binder = {name: package_version(name) for name in BINDER}
    return _look({**dict(_parts(house, DIGEST)), **binder})


def _look(parts: dict[str, str]) -> Look:
    return Look(parts, combined(parts))


def _parts(house: House, sheets: Sheets) -> Iterator[tuple[str, str]]:
    theme, newsroom = house.theme, house.newsroom
    yield NEWSROOM, _sha256(newsroom.model_dump_json())
    for name in sorted(reached(theme.templates, sheets.templates)):
        yield f"templates/{name}", _sha256(theme.templates[name])
    for name in (*sheets.stylesheets, *theme.finish):
        if name in theme.stylesheets:
            yield f"styles/{name}", _sha256(theme.stylesheets[name].css)
    for tag, words in sorted(theme.words.items()):
        yield f"the words of {tag}", _sha256(words.model_dump_json(exclude={"mail"}))
    for asset in (house.emblem, *theme.fonts):
        yield asset.name, hashlib.sha256(asset.data).hexdigest()
    yield "the order of fonts", _sha256(repr(theme.typefaces))
    for tool in toolchain():
        name, _, version = tool.partition(" ")
        yield name, version
    for name in COMPOSERS:
        yield name, package_version(name)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
