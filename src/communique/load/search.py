"""Where a file of the look is sought: the newsroom, the theme that it names, the package."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).resolve().parents[1]
IN_WHEEL = PACKAGE / "theme"  # where the wheel carries templates, styles and themes
PACKAGED = IN_WHEEL if IN_WHEEL.is_dir() else PACKAGE.parents[1]  # in a clone they stand at its root
THEMES = "themes"


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder with `templates/` and `styles/`, and the one that no link in it may leave."""

    folder: Path
    root: Path

    def leads_out(self, folder: str) -> bool:
        """Tell whether `folder`, or one above it, is a link that leads out; nobody looks there."""
        return not Path(os.path.realpath(self.folder / folder)).is_relative_to(os.path.realpath(self.root))


def search_path(folder: Path, theme: str | None) -> tuple[Shelf, ...]:
    """Return where the newsroom in `folder` finds its look: the first shelf that has a file wins.

    A `theme` that `themes_of` does not name is passed over, so that no name leads out of a folder.
    """
    homes = _homes(folder)
    own = [Shelf(home, home) for home in homes if home != PACKAGED]
    named = [
        Shelf(home / THEMES / name, home) for home in homes for name in _themes_in(home) if name == theme
    ]
    return (*own, *named, Shelf(PACKAGED, PACKAGED))


def themes_of(folder: Path) -> tuple[str, ...]:
    """Return the names of the newsroom's own themes and of those that come with the package."""
    return tuple(sorted({name for home in _homes(folder) for name in _themes_in(home)}))


def find_own(folder: Path, theme: str | None, name: Path) -> Path | None:
    """Return the file `name` of the look where the newsroom in `folder` has it itself, or in its theme."""
    own = (shelf.folder / name for shelf in search_path(folder, theme) if shelf.root == folder)
    return next((path for path in own if path.exists()), None)


def _homes(folder: Path) -> tuple[Path, ...]:
    """Return `folder` and the package; once where they are one, so that a theme can be seen in a clone."""
    return (PACKAGED,) if folder.resolve() == PACKAGED else (folder, PACKAGED)


def _themes_in(home: Path) -> Iterator[str]:
    return (path.name for path in (home / THEMES).glob("[!.]*") if path.is_dir() and not path.is_symlink())
