"""Copies of newsrooms to build in: without what was built from them, and never in the repository itself."""

import shutil
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
MADE_UP = ROOT / "tests/newsrooms"
SOURCES = ("newsroom.yaml", "bulletins", "brand", "lists", "templates", "styles", "themes")
LOOK = {"templates", "styles", "themes"}  # at the repository's root they are the package's


class _Loader(yaml.SafeLoader):
    """Reads as communique does: a date is what was written."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own way
        first: [(tag, pattern) for tag, pattern in rules if not tag.endswith(":timestamp")]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


class _Dumper(yaml.SafeDumper):
    """Writes as press officers do: a text of several lines below a bar, and the same thing twice in full."""

    def ignore_aliases(self, _data: object) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def copy_newsroom(source: Path, target: Path) -> Path:
    """Copy what the newsroom in `source` is made of to `target`, and return it."""
    target.mkdir(parents=True, exist_ok=True)
    for path in (source / name for name in SOURCES if source != ROOT or name not in LOOK):
        if path.is_dir():
            shutil.copytree(path, target / path.name)
        elif path.exists():
            shutil.copy(path, target)
    return target


def copy_in_languages(source: Path, target: Path, languages: list[str], **page: Any) -> Path:
    """Copy the newsroom in `source` as one that publishes in `languages` alone, in that order.

    `page` replaces what its newsroom.yaml says of the page, such as `layout` or `size`.
    """
    spoken = set(_values(source / "newsroom.yaml")["languages"])
    copy_newsroom(source, target)
    for path in [target / "newsroom.yaml", *target.glob("bulletins/**/*.yaml")]:
        values = _narrowed(_values(path), spoken, languages)
        if path.name == "newsroom.yaml":
            values |= {"languages": languages, "page": values.get("page", {}) | page}
        write_yaml(path, values)
    return target


def write_yaml(path: Path, values: dict[str, Any]) -> None:
    """Write `values` to the file at `path`."""
    path.write_text(yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _values(path: Path) -> dict[str, Any]:
    values: dict[str, Any] = yaml.load(path.read_text("utf-8"), _Loader)  # noqa: S506 - a safe loader all the same
    return values


def _narrowed(value: Any, spoken: set[str], languages: list[str]) -> Any:
    """Return `value` without its texts in other languages: a mapping by nothing but tags is such texts."""
    if isinstance(value, list):
        return [_narrowed(item, spoken, languages) for item in value]
    if not isinstance(value, dict):
        return value
    keys = [tag for tag in languages if tag in value] if set(value) <= spoken else value
    return {key: _narrowed(value[key], spoken, languages) for key in keys}
