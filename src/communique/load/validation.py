"""Plain values → the model, or faults in a press officer's words, each with its place and its code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import ValidationError

from communique.errors import Fault
from communique.load.scalars import meant_bool, meant_number
from communique.load.schema import keys_at, kind_at
from communique.model import LocalText
from communique.model.part import Part, did_you_mean, nearest, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from communique.load.document import Document
    from communique.load.places import Place, Where

Model = TypeVar("Model", bound=Part)

# The rules that the model's own validators name.
RULES = {
    "layout": "C007",
    "date": "C010",
    "instant": "C011",
    "url": "C012",
    "email": "C013",
    "line": "C022",
    "phone": "C014",
    "tag": "C015",
    "path": "C016",
    "record": "C017",
    "repeated": "N002",
    "series": "N006",
    "press": "N007",
    "timezone": "N008",
    "colour": "N009",
    "contrast": "N012",
    "printer": "N011",
    "host": "N015",
    "insecure": "N016",
    "placeholder": "R026",
    "words": "C005",
}
EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number, such as 1",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "date_type": "a date, such as 2018-07-31",
    "datetime_type": "a moment, such as 2018-07-31T15:00:00+03:00",
    "dict_type": "keys and their values",
}
BOUNDS = {
    "greater_than_equal": ("ge", "at least"),
    "less_than_equal": ("le", "at most"),
    "too_short": ("min_length", "at least"),
    "too_long": ("max_length", "at most"),
}
OF_KEY = "[key]"  # pydantic ends the way to a mapping's key with this
EXAMPLES: dict[str | int, str] = {
    "accent": "accent: '#b3202c'",
    "address": "address: {en: …}",
    "alt": "alt: {en: …}",
    "body": "body: and below it en: | with the text on the next lines",
    "brand": "brand: {emblem: brand/emblem.svg, primary: …, accent: …, stripe: […]}",
    "contacts": "contacts: {press: {address: {en: …}, email: …}}",
    "date": "date: 2018-07-31",
    "emblem": "emblem: brand/emblem.svg",
    "file": "file: photo.jpg",
    "from": "from: press@example.org",
    "kind": "kind: statement",
    "languages": "languages: [en, ru]",
    "name": "name: {en: …}",
    "note": "note: {en: …}",
    "number": "number: 1",
    "place": "place: {en: …}",
    "primary": "primary: '#10264f'",
    "reason": "reason: {en: …}",
    "series": "series: ABC",
    "stripe": "stripe: ['#ffffff', '#0b3ea8']",
    "timezone": "timezone: Europe/Paris",
    "title": "title: {en: …}",
    "website": "website: https://example.org/",
}


@dataclass(frozen=True, slots=True)
class Judged(Generic[Model]):
    """The value of a document, None where it has faults, and the keys at its top that they mar."""

    value: Model | None
    faults: tuple[Fault, ...] = ()
    marred: frozenset[str] = frozenset()


def validate(
    model: type[Model], document: Document, path: Path, examples: Mapping[str | int, str] = EXAMPLES
) -> Judged[Model]:
    """Return the `model` that `document` holds, or every reason why it holds none.

    `examples` has by their keys the lines that are shown where these are missing.
    """
    if document.values is None:
        return Judged(None)
    try:
        return Judged(model.model_validate(document.values))
    except ValidationError as problem:
        errors = problem.errors(include_url=False)
    faults = tuple(_Explainer(model, document, path, examples).faults(errors))
    return Judged(None, faults, frozenset(str(error["loc"][0]) for error in errors))


class _Explainer:
    def __init__(
        self, model: type[Part], document: Document, path: Path, examples: Mapping[str | int, str]
    ) -> None:
        self.model, self.path, self.examples = model, path, examples
        self.places, self.marred = document.places, document.marred

    def faults(self, errors: list[ErrorDetails]) -> Iterator[Fault]:
        """Yield a fault for each error that no other fault explains already."""
        unknown = {e["loc"]: self._meant(e["loc"]) for e in errors if e["type"] == "extra_forbidden"}
        meant = {(*where[:-1], key) for where, key in unknown.items()}
        for error in errors:
            where = error["loc"]
            if error["type"] == "missing" and where in meant:
                continue
            if any(where[: len(marred)] == marred for marred in self.marred):
                continue
            yield self._unknown(where, unknown[where]) if where in unknown else self._fault(error)

    def _meant(self, where: Where) -> str:
        return nearest(str(where[-1]), keys_at(self.model, where[:-1]))

    def _unknown(self, where: Where, meant: str) -> Fault:
        known = ", ".join(keys_at(self.model, where[:-1]))
        message = f"{shown(where[-1])} is not a key here"
        hint = did_you_mean(meant) or self._of_an_item(where) or f"the keys here are {known}"
        return Fault("C004", message, self.path, *self.places.key(where), hint=hint)

    def _of_an_item(self, where: Where) -> str:
        """Return the hint for a key of a list's items that stands beside the list."""
        key = str(where[-1])
        for beside in keys_at(self.model, where[:-1]):
            if key in keys_at(self.model, (*where[:-1], beside, 0)):
                return f"{key} belongs to one of the {beside}: begin each with a hyphen, as in - {key}: …"
        return ""

    def _fault(self, error: ErrorDetails) -> Fault:
        kind, where, value, context = error["type"], error["loc"], error["input"], error.get("ctx", {})
        if kind in RULES:
            return self._told(RULES[kind], context["message"], where, context["hint"])
        if kind == "missing":
            return self._missing(where)
        if kind == "string_too_short":
            return self._told("C009", f"{self._name(where)} is empty; expected text", where)
        if kind in BOUNDS:
            message = f"{self._name(where)} {_out_of_bounds(kind, value, context)}"
            return self._told("C008", message, where)
        if kind == "literal_error":
            return self._no_choice(where, value, context["expected"])
        return self._wrong_type(kind, where, value)

    def _missing(self, where: Where) -> Fault:
        message = f"{shown(where[-1])} is missing"
        example = self.examples.get(where[-1])
        hint = f"add it, such as {example}" if example else f"add {where[-1]}: …"
        above = f" in {self._name(where[:-1])}" if where[:-1] else ""
        return self._told("C005", message + above, where[:-1], hint)

    def _no_choice(self, where: Where, value: object, expected: str) -> Fault:
        choices = re.findall(r"'([^']*)'", expected)
        message = f"{self._name(where)} is {_described(value)}; expected {expected.replace(chr(39), '')}"
        meant = nearest(value, choices) if isinstance(value, str) else ""
        return self._told("C007", message, where, did_you_mean(meant))

    def _wrong_type(self, kind: str, where: Where, value: object) -> Fault:
        expected = EXPECTED.get(kind) or f"the keys {', '.join(keys_at(self.model, where))}"
        if kind_at(self.model, where) is LocalText:
            expected = "a text for each language"
        message = f"{self._name(where)} is {_described(value)}; expected {expected}"
        return self._told("C006", message, where, self._meant_value(kind, where, value))

    def _meant_value(self, kind: str, where: Where, value: object) -> str:
        if value is None:
            return "write it behind the colon, in quotes if it begins with #; or remove the key"
        if kind_at(self.model, where) is LocalText:
            return "write it below, with one line for each language, such as en: …"
        example = self.examples.get(self._key(where)) if keys_at(self.model, where) else None
        return f"write it such as {example}" if example else _meant_scalar(kind, value)

    def _key(self, where: Where) -> str:
        return str([step for step in where if isinstance(step, str)][-1])

    def _name(self, where: Where) -> str:
        """Return what a reader looks for: the key, with its language; the list where it is an item of one."""
        keys = [step for step in where if isinstance(step, str) and step != OF_KEY]
        if len(keys) > 1 and kind_at(self.model, where[:-1]) is LocalText:
            return f"{shown(keys[-2])} in {shown(keys[-1])[1:-1]}"
        return shown(keys[-1])

    def _told(self, code: str, message: str, where: Where, hint: str = "") -> Fault:
        return Fault(code, message, self.path, *self._place(where), hint=hint)

    def _place(self, where: Where) -> Place:
        return self.places.key(where[:-1]) if where[-1:] == (OF_KEY,) else self.places.at(where)


def _out_of_bounds(kind: str, value: object, context: dict[str, Any]) -> str:
    bound, words = BOUNDS[kind]
    found = f"has {len(value)} values" if isinstance(value, (list, tuple)) else f"is {_described(value)}"
    return f"{found}; expected {words} {context[bound]}"


def _meant_scalar(kind: str, value: object) -> str:
    if kind == "bool_type":
        return did_you_mean(meant_bool(value))
    if kind == "int_type":
        return did_you_mean(meant_number(value))
    if kind == "string_type" and isinstance(value, int):
        return f"put it in quotes: '{str(value).lower()}'"
    return "begin each item on a line of its own with a hyphen" if kind == "tuple_type" else ""


def _described(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return f"the number {value}"
    if isinstance(value, str):
        return f"the text {shown(value)}"
    return "keys and values" if isinstance(value, dict) else "a list"
