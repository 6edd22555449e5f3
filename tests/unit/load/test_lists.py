"""Lists of subscribers: read, or told with every fault."""

import csv
import io
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.load import load_lists
from communique.load.document import read_document
from communique.load.table import HEADS, read_table

NEWSROOM = SimpleNamespace(languages=("en", "ru"))
YAML = """\
# our readers
- address: anna@example.org
  name: Анна
  languages: [ru, en]
  digest: also
  topics: [japan, fish and chips]
- {address: ben@example.org}
"""
CSV = """\
address,name,languages,digest,topics
anna@example.org,Анна,ru en,also,japan; fish and chips
ben@example.org,,,,
"""


def lists_of(folder, **files):
    (folder / "lists").mkdir(exist_ok=True)
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / "lists" / name.replace("__", ".")).write_bytes(data)
    return load_lists(folder, NEWSROOM)


def told(found):
    return [(fault.path.name, fault.line, fault.column, fault.code) for fault in found.faults]


def test_a_table_says_the_same_as_yaml(tmp_path):
    """… who keeps subscribers in a spreadsheet and who writes them down get the same mails."""
    found = lists_of(tmp_path, a__yaml=YAML, b__csv=CSV)

    assert found.faults == ()
    assert found.rolls["a"].list == found.rolls["b"].list
    anna, ben = found.rolls["a"].list.subscribers
    assert (anna.name, anna.languages, anna.topics) == ("Анна", ("ru", "en"), ("japan", "fish and chips"))
    assert (ben.name, ben.languages, ben.digest) == (None, (), "never")


@pytest.mark.parametrize(
    "variant",
    [
        CSV.encode("utf-8-sig"),
        CSV.replace(";", "|").replace(",", ";").replace("|", ",").replace("japan,", "japan;").encode(),
        CSV.replace(",", "\t").encode(),
        CSV.replace("\n", "\r\n").encode(),
        CSV.replace("address,name", "Address, NAME ").encode(),
    ],
)
def test_a_table_may_come_from_any_spreadsheet(variant, tmp_path):
    """… byte order mark, semicolons, tabs and line ends of Windows are what spreadsheets write."""
    if b";" in variant.splitlines()[0]:
        variant = variant.replace(b"japan; fish", b'"japan; fish').replace(b"chips", b'chips"')

    found = lists_of(tmp_path, a__yaml=YAML, b__csv=variant)

    assert found.faults == ()
    assert found.rolls["b"].list == found.rolls["a"].list


def test_a_list_can_be_marked_for_embargoes(tmp_path):
    """… those who keep embargoes are told from all others."""
    found = lists_of(tmp_path, wire__yaml="embargoed: true\nsubscribers:\n- {address: desk@example.org}\n")

    assert found.faults == ()
    assert found.rolls["wire"].list.embargoed
    assert [one.address for one in found.rolls["wire"].list.subscribers] == ["desk@example.org"]


def test_every_fault_of_every_file_is_told(tmp_path):
    """… one run tells all slips, each where it stands, and a sound list is not held back."""
    found = lists_of(
        tmp_path,
        a__yaml=(
            "- {address: anna@example.org, languages: [en, rus]}\n- {adress: x@example.org}\n"
            "- {address: nowhere}\n- {address: ANNA@Example.org}\n- {address: b@example.org, digest: yes}\n"
        ),
        b__csv="address,nmae\nanna@example.org,Anna,extra\nanna@EXAMPLE.org,\n",
        c__csv="name,languages\nAnna,en\n",
        d__csv='address\n"anna@example.org\n',
        e__xlsx="",
        f__yaml="- {address: f@example.org}\n",
        f__csv="address\ng@example.org\n",
        g__csv=b"address\n\xff\xfe\x00",
        h__yaml="just words\n",
    )

    assert told(found) == [
        ("a.yaml", 1, 47, "L002"),
        ("a.yaml", 2, 4, "C004"),
        ("a.yaml", 3, 13, "C013"),
        ("a.yaml", 4, 13, "L001"),
        ("a.yaml", 5, 36, "C007"),
        ("b.csv", 1, 9, "L003"),
        ("b.csv", 2, 23, "L004"),
        ("b.csv", 3, 1, "L001"),
        ("c.csv", 1, 1, "L003"),
        ("d.csv", 2, 1, "L004"),
        ("e.xlsx", None, None, "L005"),
        ("f.yaml", None, None, "L006"),
        ("g.csv", 2, 1, "C020"),
        ("h.yaml", 1, 1, "C003"),
    ]
    hints = {(fault.path.name, fault.code): fault.hint for fault in found.faults}
    assert hints["b.csv", "L003"] == "did you mean name?"
    assert hints["a.yaml", "C004"] == "did you mean address?"
    assert [one.address for one in found.rolls["f"].list.subscribers] == ["g@example.org"]


def test_a_link_out_of_the_newsroom_is_not_followed(tmp_path):
    """… nobody's files are read by way of a list."""
    outside = tmp_path / "outside.yaml"
    outside.write_text("- {address: anna@example.org}\n")
    inside = tmp_path / "newsroom"
    (inside / "lists").mkdir(parents=True)
    (inside / "lists/press.yaml").symlink_to(outside)

    found = load_lists(inside, NEWSROOM)

    assert [fault.code for fault in found.faults] == ["C001"]
    assert found.rolls["press"].list.subscribers == ()


def test_a_name_is_one_line(tmp_path):
    """… what stands in the head of a mail cannot begin another field there."""
    found = lists_of(
        tmp_path,
        a__yaml='- {address: a@example.org, name: "Anna\\nBcc: b@example.org"}\n',
        b__csv='address,name,topics\na@example.org,"Anna\nBcc: x",\nb@example.org,Ben,"fish\nchips"\n',
    )

    assert told(found) == [("a.yaml", 1, 34, "C022"), ("b.csv", 2, 1, "C022"), ("b.csv", 4, 1, "C022")]
    assert found.rolls["a"].list.subscribers == found.rolls["b"].list.subscribers == ()


def test_a_newsroom_may_have_no_lists(tmp_path):
    """… who mails nothing keeps none."""
    assert load_lists(tmp_path, NEWSROOM).rolls == {}


def test_addresses_of_every_script_are_right(tmp_path):
    """… почта.рф is a domain as good as any."""
    found = lists_of(tmp_path, a__yaml="- {address: desk@почта.рф}\n- {address: пресса@example.org}\n")

    assert found.faults == ()


CELLS = st.text(st.characters() | st.sampled_from(',;\t"\n\r@ '), max_size=30)


@given(
    st.binary(max_size=200)
    | st.lists(CELLS, max_size=20).map(lambda cells: ",".join(cells).encode("utf-8", "replace"))
)
def test_no_table_breaks_the_reader(data):
    """… whatever is saved as CSV, there are values or faults, and never a breakdown."""
    document = read_table(b"address,name\n" + data, SimpleNamespace(name="a.csv"))

    assert document.faults or document.values is not None


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(HEADS, CELLS))))
def test_what_a_table_says_has_its_place(rows):
    """… each fault that a value may have can be told with its line."""
    file = io.StringIO()
    writer = csv.DictWriter(file, HEADS)
    writer.writeheader()
    writer.writerows(rows)

    document = read_table(file.getvalue().encode("utf-8", "replace"), SimpleNamespace(name="a.csv"))

    for nth, values in enumerate((document.values or {}).get("subscribers", [])):
        for key in values:
            assert document.places.at(("subscribers", nth, key)).line > 1


def test_a_list_at_the_top_is_for_lists_alone():
    """… a bulletin that begins with a hyphen is told as before."""
    document = read_document(b"- number: 1\n", SimpleNamespace(name="a.yaml"))

    assert [fault.code for fault in document.faults] == ["C003"]
