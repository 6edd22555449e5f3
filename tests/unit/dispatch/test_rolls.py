"""Subscribers added, removed and suppressed, and all else in their files as it was."""

import datetime as dt
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.author.roll import with_item, with_row
from communique.dispatch.rolls import add_subscriber, read_rolls, remove_subscriber, suppress_address
from communique.errors import SourceFaults, UsageError
from communique.ledger import Intent, open_ledger
from communique.load.lists import read_list
from communique.model import Subscriber

NOW = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
NEWSROOM = SimpleNamespace(languages=("en", "ru"))
NEW = Subscriber(address="new@example.org", name="New, the [first]", languages=("ru", "en"), topics=("a, b",))
YAML = """\
# Our readers. Ask Ben before changing this.

- address: anna@example.org   # since 2018
  languages: [ru, en]

# the wires
- {address: wire@example.org, digest: also}
"""
KEYED = "subscribers:\n  - address: anna@example.org\n  - address: wire@example.org\nembargoed: true\n"
CSV = 'Address;name;languages\r\nanna@example.org;"Anna; the first";ru en\r\nwire@example.org;;\r\n'


@pytest.fixture(autouse=True)
def _own_state(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def folder_with(tmp_path, **files):
    (tmp_path / "lists").mkdir()
    for name, text in files.items():
        (tmp_path / "lists" / name.replace("__", ".")).write_bytes(text.encode())
    return tmp_path


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("press.yaml", YAML),
        ("press.yaml", YAML.replace("\n", "\r\n")),
        ("press.yaml", YAML.rstrip("\n")),
        ("press.csv", CSV),
        ("press.csv", "\ufeff" + CSV),
        ("press.csv", "\ufeffsep=;\r\n\r\n" + CSV.replace("\r\n", ";;\r\n")),
    ],
)
def test_who_is_added_and_removed_leaves_the_file_as_it_was(file, text, tmp_path):
    """… comments, order, byte order mark and line ends are the officer's own."""
    folder = folder_with(tmp_path, **{file.replace(".", "__"): text})
    path = folder / "lists" / file

    add_subscriber(folder, NEWSROOM, "press", NEW.model_copy(update={"topics": ()}), NOW)
    grown = path.read_bytes().decode()
    remove_subscriber(folder, NEWSROOM, "press", "NEW@example.org")

    assert grown.startswith(text)
    assert path.read_bytes().decode().rstrip() == text.rstrip()


def test_a_removed_item_takes_no_comment_with_it(tmp_path):
    """… what is noted above the next one stays."""
    folder = folder_with(tmp_path, press__yaml=YAML)

    remove_subscriber(folder, NEWSROOM, "press", "anna@example.org")

    left = (folder / "lists/press.yaml").read_text()
    assert left == YAML.replace("- address: anna@example.org   # since 2018\n  languages: [ru, en]\n", "")


def test_a_list_is_begun_where_there_is_none_and_may_become_empty(tmp_path):
    """… the first subscriber needs no file by hand, and the last one leaves a list that can be read."""
    path = add_subscriber(tmp_path, NEWSROOM, "press", NEW, NOW)
    first = path.read_text()
    remove_subscriber(tmp_path, NEWSROOM, "press", NEW.address)
    empty = read_rolls(tmp_path, NEWSROOM)
    add_subscriber(tmp_path, NEWSROOM, "press", NEW, NOW)

    assert first == (
        "- {address: new@example.org, name: 'New, the [first]', languages: [ru, en], topics: ['a, b']}\n"
    )
    assert empty.lists.faults == ()
    assert read_rolls(tmp_path, NEWSROOM).lists.rolls["press"].list.subscribers == (NEW,)


@pytest.mark.parametrize(
    "text",
    [
        "# was [] once\n[]\n",
        "# was [] once\nembargoed: true\nsubscribers: []\n",
        "subscribers: []\r\nembargoed: true\r\n",
    ],
)
def test_an_empty_list_gains_and_loses_its_only_subscriber(text, tmp_path):
    """… what is noted in the file, and whether it keeps embargoes, stays as it was."""
    folder = folder_with(tmp_path, press__yaml=text)

    add_subscriber(folder, NEWSROOM, "press", NEW, NOW)
    grown = read_rolls(folder, NEWSROOM).lists.rolls["press"].list
    remove_subscriber(folder, NEWSROOM, "press", NEW.address)

    assert grown.subscribers == (NEW,)
    assert grown.embargoed == ("embargoed" in text)
    assert (folder / "lists/press.yaml").read_bytes().decode() == text


@pytest.mark.parametrize("text", [KEYED, "[{address: anna@example.org}, {address: wire@example.org}]\n"])
def test_what_cannot_be_changed_safely_is_left_alone(text, tmp_path):
    """… a list that is written in another way is for a person to edit."""
    folder = folder_with(tmp_path, press__yaml=text)

    with pytest.raises(UsageError) as caught:
        add_subscriber(folder, NEWSROOM, "press", NEW, NOW)

    assert [fault.code for fault in caught.value.faults] == ["U016"]
    assert (folder / "lists/press.yaml").read_text() == text


def test_what_cannot_be_is_told(tmp_path):
    """… a slip names what was probably meant, and changes nothing."""
    folder = folder_with(tmp_path, press__yaml=YAML, bad__yaml="- {adress: x@example.org}\n")

    told = []
    for deed in (
        lambda: add_subscriber(folder, NEWSROOM, "press", Subscriber(address="ANNA@example.org"), NOW),
        lambda: remove_subscriber(folder, NEWSROOM, "press", "ana@example.org"),
        lambda: remove_subscriber(folder, NEWSROOM, "pres", "anna@example.org"),
        lambda: suppress_address(folder, "no-token", "", NOW),
    ):
        with pytest.raises(UsageError) as caught:
            deed()
        told += [(fault.code, fault.hint) for fault in caught.value.faults]
    with pytest.raises(SourceFaults):
        add_subscriber(folder, NEWSROOM, "bad", NEW, NOW)

    assert [code for code, _ in told] == ["U015", "U015", "U012", "U015"]
    assert told[1][1] == "did you mean anna@example.org?"
    assert told[2][1] == "did you mean press?"


@pytest.mark.parametrize("name", ["../evil", "/evil", "a/b", ".hidden", "", "a\nb"])
def test_a_list_cannot_be_begun_elsewhere(name, tmp_path):
    """… a list's name leads nowhere but into lists/."""
    newsroom = folder_with(tmp_path)

    with pytest.raises(UsageError) as caught:
        add_subscriber(newsroom, NEWSROOM, name, NEW, NOW)

    assert [fault.code for fault in caught.value.faults] == ["U012"]
    assert not list(tmp_path.rglob("*.yaml"))


@pytest.mark.parametrize("address", ["foo@", "nowhere@@x", "x@-é-.org", "@example.org"])
def test_an_address_that_cannot_be_is_neither_suppressed_nor_sought(address, tmp_path):
    """… a slip must not leave a reader believing that they get no more mail."""
    folder = folder_with(tmp_path, press__yaml=YAML)

    for deed in (
        lambda: suppress_address(folder, address, "", NOW),
        lambda: remove_subscriber(folder, NEWSROOM, "press", address),
    ):
        with pytest.raises(UsageError) as caught:
            deed()
        assert "is not an e-mail address" in caught.value.faults[0].message

    assert read_rolls(folder, NEWSROOM).suppressed == {}


def test_who_is_suppressed_is_shown_so_and_comes_back_only_by_right(tmp_path):
    """… a bounce can be forgiven; a reader's own wish cannot be undone by the officer."""
    folder = folder_with(tmp_path, press__yaml=YAML)
    suppress_address(folder, "anna@example.org", "asked by telephone", NOW)
    with open_ledger(folder, now=NOW) as ledger:
        ledger.suppress("gone@example.org", "bounced", NOW, "5.1.1")
        token = ledger.token("wire@example.org")
        issue = ledger.note_issue("X/2026/001", 1, "", NOW)
        ledger.intend(issue.id, [Intent("wire@example.org", "press", ())], NOW)
    shown = read_rolls(folder, NEWSROOM)
    suppress_address(folder, token, "", NOW)

    add_subscriber(folder, NEWSROOM, "press", Subscriber(address="gone@example.org"), NOW)
    remove_subscriber(folder, NEWSROOM, "press", "wire@example.org")
    with pytest.raises(UsageError) as caught:
        add_subscriber(folder, NEWSROOM, "press", Subscriber(address="wire@example.org"), NOW)

    anna = shown.lists.rolls["press"].list.subscribers[0]
    assert shown.suppression(anna).source == "asked by telephone"
    assert "2026-11-24" in caught.value.faults[0].message
    assert set(read_rolls(folder, NEWSROOM).suppressed) == {"anna@example.org", "wire@example.org"}


TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn", "Zl", "Zp"]), min_size=1).map(
    str.strip
)


@given(TEXTS.filter(bool), st.lists(TEXTS.filter(lambda text: text and ";" not in text), max_size=3))
def test_any_name_can_be_written(name, topics):
    """… whatever a subscriber is called, the list says it, or is not changed."""
    new = Subscriber(address="new@example.org", name=name, topics=tuple(topics))
    path = SimpleNamespace(suffix=".yaml", stem="press", name="press.yaml")
    table = SimpleNamespace(suffix=".csv", stem="press", name="press.csv")
    heads = ["address", "name", "topics"]

    roll, faults = read_list(with_item(YAML, new, 7).encode(), path, NEWSROOM)
    of_table, of_rows = read_list(with_row(f"{','.join(heads)}\n", new, heads, ",").encode(), table, NEWSROOM)

    assert faults or roll.list.subscribers[-1] == new
    assert of_rows or of_table.list.subscribers in {(new,), ()}
