"""No bytes, text or values whatever make the loader crash or lie about a place."""

import math
import re
import tempfile
from pathlib import Path

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from communique.errors import NewsroomFaults
from communique.load import load_bulletin, load_newsroom
from communique.load.schema import keys_at
from communique.model import Bulletin, Newsroom

GOOD = (Path(__file__).parents[2] / "corpus" / "good" / "everything.yaml").read_text(encoding="utf-8")
SIGNS = st.sampled_from(
    [*"abж1-:,#&*!|>'\"%@`[]{}?~ \t\n\r\0\ufeff\u2028😀", "\n  ", ": ", "- ", "---\n", "<<: "]
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.dates().map(str)
    | st.text(max_size=20)
    | st.sampled_from(
        ["no", "en", "ru", "https://[", "../x", "a@b", "+1", "A/2018/1", "2018-13-01", "{hint}"]
    )
)


def values(keys):
    names = st.sampled_from([*keys, "en", "ru", "tilte"]) | st.text(max_size=8)
    return st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4),
        max_leaves=12,
    )


def keys_of(model):
    below = [keys_at(model, (key, *rest)) for key in keys_at(model, ()) for rest in ((), (0,), ("press",))]
    return sorted({key for keys in (keys_at(model, ()), *below) for key in keys})


def check(data, load):
    """Load `data` from a file, and hold each fault to a place in it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "newsroom.yaml")
        path.write_bytes(data)
        faults = load(path)
    lines = len(re.findall(rb"\r\n|\r|\n", data)) + 1
    for fault in faults:
        assert re.fullmatch(r"[CN][0-9]{3}", fault.code)
        assert 1 <= (fault.line or math.inf) <= lines
        assert fault.column >= 1
        assert "\n" not in fault.message + fault.hint
    return faults


def bulletin_faults(path):
    return load_bulletin(path).faults


def newsroom_faults(path):
    try:
        load_newsroom(path.parent)
    except NewsroomFaults as error:
        return error.faults
    return ()


@given(st.binary(max_size=200))
@example(b"\xff\xfe")
@example(b"a: \xed\xa0\x80")
def test_no_bytes_crash_the_loader(data):
    """… whatever bytes a file holds, it gets a fault within its lines."""
    assert check(data, bulletin_faults)


@given(st.lists(SIGNS, max_size=60).map("".join))
def test_no_signs_crash_the_loader(text):
    """… whatever YAML's own signs make of one another, the file gets a fault within its lines."""
    assert check(text.encode(), bulletin_faults)


@given(st.integers(0, len(GOOD)), st.integers(0, 40), st.lists(SIGNS, max_size=6).map("".join))
def test_no_slip_in_a_good_file_crashes_the_loader(at, length, typed):
    """… whatever is typed over or into a bulletin, the result is a bulletin or a fault within its lines."""
    check((GOOD[:at] + typed + GOOD[at + length :]).encode(), bulletin_faults)


@given(st.fixed_dictionaries({}, optional={key: values(keys_of(Bulletin)) for key in keys_at(Bulletin, ())}))
def test_no_values_crash_the_model_of_a_bulletin(tree):
    """… whatever stands under the right keys, all of it is judged."""
    check(yaml.safe_dump(tree, allow_unicode=True).encode(), bulletin_faults)


@given(st.fixed_dictionaries({}, optional={key: values(keys_of(Newsroom)) for key in keys_at(Newsroom, ())}))
def test_no_values_crash_the_model_of_a_newsroom(tree):
    """… whatever stands under the right keys of newsroom.yaml, all of it is judged."""
    check(yaml.safe_dump(tree, allow_unicode=True).encode(), newsroom_faults)
