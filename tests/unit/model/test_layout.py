"""Layouts as a file writes them."""

import pytest
from pydantic import TypeAdapter, ValidationError

from communique.model.layout import Layout, LayoutKey

READ = TypeAdapter(LayoutKey).validate_python


@pytest.mark.parametrize("name", ["parallel", "stacked", "sequential", "single"])
def test_a_layout_is_written_by_its_name(name):
    """… `layout: stacked` is all that a press officer writes."""
    assert READ(name) == Layout(name=name)


def test_parallel_may_fall_back():
    """… a newsroom that never holds up a text writes what follows where its languages do not match."""
    layout = READ({"parallel": {"on_mismatch": "sequential"}})

    assert (layout.name, layout.on_mismatch) == ("parallel", "sequential")


@pytest.mark.parametrize(
    ("name", "fallback", "paired"),
    [
        ("parallel", None, True),
        ("stacked", None, True),
        ("parallel", "sequential", False),
        ("sequential", None, False),
        ("single", None, False),
    ],
)
def test_only_what_stands_block_by_block_must_match(name, fallback, paired):
    """… a rule asks one place whether the languages must be built alike."""
    assert Layout(name=name, on_mismatch=fallback).is_paired is paired


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("Parallel", "did you mean parallel?"),
        ("newspaper", ""),
        (["parallel", "stacked"], ""),
        (2, ""),
        (None, ""),
        ({}, ""),
        ({"columns": 2}, ""),
        ({"stacked": {"on_mismatch": "sequential"}}, "did you mean stacked?"),
        ({"paralel": {"on_mismatch": "sequential"}}, "did you mean {parallel: {on_mismatch: sequential}}?"),
        ({"parallel": {"on_mismatch": "stacked"}}, "did you mean {parallel: {on_mismatch: sequential}}?"),
    ],
)
def test_another_layout_is_refused_with_what_was_meant(value, hint):
    """… a slip is mended without reading the manual."""
    with pytest.raises(ValidationError) as caught:
        READ(value)

    (error,) = caught.value.errors()
    assert error["type"] == "layout"
    assert error["ctx"]["hint"] == hint
