"""The Internet Printing Protocol's messages as bytes (RFC 8010), and no more: neither HTTP nor printers.

A message is a code (an operation asked for, or a status answered), a number, and groups of attributes; each
attribute has a name and values, and each value a tag that tells its syntax. What comes from a printer is
hostile: whatever it is, `decode` gives a message or raises MalformedError.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

VERSION = (2, 0)
DEEPEST = 8  # collections within collections
MOST_VALUES = 50_000  # of one message, those of collections too
LONGEST_NAME = 255  # octets of a `name` and of a `keyword` (RFC 8011, 5.1.3 and 5.1.4)
LONGEST_TEXT = 1023  # octets of a `text` (RFC 8011, 5.1.2)


class GroupTag(IntEnum):
    """What begins a group of attributes (RFC 8010, 3.5.1)."""

    OPERATION = 1
    JOB = 2
    END = 3
    PRINTER = 4
    UNSUPPORTED = 5


class Tag(IntEnum):
    """The syntax of a value (RFC 8010, 3.5.2). Tags that are not here are kept as bytes."""

    UNSUPPORTED = 0x10
    UNKNOWN = 0x12
    NO_VALUE = 0x13
    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    OCTETS = 0x30
    RANGE = 0x33
    COLLECTION = 0x34
    TEXT_IN_LANGUAGE = 0x35
    NAME_IN_LANGUAGE = 0x36
    END_COLLECTION = 0x37
    TEXT = 0x41
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME = 0x49
    MEMBER = 0x4A


OUT_OF_BAND = range(0x10, 0x20)
INTEGERS = {Tag.INTEGER, Tag.ENUM}
IN_LANGUAGE = {Tag.TEXT_IN_LANGUAGE, Tag.NAME_IN_LANGUAGE}
STRINGS = range(0x40, 0x60)


class MalformedError(Exception):
    """Bytes that are no message."""


class Value(NamedTuple):
    """A value and its syntax: a number, a text, a range, a collection, or nothing for what is out of band."""

    tag: int
    content: int | bool | str | bytes | tuple[int, int] | Attributes | None


class Attributes(dict[str, "tuple[Value, ...]"]):
    """Attributes by name, each with its values: a group, or a collection."""

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the values of attribute `name` that are texts, names, keywords, addresses or the like."""
        return tuple(value.content for value in self.get(name, ()) if isinstance(value.content, str))

    def text(self, name: str) -> str:
        """Return the first of these, or nothing."""
        return next(iter(self.texts(name)), "")

    def numbers(self, name: str) -> tuple[int, ...]:
        """Return the values of attribute `name` that are integers or enumerated."""
        return tuple(
            value.content
            for value in self.get(name, ())
            if isinstance(value.content, int) and not isinstance(value.content, bool)
        )

    def number(self, name: str) -> int | None:
        """Return the first of these, or None."""
        return next(iter(self.numbers(name)), None)

    def flag(self, name: str) -> bool | None:
        """Return what attribute `name` says of yes or no, or None."""
        return next((one.content for one in self.get(name, ()) if isinstance(one.content, bool)), None)

    def span(self, name: str) -> tuple[int, int] | None:
        """Return the first range of attribute `name`, or None."""
        return next((one.content for one in self.get(name, ()) if isinstance(one.content, tuple)), None)

    def collections(self, name: str) -> tuple[Attributes, ...]:
        """Return the values of attribute `name` that are collections."""
        return tuple(one.content for one in self.get(name, ()) if isinstance(one.content, Attributes))


class Group(NamedTuple):
    """A group of attributes, as they stand in a message."""

    tag: int
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class Message:
    """A request or a response (RFC 8010, 3.1.1)."""

    code: int  # of the operation, or of the status
    number: int = 1  # ties a response to its request
    groups: tuple[Group, ...] = field(default=())
    version: tuple[int, int] = VERSION

    def group(self, tag: GroupTag) -> Attributes:
        """Return the first group of that kind, which is empty where there is none."""
        return next(iter(self.all_groups(tag)), Attributes())

    def all_groups(self, tag: GroupTag) -> tuple[Attributes, ...]:
        """Return all groups of that kind: a list of jobs has one for each."""
        return tuple(group.attributes for group in self.groups if group.tag == tag)


def one(tag: Tag, *contents: int | bool | str | bytes | tuple[int, int] | Attributes) -> tuple[Value, ...]:
    """Return the values of an attribute all of which have the same syntax."""
    return tuple(Value(tag, content) for content in contents)


def clipped(text: str, octets: int) -> str:
    """Return `text` cut to a number of `octets` in UTF-8, between two characters."""
    return text.encode()[:octets].decode(errors="ignore")


def encode(message: Message) -> bytes:
    """Return `message` as bytes. A document follows them as it is."""
    parts = [struct.pack(">BBHI", *message.version, message.code, message.number)]
    for group in message.groups:
        parts.append(bytes([group.tag]))
        parts += _encoded_attributes(group.attributes)
    return b"".join([*parts, bytes([GroupTag.END])])


def _encoded_attributes(attributes: Mapping[str, Iterable[Value]]) -> Iterable[bytes]:
    for name, values in attributes.items():
        for position, value in enumerate(values):
            yield from _encoded(value, "" if position else name)


def _encoded(value: Value, name: str) -> Iterable[bytes]:
    if not isinstance(value.content, Attributes):
        yield _field(value.tag, name, _content_bytes(value))
        return
    yield _field(Tag.COLLECTION, name, b"")  # RFC 8010, 3.1.6
    for member, values in value.content.items():
        yield _field(Tag.MEMBER, "", member.encode())
        for one_of_them in values:
            yield from _encoded(one_of_them, "")
    yield _field(Tag.END_COLLECTION, "", b"")


def _field(tag: int, name: str, content: bytes) -> bytes:
    label = name.encode()
    return b"".join([struct.pack(">BH", tag, len(label)), label, struct.pack(">H", len(content)), content])


def _content_bytes(value: Value) -> bytes:
    content = value.content
    if isinstance(content, bool):
        return bytes([content])
    if isinstance(content, int):
        return struct.pack(">i", content)
    if isinstance(content, tuple):
        return struct.pack(">ii", *content)
    return content.encode() if isinstance(content, str) else content or b""  # type: ignore[return-value]  # out of band


def decode(data: bytes) -> Message:
    """Return the message at the head of `data`; what follows it is a document. Raises MalformedError."""
    try:
        return _Reader(data).message()
    except (struct.error, IndexError, UnicodeDecodeError) as problem:
        raise MalformedError(str(problem)) from None


class _Reader:
    """Reads a message from its first byte to its last."""

    def __init__(self, data: bytes) -> None:
        self.data, self.place, self.values = data, 0, 0

    def message(self) -> Message:
        major, minor, code, number = self._unpack(">BBHI")
        groups: list[Group] = []
        while (tag := self._tag()) != GroupTag.END:
            if tag >= Tag.UNSUPPORTED:
                raise MalformedError("an attribute stands outside of all groups")
            groups.append(Group(tag, self._attributes()))
        return Message(code, number, tuple(groups), (major, minor))

    def _attributes(self) -> Attributes:
        found: dict[str, list[Value]] = {}
        name = ""
        while self.data[self.place] >= Tag.UNSUPPORTED:
            tag, label, content = self._field()
            name = label or name
            if not name:
                raise MalformedError("a value belongs to no attribute")
            if label:
                found[name] = []
            found[name].append(self._value(tag, content, 0))
        return _attributes_of(found)

    def _value(self, tag: int, content: bytes, depth: int) -> Value:
        self.values += 1
        if self.values > MOST_VALUES:
            raise MalformedError("too many values")
        if tag == Tag.COLLECTION:
            return Value(tag, self._collection(depth + 1))
        return Value(tag, _content_of(tag, content))

    def _collection(self, depth: int) -> Attributes:
        if depth > DEEPEST:
            raise MalformedError("collections lie too deep in one another")
        found: dict[str, list[Value]] = {}
        name = ""
        while True:
            tag, _, content = self._field()
            if tag == Tag.END_COLLECTION:
                return _attributes_of(found)
            if tag == Tag.MEMBER:
                name = content.decode("ascii")
                found[name] = []
            elif name:
                found[name].append(self._value(tag, content, depth))
            else:
                raise MalformedError("a value belongs to no member")

    def _field(self) -> tuple[int, str, bytes]:
        tag = self._tag()
        label = self._take(*self._unpack(">H"))
        content = self._take(*self._unpack(">H"))
        return tag, label.decode("ascii"), content

    def _tag(self) -> int:
        self.place += 1
        return self.data[self.place - 1]

    def _unpack(self, form: str) -> tuple[int, ...]:
        found = struct.unpack_from(form, self.data, self.place)
        self.place += struct.calcsize(form)
        return found

    def _take(self, length: int) -> bytes:
        if self.place + length > len(self.data):
            raise MalformedError("it ends in the middle of an attribute")
        self.place += length
        return self.data[self.place - length : self.place]


def _attributes_of(found: dict[str, list[Value]]) -> Attributes:
    return Attributes({name: tuple(values) for name, values in found.items()})


def _content_of(tag: int, content: bytes) -> int | bool | str | bytes | tuple[int, int] | None:
    if tag in OUT_OF_BAND:
        return None
    if tag in INTEGERS:
        return int(struct.unpack(">i", content)[0])
    if tag == Tag.BOOLEAN:
        return bool(struct.unpack(">B", content)[0])
    if tag == Tag.RANGE:
        low, high = struct.unpack(">ii", content)
        return low, high
    if tag in IN_LANGUAGE:
        return _without_language(content)
    return content.decode("utf-8", "replace") if tag in STRINGS else content


def _without_language(content: bytes) -> str:
    """Return the text of one that is said with its language (RFC 8010, 3.9)."""
    (language,) = struct.unpack_from(">H", content)
    (length,) = struct.unpack_from(">H", content, 2 + language)
    text = content[4 + language :]
    if len(text) != length:
        raise MalformedError("a text is not as long as it says")
    return text.decode("utf-8", "replace")
