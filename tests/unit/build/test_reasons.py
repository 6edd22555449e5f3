import pytest

from communique.build.manifest import Origin, read_manifest
from communique.build.reasons import FORCED, changes, why_built, why_kept

PDF = "out/bulletins/2018/07/a.pdf"
OLD, NEW = "1" * 64, "2" * 64
BEFORE = Origin(OLD, {"bulletins/2018/07/a.yaml": "3" * 64})


@pytest.fixture
def manifest(tmp_path):
    """Give the manifest of a newsroom that has one output."""
    manifest = read_manifest(tmp_path)
    (tmp_path / PDF).parent.mkdir(parents=True)
    (tmp_path / PDF).write_bytes(b"pdf")
    manifest.made[PDF] = manifest.announce(PDF, "0" * 64, BEFORE, b"pdf")
    manifest.looks = {
        OLD: {"styles/type.css": "4" * 64, "weasyprint": "69.0", "styles/own.css": "5" * 64},
        NEW: {"styles/type.css": "6" * 64, "weasyprint": "70.0", "styles/new.css": "7" * 64},
    }
    return manifest


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (BEFORE, ""),
        (Origin(OLD, {"bulletins/2018/07/a.yaml": "8" * 64}), "bulletins/2018/07/a.yaml changed"),
        (
            Origin(NEW, BEFORE.parts),
            "styles/new.css is new, styles/own.css is gone, styles/type.css changed, 1 more",
        ),
        (
            Origin(NEW, {"x.jpg": "9" * 64}),
            "bulletins/2018/07/a.yaml is gone, x.jpg is new, styles/new.css is new, 3 more",
        ),
    ],
)
def test_what_changed_is_named_by_its_file(manifest, now, told):
    """… one who wonders why something is built anew reads which file did it."""
    assert changes(BEFORE, now, manifest.looks) == told


def test_another_version_of_a_tool_is_told_with_both(manifest):
    """… after an upgrade it is plain why all is rendered."""
    looks = {OLD: {"weasyprint": "69.0"}, NEW: {"weasyprint": "70.0"}}

    assert changes(BEFORE, Origin(NEW, BEFORE.parts), looks) == "weasyprint 69.0 became 70.0"


def test_what_was_never_built_or_is_gone_says_so(manifest):
    """… a new file and a lost one are told apart."""
    assert why_built("out/digests/2018-07.pdf", BEFORE, manifest) == "it was never built"
    (manifest.folder / PDF).unlink()
    assert why_built(PDF, BEFORE, manifest) == "its file is gone"


def test_what_is_forced_says_so(manifest):
    """… where nothing changed, it is the option that built it."""
    assert why_built(PDF, BEFORE, manifest, force=True) == FORCED


def test_what_is_kept_in_spite_of_a_change_names_it(manifest):
    """… it can be seen that a change was noticed and made no difference."""
    now = Origin(OLD, {"bulletins/2018/07/a.yaml": "8" * 64})

    assert why_kept(PDF, now, manifest) == "bulletins/2018/07/a.yaml changed, and the page came out the same"
