"""A bulletin as YAML: read back by communique's own loader, and by parsers that know nothing of it."""

import datetime as dt
import tempfile
from pathlib import Path
from typing import get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from communique.author.writing import write_bulletin
from communique.load import load_bulletin
from communique.load.decoding import MISPLACED
from communique.model import Bulletin
from communique.model.bulletin import Kind, Placement, Standing
from newsroom_copies import ROOT

CORPUS = ROOT / "tests/corpus/good"
FILES = sorted(
    path
    for folder in (ROOT / "bulletins", CORPUS, *ROOT.glob("tests/newsrooms/*/bulletins"))
    for path in folder.rglob("*.yaml")
    if path.parent.name != "lists"
)

ODD = st.sampled_from(
    [*"abж1-:,#&*!|>'\"%@`[]{}?~=\\ \t\n\r\xa0\u200f😀", ": ", " #", "\n  ", "\n\n", "a " * 50]
)
WORDS = (
    "no",
    "~",
    "1e3",
    "2018-07-31",
    "true",
    "12",
    "# a",
    "- a",
    "a: b",
    "|",
    "  a",
    "a\r\nb\t\n \nc",
    "a  \nb\\",
)
TEXTS = (
    st.lists(ODD, max_size=20).map("".join)
    | st.text(st.characters(exclude_categories=["Cs"]).filter(lambda c: not MISPLACED.match(c)), max_size=40)
    | st.sampled_from(WORDS)
).filter(lambda text: text.strip())
TAGS = st.sampled_from(["en", "ru", "no", "NO", "zh-Hant-TW", "ar", "mul"])
LOCAL = st.dictionaries(TAGS, TEXTS, max_size=3)
DATES = st.dates(dt.date(1000, 1, 1), dt.date(9998, 12, 31))
ZONES = st.integers(-1439, 1439).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))
BOUNDS = (dt.datetime(1000, 1, 2), dt.datetime(9998, 12, 30))
MOMENTS = st.datetimes(*BOUNDS, timezones=ZONES).map(lambda moment: moment.replace(microsecond=0))
URLS = st.sampled_from(
    ["https://example.org/", "http://example.org:8080/a?b=c&d=%20#e", "https://пример.рф/:"]
)
PATHS = st.sampled_from(["bridge.jpg", "no", "1e3", " a picture.png ", "2018/07/мост.svg", "- a's", "[a]"])
RECORDS = st.from_regex(r"[A-Z0-9]{1,4}(-[A-Z0-9]{1,3})?/[0-9]{4}/[0-9]{3}", fullmatch=True)


def keys(required, **optional):
    return st.fixed_dictionaries(required, optional=optional)


PHOTOS = keys(
    {"file": PATHS, "alt": LOCAL},
    caption=LOCAL,
    credit=TEXTS | LOCAL,
    placement=st.sampled_from(get_args(Placement)),
)
BULLETINS = keys(
    {
        "number": st.integers(1, 10**16 - 1),
        "kind": st.sampled_from(get_args(Kind)),
        "date": DATES,
        "place": LOCAL,
        "title": LOCAL,
        "body": LOCAL,
    },
    summary=LOCAL,
    translation=st.dictionaries(TAGS, st.sampled_from(get_args(Standing)), max_size=3),
    layout=st.sampled_from(
        ["parallel", "stacked", "sequential", "single", {"parallel": {"on_mismatch": "sequential"}}]
    ),
    photos=st.lists(PHOTOS, max_size=3),
    link=URLS,
    topics=st.lists(TEXTS, max_size=3),
    related=st.lists(RECORDS, max_size=2),
    embargo=MOMENTS,
    check_against_delivery=st.booleans(),
    corrections=st.lists(keys({"date": DATES, "note": LOCAL}), max_size=2),
    withdrawn=keys({"date": DATES, "reason": LOCAL}),
    source=keys({"title": TEXTS}, url=URLS, note=LOCAL),
).map(Bulletin.model_validate)

LEAST = """\
number: 1
kind: statement
date: 2018-07-31
place:
  en: Moscow
title:
  en: A title
body:
  en: One.
"""


def load(written):
    """Return the bulletin of a file of which communique finds no fault."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "written.yaml")
        path.write_bytes(written.encode())
        reading = load_bulletin(path)
    assert reading.faults == ()
    return reading.entry.bulletin


def texts_of(value):
    """Return all texts in `value`, but for keys."""
    if isinstance(value, str):
        return {value}
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    return {text for part in parts for text in texts_of(part)}


@given(BULLETINS)
def test_a_bulletin_is_read_back_as_it_was(bulletin):
    """… whatever a bulletin says, its YAML says just that, and is written the same the next time."""
    written = write_bulletin(bulletin)

    read = load(written)

    assert read == bulletin
    assert write_bulletin(read) == written


@given(BULLETINS)
def test_parsers_that_guess_read_the_same_bulletin(bulletin):
    """… no text is a number, a date or a truth value to another program, and every text is whole."""
    written = write_bulletin(bulletin)

    guessed = yaml.load(written, yaml.CSafeLoader)
    plain = yaml.load(written, yaml.CBaseLoader)  # noqa: S506 - a safe loader

    said = texts_of(bulletin.model_dump(exclude={"layout"}, exclude_defaults=True))
    assert Bulletin.model_validate(guessed) == bulletin
    assert said <= texts_of(guessed) <= texts_of(plain)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_bulletin_here_is_read_back_without_its_comments(path):
    """… what a newsroom notes in the margin of its file does not leave the house."""
    source = path.read_text(encoding="utf-8")
    bulletin = load_bulletin(path).entry.bulletin

    written = write_bulletin(bulletin)

    assert load(written) == bulletin
    assert [line for line in source.splitlines() if line.startswith("#") and line in written] == []


def test_what_says_nothing_is_left_out():
    """… a bulletin of the least that there can be is as short as it was typed, in the order of the keys."""
    bulletin = load("check_against_delivery: false\ntopics: []\ntranslation: {}\n" + LEAST)

    assert write_bulletin(bulletin) == LEAST


def test_the_order_of_keys_and_languages_is_of_no_account():
    """… two files that say the same are written alike."""
    bulletin = load(LEAST.replace("en: Moscow", "ru: Москва\n  en: Moscow"))
    lines = LEAST.replace("en: Moscow", "en: Moscow\n  ru: Москва").splitlines(keepends=True)

    other = load("".join([*lines[6:], "# a note\n", *lines[:6]]))

    assert write_bulletin(bulletin) == write_bulletin(other)
