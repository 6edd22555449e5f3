"""YAML text → values, places and faults."""

import textwrap
import time
from pathlib import Path

import pytest
import yaml

from communique.load.document import DEEPEST, MOST_VALUES, build, read_document
from communique.load.reading import MIB

PATH = Path("bulletin.yaml")
CORPUS = Path(__file__).parents[2] / "corpus"


def read(text):
    return read_document(textwrap.dedent(text).encode(), PATH)


def told(document):
    return [(fault.code, fault.line, fault.column) for fault in document.faults]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1", 1),
        ("-7", -7),
        ("+7", 7),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("2018-07-31", "2018-07-31"),
        ("2018-07-31T15:00:00+03:00", "2018-07-31T15:00:00+03:00"),
        ("1_000", "1_000"),
        ("0o17", "0o17"),
        ("017", "017"),
        ("0x1F", "0x1F"),
        ("12:30:45", "12:30:45"),
        ("1.5", "1.5"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("=", "="),
        ("'1'", "1"),
        ('"true"', "true"),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_a_plain_scalar_is_what_a_press_officer_wrote(written, value):
    """… no value turns into another behind the writer's back: Norway, dates, times and old octals."""
    document = read(f"key: {written}\n")

    assert document.faults == ()
    assert document.values == {"key": value}
    assert type(document.values["key"]) is type(value)


def test_keys_are_always_text():
    """… the language `no` or a contact named `2` is found under the name that the file gives it."""
    document = read("no: a\ntrue: b\n2: c\n~: d\n")

    assert document.values == {"no": "a", "true": "b", "2": "c", "~": "d"}


def test_every_key_and_value_has_its_place():
    """… a fault in any corner of a file can name its line and column."""
    document = read(
        """\
        title:
          en: A title
          ru: "Ж: заголовок"
        photos:
          - file: a.jpg
          - {file: b.jpg, alt: {en: B}}
        """
    )

    keys, values = document.places.keys, document.places.values
    assert keys["title",] == (1, 1)
    assert keys["title", "ru"] == (3, 3)
    assert values["title", "ru"] == (3, 7)
    assert values["photos", 0] == (5, 5)
    assert values["photos", 1, "alt", "en"] == (6, 29)
    assert set(keys) | {(), ("photos", 0), ("photos", 1)} == set(values)


def test_a_line_of_a_literal_block_is_found_in_the_file():
    """… a finding inside a long body leads to its very line, blank lines above the text or not."""
    document = read(
        """\
        body:
          en: |

            First line.

            Third line.
          ru: |-
            Первая строка.
        """
    )

    places = document.places
    assert places.at(("body", "en"), 2) == (6, 1)
    assert places.at(("body", "ru"), 0) == (7, 7)


def test_windows_line_ends_are_line_ends_and_nothing_more():
    """… a file from a Windows editor reads the same, its texts without stray carriage returns."""
    unix = read("body: |\n  One.\n\n  Two.\nnumber: 1\n")

    windows = read_document(b"body: |\r\n  One.\r\n\r\n  Two.\r\nnumber: 1\r\n", PATH)

    assert windows == unix
    assert windows.values == {"body": "One.\n\nTwo.\n", "number": 1}


def test_old_line_ends_count_as_lines():
    """… lines are counted as every editor counts them."""
    document = read_document(b"number: 1\rnumber: 2\r", PATH)

    assert told(document) == [("C024", 2, 1)]


def test_a_byte_order_mark_does_not_hide_other_faults():
    """… the rest of the file is judged in the same run."""
    document = read_document("\ufeffnumber: 1\nnumber: 2\n".encode(), PATH)

    assert told(document) == [("C021", 1, 1), ("C024", 2, 1)]
    assert document.values == {"number": 1}


def test_fifty_megabytes_of_nesting_inside_the_limits_of_size_stop_at_once():
    """… brackets without end cost no more time than a bulletin."""
    began = time.perf_counter()

    documents = [
        read_document(sign * (MIB // len(sign)), PATH) for sign in (b"[", b"{a: ", b"- ", b"? ", b"a:\n ")
    ]

    assert time.perf_counter() - began < 5  # a parser that follows them needs minutes
    assert all(document.values is None for document in documents)
    assert [fault.code for document in documents[:3] for fault in document.faults] == ["C032"] * 3


def test_nesting_below_a_key_that_is_not_read_stops_too():
    """… no nest hides under a key that stands twice or a key that is none."""
    document = read_document(b"a: 1\na: " + b"[" * MIB, PATH)

    assert [fault.code for fault in document.faults] == ["C024", "C032"]


def test_nesting_up_to_the_limit_is_read():
    """… the limit is where it is said to be."""
    deep = read_document(b"a: " + b"[" * (DEEPEST - 1) + b"]" * (DEEPEST - 1), PATH)
    deeper = read_document(b"a: " + b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1), PATH)

    assert told(deep) == []
    assert [fault.code for fault in deeper.faults] == ["C032"]


def test_too_many_values_stop_the_reading():
    """… a megabyte of tiny values is refused before it is all built."""
    document = read_document(b"a: [" + b"1," * MOST_VALUES + b"]", PATH)

    assert [fault.code for fault in document.faults] == ["C033"]
    assert document.values is None


def test_aliases_are_never_followed():
    """… a hundred bytes cannot become a billion values."""
    bomb = "a: &a [x, x]\n" + "".join(f"k{i}: &k{i} [*a, *a]\n" for i in range(30))

    document = read(bomb)

    assert document.values["k29"] == [None, None]
    assert {fault.code for fault in document.faults} == {"C025"}


def test_a_tag_constructs_nothing(tmp_path):
    """… a file cannot make the loader call anything."""
    witness = tmp_path / "witness"

    document = read(f"source: !!python/object/apply:os.mkdir ['{witness}']\n")

    assert not witness.exists()
    assert [fault.code for fault in document.faults] == ["C026"]


def test_paragraphs_that_folding_keeps_are_let_be():
    """… only a text whose paragraphs would be lost is refused: one paragraph may be folded."""
    document = read(
        """\
        one: >
          A paragraph
          over two lines.
        two: >
          A paragraph.


          And, after two blank lines, another.
        three: a plain text
          over two lines
        """
    )

    assert document.faults == ()
    assert document.values["two"] == "A paragraph.\n\nAnd, after two blank lines, another.\n"


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*/**/*.yaml")), ids=lambda path: path.stem)
def test_both_of_the_parsers_tell_the_same(path):
    """… a machine without libyaml reads the same values and tells the same faults at the same lines."""
    text = path.read_bytes().decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\0", "")

    ours = [
        build(yaml.parse(text, Loader=parser), text, PATH) for parser in (yaml.CSafeLoader, yaml.SafeLoader)
    ]

    values, faults = zip(
        *((d.values, [(f.code, f.message, f.line) for f in d.faults]) for d in ours), strict=True
    )
    assert values[0] == values[1]
    assert faults[0] == faults[1]
