"""How the languages share the page, and which of them an edition prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator

from communique.model.part import Part, did_you_mean, nearest, refusal

LayoutName = Literal["parallel", "stacked", "sequential", "single"]
NAMES: tuple[LayoutName, ...] = get_args(LayoutName)
PAIRED: tuple[LayoutName, ...] = ("parallel", "stacked")  # these set the nth block of each language together
FALLBACK = "{parallel: {on_mismatch: sequential}}"


class Layout(Part):
    """How the languages share the page.

    A file names it, or writes `{parallel: {on_mismatch: sequential}}` for texts that may be
    built differently.
    """

    name: LayoutName
    on_mismatch: Literal["sequential"] | None = None

    @property
    def is_paired(self) -> bool:
        """Whether the languages must be built alike."""
        return self.name in PAIRED and self.on_mismatch is None


def read_layout(value: object) -> object:
    """Read a layout as a file writes it: a name, or `parallel` with what follows a mismatch."""
    if value == {"parallel": {"on_mismatch": "sequential"}}:
        return Layout(name="parallel", on_mismatch="sequential")
    if isinstance(value, dict):
        what = f"is not a layout; expected a name alone, or {FALLBACK}"
        raise refusal("layout", _written(value), what, did_you_mean(_meant_by_keys(value)))
    for name in NAMES:
        if value == name:
            return Layout(name=name)
    what = f"is not a layout; expected {', '.join(NAMES[:-1])} or {NAMES[-1]}"
    meant = nearest(value, NAMES) if isinstance(value, str) else ""
    raise refusal("layout", _written(value), what, did_you_mean(meant))


def _meant_by_keys(keys: dict[str, object]) -> str:
    """Return the fallback for `parallel` or a slip of it, and another layout by its name alone."""
    meant = nearest(next(iter(keys), ""), NAMES)
    return FALLBACK if meant == "parallel" else meant


def _written(value: object) -> str:
    """Return `value` as a file writes it on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_written(below)}" for key, below in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    return "" if value is None else str(value)


LayoutKey = Annotated[Layout, BeforeValidator(read_layout)]


@dataclass(frozen=True, slots=True)
class Edition:
    """One printing of a bulletin: its languages in their order, and how they share the page."""

    layout: LayoutName
    languages: tuple[str, ...]
    is_named: bool = False  # after its one language, beside editions in others

    @classmethod
    def alone(cls, tag: str) -> Edition:
        """Return the edition in one language of several."""
        return cls("single", (tag,), is_named=True)
