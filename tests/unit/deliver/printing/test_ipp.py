"""Messages of IPP as bytes, and bytes as messages: round trips, the standard's example, hostile ones."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.deliver.printing.ipp import (
    Attributes,
    Group,
    GroupTag,
    MalformedError,
    Message,
    Tag,
    Value,
    clipped,
    decode,
    encode,
    one,
)

# RFC 8010, A.1: a Print-Job request, without its document.
PRINT_JOB = (
    b"\x01\x01\x00\x02\x00\x00\x00\x01\x01"
    b"\x47\x00\x12attributes-charset\x00\x05utf-8"
    b"\x48\x00\x1battributes-natural-language\x00\x05en-us"
    b"\x45\x00\x0bprinter-uri\x00\x2cipp://printer.example.com/ipp/print/pinetree"
    b"\x42\x00\x08job-name\x00\x06foobar"
    b"\x22\x00\x16ipp-attribute-fidelity\x00\x01\x01"
    b"\x02"
    b"\x21\x00\x06copies\x00\x04\x00\x00\x00\x14"
    b"\x44\x00\x05sides\x00\x13two-sided-long-edge"
    b"\x03"
)
names = st.from_regex(r"[a-z][a-z-]{0,20}", fullmatch=True)
scalars = st.one_of(
    st.builds(Value, st.sampled_from([Tag.INTEGER, Tag.ENUM]), st.integers(-(2**31), 2**31 - 1)),
    st.builds(Value, st.just(Tag.BOOLEAN), st.booleans()),
    st.builds(Value, st.sampled_from([Tag.NAME, Tag.KEYWORD, Tag.URI, Tag.TEXT]), st.text(max_size=50)),
    st.builds(Value, st.just(Tag.RANGE), st.tuples(st.integers(0, 9), st.integers(0, 9))),
    st.builds(Value, st.just(Tag.OCTETS), st.binary(max_size=20)),
    st.builds(Value, st.just(Tag.NO_VALUE), st.none()),
)
values = st.recursive(
    scalars,
    lambda inner: st.builds(
        Value,
        st.just(Tag.COLLECTION),
        st.dictionaries(names, st.lists(inner, min_size=1, max_size=3).map(tuple), max_size=3).map(
            Attributes
        ),
    ),
    max_leaves=8,
)
attributes = st.dictionaries(names, st.lists(values, min_size=1, max_size=3).map(tuple), max_size=5)


def test_example_of_the_standard():
    """… is written and read as RFC 8010 has it."""
    message = decode(PRINT_JOB + b"%PDF-")

    assert encode(message) == PRINT_JOB
    assert message.group(GroupTag.JOB).number("copies") == 20
    assert message.group(GroupTag.OPERATION).flag("ipp-attribute-fidelity") is True
    assert message.group(GroupTag.JOB).text("sides") == "two-sided-long-edge"
    assert message.group(GroupTag.PRINTER) == {}


@given(st.lists(st.tuples(st.sampled_from([1, 2, 4, 5]), attributes.map(Attributes)), max_size=3))
def test_messages_come_back_as_they_went(groups):
    """… whatever their syntax, however deep."""
    message = Message(11, 7, tuple(Group(tag, found) for tag, found in groups))

    assert decode(encode(message)) == message


@given(st.binary(max_size=300))
def test_any_bytes_are_a_message_or_none(data):
    """… and nothing else is raised."""
    for sent in (data, b"\x02\x00\x00\x00\x00\x00\x00\x01" + data):
        with contextlib.suppress(MalformedError):
            assert isinstance(decode(sent), Message)


def test_message_cut_short_is_none():
    """… at each of its bytes."""
    for end in range(len(PRINT_JOB)):
        with pytest.raises(MalformedError):
            decode(PRINT_JOB[:end])


def test_collections_without_end_and_values_without_number_are_refused():
    """… and read no further."""
    head = b"\x02\x00\x00\x00\x00\x00\x00\x01\x04"
    deep = b"\x34\x00\x01a\x00\x00" + b"\x4a\x00\x00\x00\x01b\x34\x00\x00\x00\x00" * 50
    many = b"\x21\x00\x01a\x00\x04\x00\x00\x00\x01" + b"\x21\x00\x00\x00\x04\x00\x00\x00\x01" * 100_000

    for body in (
        deep,
        many,
        b"\x21\x00\x00\x00\x04\x00\x00\x00\x01",
        b"\x34\x00\x01a\x00\x00\x21\x00\x00\x00\x00",
    ):
        with pytest.raises(MalformedError):
            decode(head + body + b"\x03")


def test_texts_in_a_language_are_read():
    """… without the language, which nobody asked for."""
    body = b"\x35\x00\x01a\x00\x0a\x00\x02de\x00\x04Mars"
    message = decode(b"\x02\x00\x00\x00\x00\x00\x00\x01\x04" + body + b"\x03")

    assert message.group(GroupTag.PRINTER).text("a") == "Mars"
    with pytest.raises(MalformedError):
        decode(
            b"\x02\x00\x00\x00\x00\x00\x00\x01\x04" + body.replace(b"\x00\x04Mars", b"\x00\x09Mars") + b"\x03"
        )


def test_names_are_cut_between_letters():
    """… as long as a printer takes them."""
    assert clipped("Бюллетень" * 40, 255) == ("Бюллетень" * 40)[:127]
    assert one(Tag.INTEGER, 1, 2) == (Value(Tag.INTEGER, 1), Value(Tag.INTEGER, 2))
