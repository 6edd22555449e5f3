"""What the model expects at a place: which keys, which kind of value."""

from __future__ import annotations

import types
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from communique.model import LocalText
from communique.model.part import Part

if TYPE_CHECKING:
    from communique.load.places import Where


def kind_at(model: type[Part], where: Where) -> Any:
    """Return the annotation of the value at `where` below `model`; None where the model has no such place."""
    kind: Any = model
    for step in where:
        kind = _below(_bare(kind), step)
    return _bare(kind)


def keys_at(model: type[Part], where: Where) -> tuple[str, ...]:
    """Return the keys that the model knows at `where`, as a file writes them."""
    kind = kind_at(model, where)
    return tuple(_fields(kind)) if _is_part(kind) else ()


def _below(kind: Any, step: str | int) -> Any:
    if _is_part(kind):
        return _fields(kind).get(str(step))
    if kind is LocalText:
        return str
    arguments = get_args(kind)
    if get_origin(kind) is dict:
        return arguments[1]
    return arguments[0] if arguments else None


def _fields(part: type[Part]) -> dict[str, Any]:
    return {field.alias or name: field.annotation for name, field in part.model_fields.items()}


def _is_part(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Part)


def _bare(kind: Any) -> Any:
    """Return `kind` without its constraints and without `None` beside it."""
    if get_origin(kind) is Annotated:
        return _bare(get_args(kind)[0])
    if get_origin(kind) in {Union, types.UnionType}:
        return _bare(next(member for member in get_args(kind) if member is not type(None)))
    return kind
