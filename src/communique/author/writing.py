"""A bulletin → its YAML in the one form that depends on what it says and on nothing else.

Keys stand in the model's order, and languages by their tags; what is absent, or as it is by default,
is left out. Comments were never part of the bulletin, and so can get into no file that goes out.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, TypeAlias

from communique.author.scalars import write_on_line, write_scalar
from communique.model import Layout, LocalText, Photo
from communique.model.bulletin import EVERY_LANGUAGE
from communique.model.part import Part

if TYPE_CHECKING:
    from communique.model import Bulletin

Value: TypeAlias = str | int | dt.date | list["Value"] | dict[str, "Value"]
STEP = "  "


def write_bulletin(bulletin: Bulletin) -> str:
    """Return `bulletin` as YAML that reads back to its equal."""
    return _mapping(_keys(bulletin), "") + "\n"


def _value(value: Any) -> Value:
    """Return a value of the model as plain ones, in the order in which they are written."""
    if isinstance(value, Layout):
        return _layout(value)
    if isinstance(value, Photo):
        return _photo(value)
    if isinstance(value, Part):
        return _keys(value)
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    texts = value.root if isinstance(value, LocalText) else value
    return {tag: texts[tag] for tag in sorted(texts)} if isinstance(texts, dict) else texts


def _keys(part: Part) -> dict[str, Value]:
    fields = type(part).model_fields
    values = {key: getattr(part, key) for key in fields}
    return {
        key: _value(values[key])
        for key, field in fields.items()
        if values[key] != field.get_default(call_default_factory=True)
    }


def _layout(layout: Layout) -> Value:
    """Return the counterpart of `read_layout`."""
    return {layout.name: {"on_mismatch": layout.on_mismatch}} if layout.on_mismatch else layout.name


def _photo(photo: Photo) -> Value:
    """Return the keys of `photo`; its credit is one text where all languages write it alike."""
    values = _keys(photo)
    credit = values.get("credit")
    if isinstance(credit, dict) and credit.keys() == {EVERY_LANGUAGE}:
        values["credit"] = credit[EVERY_LANGUAGE]
    return values


def _mapping(values: dict[str, Value], indent: str) -> str:
    return "\n".join(
        f"{indent}{write_on_line(key)}:{_behind(value, indent + STEP)}" for key, value in values.items()
    )


def _sequence(values: list[Value], indent: str) -> str:
    return "\n".join(f"{indent}-{_item(value, indent + STEP)}" for value in values)


def _behind(value: Value, indent: str) -> str:
    """Return what follows the colon of a key; lines below it are set in by `indent`."""
    if isinstance(value, dict):
        return f"\n{_mapping(value, indent)}" if value else " {}"
    if isinstance(value, list):
        return f"\n{_sequence(value, indent)}"
    return f" {_scalar(value, indent)}"


def _item(value: Value, indent: str) -> str:
    """Return what follows the hyphen of a list: keys begin on its line."""
    if isinstance(value, dict):
        return f" {_mapping(value, indent).lstrip()}"
    return _behind(value, indent)


def _scalar(value: str | int | dt.date, indent: str) -> str:
    """Return a value as it is written: true and false are whole numbers to Python, moments are dates."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, int) else write_scalar(value, indent)
