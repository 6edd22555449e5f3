"""One file → a bulletin, with all that is wrong in it."""

import datetime as dt
import time

import pytest

from communique.load import load_bulletin
from communique.load.reading import MIB

GOOD = """\
number: 1
kind: statement
date: 2018-07-31
title: {en: A title, ru: Заголовок}
place: {en: Moscow, ru: Москва}
body: {en: One., ru: Один.}
"""


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_a_bulletin_is_what_its_file_says(tmp_path):
    """… each key of the file is found in the bulletin, and the file's bytes beside it."""
    path = write(tmp_path / "a-title.yaml", GOOD)

    reading = load_bulletin(path)

    entry = reading.entry
    assert reading.faults == ()
    assert (entry.id, entry.path, entry.folder) == ("a-title", path, tmp_path)
    assert entry.source == GOOD.encode()
    assert entry.bulletin.date == dt.date(2018, 7, 31)
    assert entry.bulletin.title["ru"] == "Заголовок"
    assert entry.places.at(("title", "ru")) == (4, 26)
    assert entry.marred == frozenset()


def test_a_misspelt_key_names_its_line_and_its_likely_meaning(tmp_path):
    """… a press officer can mend a typing slip without reading the manual."""
    source = write(tmp_path / "a.yaml", GOOD.replace("title:", "tilte:"))

    faults = load_bulletin(source).faults

    assert [(f.line, f.code) for f in faults] == [(4, "C004")]
    assert "title" in faults[0].hint


def test_a_missing_key_is_told_though_another_is_misspelt_beyond_likeness(tmp_path):
    """… only a key that was probably meant is spared the second fault."""
    source = write(tmp_path / "a.yaml", GOOD.replace("title:", "heading:"))

    faults = load_bulletin(source).faults

    assert [(f.line, f.code) for f in faults] == [(1, "C005"), (4, "C004")]


def test_faults_come_in_the_order_of_the_file(tmp_path):
    """… faults of reading and of meaning are told together, from the top down."""
    text = GOOD.replace("number: 1", "number: one") + "number: 2\ncolour: red\nlink: nowhere\n"

    faults = load_bulletin(write(tmp_path / "a.yaml", text)).faults

    assert [(f.line, f.code) for f in faults] == [(1, "C006"), (7, "C024"), (8, "C004"), (9, "C012")]


def test_what_can_be_read_of_a_faulty_file_is_kept_for_the_rules(tmp_path):
    """… a slip in one key does not hide what is wrong with another."""
    path = write(tmp_path / "a.yaml", GOOD.replace("2018-07-31", "2018-02-30") + "kynd: x\n")

    entry = load_bulletin(path).entry

    assert entry.marred == {"date", "kynd"}
    assert entry.bulletin.title["en"] == "A title"


def test_fifty_megabytes_are_refused_at_once(tmp_path):
    """… a huge file is refused by its size, before any of it is parsed."""
    path = tmp_path / "a.yaml"
    path.write_bytes(b"[" * 50 * MIB)
    began = time.perf_counter()

    reading = load_bulletin(path)

    assert time.perf_counter() - began < 0.5
    assert reading.entry is None
    assert [fault.code for fault in reading.faults] == ["C031"]


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: None, "C001"),
        (lambda path: path.mkdir(), "C001"),
        (lambda path: path.symlink_to("/etc/hostname"), "C001"),
    ],
    ids=["absent", "a folder", "a link out"],
)
def test_a_file_that_cannot_be_read_is_a_fault_with_a_remedy(make, code, tmp_path):
    """… whatever stands under the name, the reader gets a fault and a hint."""
    make(tmp_path / "a.yaml")

    reading = load_bulletin(tmp_path / "a.yaml")

    assert [(fault.code, fault.path) for fault in reading.faults] == [(code, tmp_path / "a.yaml")]
    assert reading.faults[0].hint
