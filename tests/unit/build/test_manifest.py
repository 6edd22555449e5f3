import json

import pytest

from communique.build.manifest import NAME, read_manifest
from communique.errors import OutputFaults

KEY = "0" * 64
PDF = "out/bulletins/2018/07/a.pdf"


@pytest.fixture
def newsroom(tmp_path):
    """Give a newsroom in which one bulletin was built."""
    (tmp_path / PDF).parent.mkdir(parents=True)
    (tmp_path / PDF).write_bytes(b"pdf")
    manifest = read_manifest(tmp_path)
    manifest.record(PDF, KEY, b"pdf", "bulletins/2018/07/a.yaml")
    manifest.save()
    return tmp_path


def change(newsroom, **changes):
    document = json.loads((newsroom / NAME).read_text())
    document["outputs"][PDF] |= changes
    (newsroom / NAME).write_text(json.dumps(document))


def test_what_was_built_is_remembered(newsroom):
    """… a second run knows what the first one made, and of what."""
    manifest = read_manifest(newsroom)

    assert manifest.is_current(PDF, KEY)
    assert manifest.made[PDF].source == "bulletins/2018/07/a.yaml"
    assert manifest.made[PDF].size == 3


@pytest.mark.parametrize("name", ["2018-07", "2018", "topic-japan", "2018-07-01_2018-09-30_topic-japan"])
def test_digests_of_all_kinds_are_remembered(newsroom, name):
    """… no digest is bound again by each run, nor lost sight of."""
    manifest = read_manifest(newsroom)
    manifest.record(f"out/digests/{name}.pdf", KEY, b"pdf")
    manifest.save()

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
        '{"format": 1}',
        '{"format": 2, "outputs": {}}',
        '{"format": 1, "outputs": []}',
        '{"format": 1, "outputs": {"out/digests/2018-07.pdf": 7}}',
        '{"format": 1, "outputs": {"out/digests/2018-07.pdf": {"key": "0"}}}',
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


@pytest.mark.parametrize("changes", [{"key": 1}, {"sha256": "abc"}, {"size": "3"}, {"source": None}])
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
