"""The files of tests/corpus, each with the faults that it gets, to the letter."""

import re
import shutil
from pathlib import Path

import pytest

from communique.build.inspect import inspect_entry
from communique.errors import NewsroomFaults
from communique.load import load_bulletin, load_newsroom
from communique.load.lists import load_list

CORPUS = Path(__file__).parents[2] / "corpus"
LARGEST_LINE = 240  # characters: a fault must stay readable on a terminal
BULLETINS = sorted((CORPUS / "bad").glob("*.yaml"))
NEWSROOMS = sorted((CORPUS / "bad" / "newsrooms").glob("*.yaml"))
LISTS = sorted((CORPUS / "bad" / "lists").iterdir())
NEWSROOM = """
name: {en: The Embassy, ru: Посольство}
series: EMB-JM
languages: [en, ru]
website: https://example.org/
timezone: America/Jamaica
brand: {emblem: brand/emblem.svg, primary: '#10264f', accent: '#b3202c', stripe: ['#ffffff']}
contacts: {press: {address: {en: Norbrook Drive, ru: Норбрук-драйв}}}
"""


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory):
    folder = tmp_path_factory.mktemp("newsroom")
    (folder / "newsroom.yaml").write_text(NEWSROOM, encoding="utf-8")
    return load_newsroom(folder)


@pytest.fixture(scope="module")
def expected(request):
    """Give what faults.txt says of each file; with --bless, write there what the run has found."""
    golden = CORPUS / "bad" / "faults.txt"
    known = {} if request.config.getoption("--bless") else _read(golden.read_text(encoding="utf-8"))
    yield known
    if request.config.getoption("--bless"):
        golden.write_text("\n".join(f"{name}\n{known[name]}" for name in sorted(known)), encoding="utf-8")


def _read(text):
    blocks = (block.partition("\n") for block in text.split("\n\n"))
    return {name: faults.rstrip("\n") + "\n" for name, _, faults in blocks}


def _told(faults):
    lines = []
    for fault in faults:
        lines.append(f"  {fault.line}:{fault.column} {fault.code} {fault.message}")
        lines += [f"      {fault.hint}"] if fault.hint else []
    return "\n".join(lines) + "\n"


def _all_faults(path, newsroom):
    reading = load_bulletin(path)
    judged = inspect_entry(reading.entry, newsroom) if reading.entry else ()
    return sorted((*reading.faults, *judged), key=lambda fault: (fault.line, fault.column, fault.code))


@pytest.mark.parametrize("path", BULLETINS, ids=lambda path: path.stem)
def test_each_bad_bulletin_gets_its_faults(path, newsroom, expected, request):
    """… a slip is told at its line and column, in the words that were agreed, and nothing else is."""
    faults = _all_faults(path, newsroom)

    told = _told(faults)

    if request.config.getoption("--bless"):
        expected[path.name] = told
    assert faults
    assert told == expected[path.name]


@pytest.mark.parametrize("path", NEWSROOMS, ids=lambda path: path.stem)
def test_each_bad_newsroom_gets_its_faults(path, expected, request, tmp_path):
    """… all that is wrong with newsroom.yaml is told at once."""
    shutil.copy(path, tmp_path / "newsroom.yaml")

    with pytest.raises(NewsroomFaults) as caught:
        load_newsroom(tmp_path)

    told = _told(caught.value.faults)
    if request.config.getoption("--bless"):
        expected[f"newsrooms/{path.name}"] = told
    assert told == expected[f"newsrooms/{path.name}"]


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_each_bad_list_gets_its_faults(path, newsroom, expected, request):
    """… what people, spreadsheets and other programs write amiss is told where it stands."""
    _, faults = load_list(path, CORPUS, newsroom)

    told = _told(faults)
    if request.config.getoption("--bless"):
        expected[f"lists/{path.name}"] = told
    assert faults
    assert told == expected[f"lists/{path.name}"]


@pytest.mark.parametrize("path", sorted((CORPUS / "good" / "lists").iterdir()), ids=lambda path: path.name)
def test_each_good_list_gets_none(path, newsroom):
    """… what a spreadsheet adds of itself is no fault of whoever keeps the list."""
    roll, faults = load_list(path, CORPUS, newsroom)

    assert faults == ()
    assert (roll.list.subscribers == ()) == (path.stem in {"nobody", "embargoed-alone"})


@pytest.mark.parametrize("path", sorted((CORPUS / "good").glob("*.yaml")), ids=lambda path: path.stem)
def test_each_good_bulletin_gets_none(path, newsroom):
    """… what a newsroom may rightly write is not refused."""
    faults = _all_faults(path, newsroom)

    assert faults == []
    assert load_bulletin(path).entry is not None


@pytest.mark.parametrize("path", BULLETINS + LISTS, ids=lambda path: path.name)
def test_each_fault_can_be_read_and_found(path, newsroom):
    """… a fault keeps to the house's style, to a terminal's width and to the lines that there are."""
    lines = len(re.findall(rb"\r\n|\r|\n", path.read_bytes())) + 1

    faults = load_list(path, CORPUS, newsroom)[1] if path in LISTS else _all_faults(path, newsroom)

    for fault in faults:
        assert 1 <= fault.line <= lines
        assert fault.column >= 1
        assert len(fault.message.partition("\n")[0]) <= LARGEST_LINE
        assert fault.message.partition("\n")[0].isprintable()
        assert not fault.message.endswith(".")
        assert not fault.message[0].isupper()
