import json

import pytest

from communique.build.manifest import JOURNAL, NAME, Origin, read_manifest
from communique.errors import OutputFaults

KEY = "0" * 64
ORIGIN = Origin("1" * 64, {"bulletins/2018/07/a.yaml": "2" * 64})
SOURCE = "bulletins/2018/07/a.yaml"
PDF = "out/bulletins/2018/07/a.pdf"


@pytest.fixture
def newsroom(tmp_path):
    """Give a newsroom in which one bulletin was built."""
    (tmp_path / PDF).parent.mkdir(parents=True)
    (tmp_path / PDF).write_bytes(b"pdf")
    make(tmp_path, PDF)
    return tmp_path


def make(newsroom, name, data=b"pdf"):
    manifest = read_manifest(newsroom)
    manifest.made[name] = manifest.announce(name, KEY, ORIGIN, data, SOURCE)
    manifest.save()


def change(newsroom, **changes):
    document = json.loads((newsroom / NAME).read_text())
    document["outputs"][PDF] |= changes
    (newsroom / NAME).write_text(json.dumps(document))


def test_what_was_built_is_remembered(newsroom):
    """… a second run knows what the first one made, and of what."""
    manifest = read_manifest(newsroom)

    assert manifest.is_current(PDF, KEY)
    assert manifest.made_from(PDF, ORIGIN)
    assert manifest.made[PDF].source == "bulletins/2018/07/a.yaml"
    assert manifest.made[PDF].size == 3


@pytest.mark.parametrize("name", ["2018-07", "2018", "topic-japan", "2018-07-01_2018-09-30_topic-japan"])
def test_digests_of_all_kinds_are_remembered(newsroom, name):
    """… no digest is bound again by each run, nor lost sight of."""
    make(newsroom, f"out/digests/{name}.pdf")

    assert f"out/digests/{name}.pdf" in read_manifest(newsroom).made


def test_another_key_makes_an_output_stale(newsroom):
    """… what was made of something else is made anew."""
    manifest = read_manifest(newsroom)

    assert not manifest.is_current(PDF, "1" * 64)


@pytest.mark.parametrize("damage", [lambda path: path.write_bytes(b"PDF"), lambda path: path.unlink()])
def test_an_output_that_was_changed_or_lost_is_stale(newsroom, damage):
    """… out/ may be deleted at will: the next build makes it anew; nothing spoilt passes for good."""
    damage(newsroom / PDF)

    assert not read_manifest(newsroom).is_current(PDF, KEY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"format": 2}',
        '{"format": 1, "looks": {}, "sources": {}, "outputs": {}}',
        '{"format": 2, "looks": {}, "sources": {}, "outputs": []}',
        '{"format": 2, "looks": {}, "sources": {}, "outputs": {"out/digests/2018-07.pdf": 7}}',
        '{"format": 2, "looks": {}, "sources": {}, "outputs": {"out/digests/2018-07.pdf": {"key": "0"}}}',
        "[" * 100_000,
        "\udcff",
    ],
)
def test_a_damaged_manifest_counts_as_none(newsroom, text):
    """… a file cut short by a crash costs a rebuild and nothing else."""
    (newsroom / NAME).write_text(text, errors="surrogateescape")

    assert read_manifest(newsroom).made == {}


@pytest.mark.parametrize(
    "name",
    [
        "../precious.pdf",
        "bulletins/2018/07/a.yaml",
        "out/bulletins/2018/07/../../x.pdf",
        "/etc/passwd",
        "out/digests/../x.pdf",
    ],
)
def test_a_manifest_cannot_name_files_outside_the_outputs(newsroom, name):
    """… nothing is ever removed but what a build made, whatever the manifest was made to say."""
    document = json.loads((newsroom / NAME).read_text())
    document["outputs"][name] = document["outputs"][PDF]
    (newsroom / NAME).write_text(json.dumps(document))

    assert read_manifest(newsroom).made == {}


@pytest.mark.parametrize(
    "changes", [{"key": 1}, {"sha256": "abc"}, {"size": "three"}, {"source": None}, {"origin": {}}]
)
def test_a_manifest_with_a_wrong_value_counts_as_none(newsroom, changes):
    """… no value of the wrong kind comes as far as the build."""
    change(newsroom, **changes)

    assert read_manifest(newsroom).made == {}


def test_a_manifest_that_cannot_be_written_is_told(tmp_path):
    """… a press officer learns why every build takes so long."""
    (tmp_path / ".communique").write_text("a file")
    manifest = read_manifest(tmp_path)

    with pytest.raises(OutputFaults) as caught:
        manifest.save()

    assert caught.value.faults[0].path == tmp_path / NAME


def announced(newsroom, data, before=b""):
    """Write `before` and what a build announces of `data` into the journal, as one that is killed then."""
    (newsroom / JOURNAL).write_bytes(before)
    read_manifest(newsroom).announce(PDF, "3" * 64, ORIGIN, data, SOURCE)


def test_what_took_its_place_before_a_crash_is_known(newsroom):
    """… the next build makes nothing twice, and takes nothing for somebody else's file."""
    announced(newsroom, b"new")
    (newsroom / PDF).write_bytes(b"new")

    manifest = read_manifest(newsroom)

    assert manifest.is_current(PDF, "3" * 64)


def test_what_was_announced_and_came_no_further_is_as_before(newsroom):
    """… a crash before an output took its place leaves the last one known for what it is."""
    announced(newsroom, b"new")

    manifest = read_manifest(newsroom)

    assert manifest.is_current(PDF, KEY)


@pytest.mark.parametrize(
    "torn", [b'\n{"name": "out/bull', b"\n\xff\n[]\n", b'\n{"name": "../x.pdf", "made": {}}']
)
def test_a_line_that_was_cut_short_spoils_no_other(newsroom, torn):
    """… a full disk or a crash in mid-line loses that line alone."""
    announced(newsroom, b"new", before=torn)
    (newsroom / PDF).write_bytes(b"new")

    manifest = read_manifest(newsroom)

    assert manifest.is_current(PDF, "3" * 64)


def test_the_journal_goes_once_the_manifest_has_it(newsroom):
    """… it does not grow from build to build."""
    announced(newsroom, b"new")
    (newsroom / PDF).write_bytes(b"new")

    read_manifest(newsroom).save()

    assert not (newsroom / JOURNAL).exists()
    assert read_manifest(newsroom).is_current(PDF, "3" * 64)


def test_a_journal_cannot_name_files_outside_the_outputs(newsroom):
    """… a forged line makes no other file one that a build may remove."""
    precious = newsroom / "precious.pdf"
    precious.write_bytes(b"mine")
    read_manifest(newsroom).announce("precious.pdf", KEY, ORIGIN, b"mine")

    assert "precious.pdf" not in read_manifest(newsroom).made


def test_an_unchanged_manifest_is_not_written_again(newsroom):
    """… a build of nothing writes nothing."""
    before = (newsroom / NAME).stat().st_ino

    read_manifest(newsroom).save()

    assert (newsroom / NAME).stat().st_ino == before


def test_a_look_that_nothing_has_is_forgotten(newsroom):
    """… a manifest does not keep every stylesheet's sum of twenty years."""
    manifest = read_manifest(newsroom)
    manifest.looks = {"1" * 64: {"styles/type.css": "a"}, "4" * 64: {"styles/type.css": "b"}}

    manifest.save()

    assert read_manifest(newsroom).looks == {"1" * 64: {"styles/type.css": "a"}}
