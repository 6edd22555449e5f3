"""Copies of newsrooms to build in: without what was built from them, and never in the repository itself."""

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[1]
MADE_UP = ROOT / "tests/newsrooms"
SOURCES = ("newsroom.yaml", "bulletins", "brand", "lists", "templates", "styles", "themes")
LOOK = {"templates", "styles", "themes"}  # at the repository's root they are the package's


def copy_newsroom(source: Path, target: Path) -> Path:
    """Copy what the newsroom in `source` is made of to `target`, and return it."""
    target.mkdir(parents=True, exist_ok=True)
    for path in (source / name for name in SOURCES if source != ROOT or name not in LOOK):
        if path.is_dir():
            shutil.copytree(path, target / path.name)
        elif path.exists():
            shutil.copy(path, target)
    return target
