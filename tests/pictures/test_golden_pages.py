"""Finished pages, as pictures and as lines of text, beside those that were looked at and found good."""

import pytest

from pictures.cases import NAMES, pdf_of
from pictures.goldens import FOLDER, accept, departures, draw, read_golden
from pictures.toolchain import drawn_with


@pytest.mark.parametrize("name", NAMES)
def test_a_page_looks_as_it_did_when_it_was_looked_at(name, tmp_path, request):
    """… nothing on paper changes unseen, be it a dot that a line moved."""
    now = draw(*pdf_of(name, tmp_path / "newsroom"))
    if request.config.getoption("--bless"):
        accept(name, now)

    golden = read_golden(name)

    told = departures(golden, now, tmp_path / name)
    assert not told, "\n".join([*told, "look at the pages, then accept them with --bless"])


def test_no_golden_page_is_left_over():
    """… what nobody compares any more does not look as if it were proved."""
    kept = {path.stem for path in FOLDER.glob("*.txt")}

    assert kept == set(NAMES)


def test_these_machines_libraries_drew_the_golden_pages():
    """… whoever reads the result knows by which of the two measures the pages were judged."""
    others = {tools for name in NAMES if (tools := read_golden(name).tools) != drawn_with()}

    if others:
        pytest.skip(f"here {drawn_with()} draw: pages are compared by their lines with those of {others}")
