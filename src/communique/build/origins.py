"""What an output is made from, by name: enough to know, without a page, that it would come out the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from communique.build.editions import editions_asked_for, output_name
from communique.build.manifest import Origin, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from communique.build.look import Look
    from communique.build.manifest import Manifest
    from communique.load import Card
    from communique.model import Edition, Newsroom

ABSENT = "absent"


def source_name(path: Path, folder: Path) -> str:
    """Return the file at `path` relative to the newsroom, as the manifest names it."""
    return path.relative_to(folder).as_posix()


def origin_of(card: Card, look: Look, manifest: Manifest) -> Origin:
    """Return what all PDFs of the bulletin of `card` are made from: what its file means, and its pictures."""
    folder = manifest.folder
    pictures = [source_name(card.folder / picture, folder) for picture in card.pictures]
    parts = {name: manifest.fingerprints.of(name) or ABSENT for name in pictures}
    return Origin(look.digest, {source_name(card.path, folder): card.meaning, **parts})


def current_outputs(
    card: Card, look: Look, newsroom: Newsroom, manifest: Manifest, asked: Sequence[Edition] = ()
) -> list[str] | None:
    """Return the PDFs of the bulletin of `card`, or of the editions `asked` for, where all are up to date.

    None where one is not, or where that cannot be told without a look at its pages.
    """
    known = manifest.sources.get(source_name(card.path, manifest.folder))
    if known is None or known.origin != (origin := origin_of(card, look, manifest)):
        return None
    outputs = [output_name(card, edition) for edition in asked]
    outputs = outputs or wanted_outputs(card, known.outputs, newsroom, manifest)
    return outputs if all(manifest.made_from(name, origin) for name in outputs) else None


def wanted_outputs(
    card: Card,
    of_layout: Iterable[str],
    newsroom: Newsroom,
    manifest: Manifest,
    asked: Sequence[Edition] = (),
) -> list[str]:
    """Return the PDFs that are kept up to date: those `of_layout` and asked for once, or now `asked` for."""
    if asked:
        return [output_name(card, edition) for edition in asked]
    others = editions_asked_for(card, newsroom, manifest)
    return [*dict.fromkeys((*of_layout, *(output_name(card, edition) for edition in others)))]


def note_source(card: Card, origin: Origin, outputs: Iterable[str], notice: str, manifest: Manifest) -> None:
    """Remember in `manifest` that, by `origin`, the bulletin of `card` is sound and has `outputs`."""
    name = source_name(card.path, manifest.folder)
    relative = replace(card, path=card.path.relative_to(manifest.folder))
    manifest.sources[name] = Source(relative, origin, tuple(outputs), notice)
