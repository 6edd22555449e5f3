"""Templates: strict, escaping, sandboxed, and their faults know their line."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from communique.compose.environment import breakable_address, fill, printed_address
from communique.errors import RenderFaults


def fault_of(templates, **context):
    with pytest.raises(RenderFaults) as caught:
        fill(templates, "page.html.j2", context)
    (fault,) = caught.value.faults
    return fault


def test_what_a_bulletin_says_is_escaped():
    """… no text of a bulletin becomes markup."""
    filled = fill({"page.html.j2": "<p>{{ title }}</p>"}, "page.html.j2", {"title": "<script>&"})

    assert filled == "<p>&lt;script&gt;&amp;</p>"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("a\n{{ titel }}", 2),
        ("a\nb\n{% if %}", 3),
        ("{{ 1 / 0 }}", 1),
        ("a\n{{ title.missing }}", 2),
        ("a\n\n{{ title() }}", 3),
        ("{% for x in range(10000000) %}{% endfor %}", 1),
        ("{% macro m() %}{{ m() }}{% endmacro %}\n{{ m() }}", 1),
    ],
)
def test_a_template_s_fault_names_its_file_and_line(source, line):
    """… whoever changed a template finds the place."""
    fault = fault_of({"page.html.j2": source}, title="x")

    assert (fault.code, fault.path, fault.line) == ("R001", Path("templates/page.html.j2"), line)
    assert len(fault.message) < 300


def test_a_fault_in_an_included_template_names_that_one():
    """… the innermost place is told, not the outermost."""
    fault = fault_of({"page.html.j2": "{% include 'part.html.j2' %}", "part.html.j2": "\n{{ nothing }}"})

    assert (fault.path, fault.line) == (Path("templates/part.html.j2"), 2)


def test_a_missing_template_is_named():
    """… an include that leads nowhere is told."""
    fault = fault_of({"page.html.j2": "{% include 'gone.html.j2' %}"})

    assert "gone.html.j2" in fault.message


@pytest.mark.parametrize(
    "source",
    ["{{ ''.__class__.__mro__ }}", "{{ title.__init__.__globals__ }}", "{% set _ = names.append(1) %}"],
)
def test_a_stranger_s_template_stays_in_its_sandbox(source):
    """… a template reaches nothing of Python's inside and changes nothing."""
    assert fault_of({"page.html.j2": source}, title="x", names=[]).code == "R001"


def test_what_one_kind_of_value_may_tell_another_may_not():
    """… that a template may read the `clear` of one value says nothing of another's."""
    templates = {"good.html.j2": "{{ sky.clear }}", "bad.html.j2": "{{ names.clear() }}"}
    sky = SimpleNamespace(clear="blue")

    filled = [fill(templates, "good.html.j2", {"sky": sky}) for _ in range(2)]

    assert filled == ["blue", "blue"]
    for _ in range(2):
        with pytest.raises(RenderFaults):
            fill(templates, "bad.html.j2", {"names": ["a"]})


def test_an_address_is_printed_as_one_types_it():
    """… no reader types a scheme or a closing slash."""
    assert printed_address("https://example.org/") == "example.org"
    assert printed_address("http://example.org/a/b") == "example.org/a/b"


def test_a_long_address_may_break_after_its_parts():
    """… an address fits under its QR code without a hyphen that nobody should type."""
    assert breakable_address("https://example.org/a?b=c").split("\N{ZERO WIDTH SPACE}") == [
        "example.",
        "org/",
        "a?",
        "b=",
        "c",
    ]
    assert breakable_address("https://" + "x" * 40).split("\N{ZERO WIDTH SPACE}") == [
        "x" * 18,
        "x" * 18,
        "x" * 4,
    ]
