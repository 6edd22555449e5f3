"""YAML → plain values, the place of each, and all that is wrong with how they are written.

Built from the parser's events, so that nothing is constructed that we did not ask for:
no Python objects, no aliases that multiply, no numbers or dates that YAML guesses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml
from yaml import events

from communique.errors import Fault
from communique.load.decoding import MISPLACED, STAND_IN, decode, named
from communique.load.places import START, Place, Places, Where
from communique.load.scalars import Scalar, read_plain
from communique.load.syntax import explain
from communique.model.part import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

KEY = "a key; expected one, such as number: 1"
DEEPEST = 32  # levels; a bulletin has four
MOST_VALUES = 10_000  # a bulletin has some fifty

PLAIN_OR_FOLDED = (None, "", ">")

# libyaml where PyYAML was built with it: twenty times as fast.
PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Value = Scalar | list["Value"] | dict[str, "Value"]


@dataclass(frozen=True, slots=True)
class Document:
    """What a file holds. `values` is None where a fault leaves nothing to be judged."""

    values: dict[str, Value] | None
    places: Places
    faults: tuple[Fault, ...]
    marred: frozenset[Where] = frozenset()  # values that a fault stands for already


class _StopError(Exception):
    """The file breaks a limit: nothing more of it is read."""


def read_document(data: bytes, path: Path, *, most: int = MOST_VALUES, bare: str = "") -> Document:
    """Read the one YAML document of `data`, which may hold `most` values; `path` is what faults name.

    A list that stands at its top without a key is read as if it stood under the key `bare`.
    """
    text, faults = decode(data, path)
    if text is None:
        return Document(None, Places(), tuple(faults))
    read = build(yaml.parse(text, Loader=PARSER), text, path, most=most, bare=bare)
    return Document(read.values, read.places, (*faults, *read.faults), read.marred)


def build(
    parsed: Iterable[events.Event], text: str, path: Path, *, most: int = MOST_VALUES, bare: str = ""
) -> Document:
    """Build the values that the events `parsed` from `text` describe."""
    builder = _Builder(iter(parsed), path, most, bare)
    values = None
    try:
        values = builder.document()
    except yaml.YAMLError as problem:
        builder.faults.append(explain(problem, text, path))
    except _StopError:
        pass
    return Document(values, builder.places, tuple(builder.faults), frozenset(builder.marred))


@dataclass
class _Builder:
    stream: Iterator[events.Event]
    path: Path
    most: int = MOST_VALUES
    bare: str = ""  # the key for a list at the top
    places: Places = field(default_factory=Places)
    faults: list[Fault] = field(default_factory=list)
    marred: set[Where] = field(default_factory=set)
    count: int = 0

    def document(self) -> dict[str, Value] | None:
        """Read the stream: one document, and keys at its top."""
        for event in self.stream:
            if isinstance(event, events.NodeEvent):
                break
        else:
            self._empty()
            return None
        place = _place(event)
        is_bare = bool(self.bare) and isinstance(event, events.SequenceStartEvent)
        values = self._node(event, (self.bare,) if is_bare else ())
        self._only_document()
        if is_bare:
            return {self.bare: values}
        if isinstance(values, dict):
            return values
        if values is None and not self.marred:
            self._empty()
        elif not self.faults:
            expected = "a hyphen; expected one before each item" if self.bare else KEY
            self._fault("C003", f"the file does not begin with {expected}", place)
        return None

    def _empty(self) -> None:
        expected = "a list, each item behind a hyphen" if self.bare else "keys and their values"
        self._fault("C003", f"the file is empty; expected {expected}", START)

    def _only_document(self) -> None:
        for event in self.stream:
            if isinstance(event, events.DocumentStartEvent):
                message = "a second document begins here; expected one in each file"
                self._fault("C027", message, _place(event), "give it its own file, or delete the line ---")
                return

    def _node(self, event: events.Event, where: Where, *, is_cut: bool = False) -> Value:
        self._keep_limits(event, len(where))
        self.places.values[where] = _place(event)
        if isinstance(event, events.ScalarEvent):
            return self._scalar(event, where, is_cut=is_cut)
        if isinstance(event, events.MappingStartEvent):
            return self._mapping(event, where)
        if isinstance(event, events.SequenceStartEvent):
            return self._sequence(event, where)
        self._alias(event, where)
        return None

    def _keep_limits(self, event: events.Event, depth: int) -> None:
        self.count += 1
        if depth > DEEPEST:
            message = f"values are nested more than {DEEPEST} deep"
            self._fault("C032", message, _place(event), "a bulletin needs four levels; see docs/faults.md")
            raise _StopError
        if self.count > self.most:
            message = f"the file has more than {self.most} values"
            self._fault("C033", message, _place(event), "divide it into several files")
            raise _StopError

    def _alias(self, event: events.Event, where: Where) -> None:
        message = "an alias stands for a value elsewhere; expected the value itself"
        hint = "write it out; put the text in quotes if it begins with *"
        self._fault("C025", message, _place(event), hint)
        self.marred.add(where)

    def _refuse_properties(self, event: events.ScalarEvent | events.CollectionStartEvent) -> None:
        if event.anchor:
            message = (
                f"the anchor {shown(event.anchor)} names a value for use elsewhere; expected the value alone"
            )
            self._fault("C025", message, _place(event), "remove it; quote the text if it begins with &")
        if event.tag:
            message = f"{shown(event.tag)} is a YAML tag; expected a value alone"
            self._fault("C026", message, _place(event), "remove it; quote the text if it begins with !")

    def _scalar(self, event: events.ScalarEvent, where: Where, *, is_cut: bool) -> Scalar:
        self._refuse_properties(event)
        text = self._printable(event)
        if event.style == "|":
            blank = len(text) - len(text.lstrip())
            self.places.blocks[where] = _place(event).line + 1 + text.count("\n", 0, blank)
        elif event.style in PLAIN_OR_FOLDED and re.search(r"[^\n]\n[^\n]", text.strip()):
            self._run_together(event, where)
        if event.style or event.tag:
            return text
        if is_cut:
            self._cut_short(where)
            return None
        return read_plain(text)

    def _printable(self, event: events.ScalarEvent) -> str:
        text: str = event.value
        if event.style != '"':  # only there a code behind a backslash stands for a character
            return text
        misplaced = MISPLACED.search(text)
        if misplaced is None:
            return text
        message = f"{named(misplaced[0])} has no place in a text"
        self._fault("C022", message, _place(event), "delete the backslash and the code behind it")
        return MISPLACED.sub(STAND_IN, text)

    def _run_together(self, event: events.ScalarEvent, where: Where) -> None:
        message = "the blank lines of this text would be lost, and its paragraphs run together"
        key = shown(where[-1])[1:-1] if where else "the key"
        self._fault("C029", message, _place(event), f"write {key}: | on the line above the text")
        self.marred.add(where)

    def _cut_short(self, where: Where) -> None:
        message = f"{shown(where[-1])} has no value; a comma within braces ends the text before it"
        self._fault("C030", message, self.places.key(where), "put the text that holds the comma in quotes")
        self.marred.add(where)

    def _mapping(self, start: events.MappingStartEvent, where: Where) -> dict[str, Value]:
        self._refuse_properties(start)
        values: dict[str, Value] = {}
        for event in self.stream:
            if isinstance(event, events.MappingEndEvent):
                break
            key = self._key(event, where)
            if key is None:
                self._skip(next(self.stream), where)
            elif key in values:
                self._twice(key, event, where)
                self._skip(next(self.stream), where)
            else:
                below = (*where, key)
                self.places.keys[below] = _place(event)
                value = next(self.stream)
                is_cut = bool(start.flow_style) and _is_without_colon(event, value)
                values[key] = self._node(value, below, is_cut=is_cut)
        return values

    def _key(self, event: events.Event, where: Where) -> str | None:
        if isinstance(event, events.ScalarEvent):
            self._refuse_properties(event)
            return self._printable(event)
        message = "a key is a list, a set of keys or an alias; expected text"
        self._fault("C028", message, _place(event), "put the key in quotes if it begins with [, { or *")
        self._skip(event, where)
        return None

    def _twice(self, key: str, event: events.Event, where: Where) -> None:
        first = self.places.keys[(*where, key)].line
        message = f"{shown(key)} stands here a second time; expected each key once"
        self._fault("C024", message, _place(event), f"keep one; the first is on line {first}")

    def _skip(self, event: events.Event, where: Where) -> None:
        """Read past the value that begins with `event`: its own faults would only confuse."""
        depth = 0
        while True:
            self._keep_limits(event, len(where) + depth)
            depth += isinstance(event, events.CollectionStartEvent)
            depth -= isinstance(event, events.CollectionEndEvent)
            if depth == 0:
                return
            event = next(self.stream)

    def _sequence(self, start: events.SequenceStartEvent, where: Where) -> list[Value]:
        self._refuse_properties(start)
        values: list[Value] = []
        for event in self.stream:
            if isinstance(event, events.SequenceEndEvent):
                break
            values.append(self._node(event, (*where, len(values))))
        return values

    def _fault(self, code: str, message: str, place: Place, hint: str = "") -> None:
        self.faults.append(Fault(code, message, self.path, *place, hint=hint))


def _is_without_colon(key: events.Event, value: events.Event) -> bool:
    """Say whether a key within braces has neither a colon nor a value."""
    if not isinstance(value, events.ScalarEvent) or value.value or value.style:
        return False
    return not (value.start_mark and key.end_mark) or value.start_mark.index <= key.end_mark.index


def _place(event: events.Event) -> Place:
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
